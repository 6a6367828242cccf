import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, FOR_THE_APP } from './debian.mjs';
import { accountOf, asAccount } from './display.mjs';
import { withPinnedNode } from './node.mjs';
import { ROOT } from './places.mjs';
import { hear, pass } from './run.mjs';
import { ensureRuntime } from './runtime.mjs';
import { say } from './say.mjs';

/**
 * Opens the app, and waits until it is closed.
 * @param {import('./display.mjs').Place} place where its window goes
 * @param {string[]} args for the app
 * @returns {Promise<number | undefined>} its exit code; undefined, with the reason said, when it can't be opened
 */
export async function openWindow(place, args) {
  if (process.platform === 'linux' && !(await ensureDebianPackages(FOR_THE_APP, "The app's window")))
    return undefined;
  const runtime = await ensureRuntime();
  const env = environment(process.env);
  if (place.where === 'here') {
    say('Opening Tankmate.');
    return pass(runtime.exec, [ROOT, ...args], { cwd: ROOT, env });
  }
  const account = await accountOf(place.uid);
  if (account === undefined)
    return void say(`The display belongs to account number ${place.uid}, which has no name here.`);
  const prefix = asAccount(account);
  const own = await environmentOf(account, env, prefix);
  for (const [flag, file] of [
    ['-r', join(ROOT, 'out/main/index.js')],
    ['-x', runtime.exec],
  ]) {
    const { code } = await hear(prefix[0], [...prefix.slice(1), 'test', flag, file], { env: own, cwd: '/' });
    if (code !== 0)
      return void say(
        `The window would open as ${account.name}, whose display this is, but ${account.name} can't read ${file}. Clone Tankmate into a folder that they can read.`,
      );
  }
  say(`Opening Tankmate as ${account.name}, whose display this is.`);
  return pass(prefix[0], [...prefix.slice(1), runtime.exec, ROOT, ...args], { cwd: ROOT, env: own });
}

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} the same without what would turn Electron into plain Node */
function environment({ ELECTRON_RUN_AS_NODE, ...env }) {
  return withPinnedNode(env);
}

/** Another account's own surroundings: its home, its session's sockets, the display, and nothing of root's. */
async function environmentOf({ name, uid, home }, env, prefix) {
  const runtimeDir = `/run/user/${uid}`;
  const own = {
    HOME: home,
    USER: name,
    LOGNAME: name,
    SHELL: '/bin/sh',
    ...kept(env, ['DISPLAY', 'WAYLAND_DISPLAY', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'PATH', 'TZ']),
    ...(existsSync(runtimeDir) && {
      XDG_RUNTIME_DIR: runtimeDir,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtimeDir}/bus`,
    }),
  };
  if (env.XAUTHORITY) {
    const { code } = await hear(prefix[0], [...prefix.slice(1), 'test', '-r', env.XAUTHORITY], { cwd: '/' });
    if (code === 0) own.XAUTHORITY = env.XAUTHORITY;
  }
  return own;
}

function kept(env, names) {
  return Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]]));
}
