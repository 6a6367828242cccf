import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { hear } from './run.mjs';

/**
 * @typedef {{ where: 'here' } | { where: 'as', uid: number } | { where: 'nowhere', because: string }} Place
 *   where a window can be opened: by this account, as the account `uid`, or not at all
 */

/**
 * Decides where the app's window can be opened. Chromium's sandbox does not work for root, and the app does not run
 * without it, so root opens the window as the person whose display it is.
 * @param {object} seen
 * @param {string} seen.platform as process.platform
 * @param {NodeJS.ProcessEnv} seen.env
 * @param {number | undefined} seen.uid own account, undefined on Windows
 * @param {(path: string) => number | undefined} seen.ownerOf uid of a socket's owner
 * @returns {Place}
 */
export function placeForWindow({ platform, env, uid, ownerOf }) {
  if (platform !== 'linux') return { where: 'here' };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return { where: 'nowhere', because: 'There is no display here.' };
  if (uid !== 0) return { where: 'here' };
  const owner = [
    // sudo and pkexec say who called; a display manager's X socket often belongs to root and says nothing.
    Number(env.SUDO_UID ?? 0),
    Number(env.PKEXEC_UID ?? 0),
    ...displaySockets(env).map((path) => ownerOf(path) ?? 0),
  ].find((each) => Number.isInteger(each) && each > 0);
  if (owner !== undefined) return { where: 'as', uid: owner };
  return { where: 'nowhere', because: 'This is root, and the display belongs to no ordinary account.' };
}

/** @param {NodeJS.ProcessEnv} env @returns {string[]} where the display's sockets lie on this computer */
export function displaySockets({ DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR }) {
  const paths = [];
  if (WAYLAND_DISPLAY && isAbsolute(WAYLAND_DISPLAY)) paths.push(WAYLAND_DISPLAY);
  else if (WAYLAND_DISPLAY && XDG_RUNTIME_DIR) paths.push(join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY));
  const local = /^(?:unix)?:(\d+)/.exec(DISPLAY ?? '');
  if (local) paths.push(`/tmp/.X11-unix/X${local[1]}`);
  return paths;
}

/** @param {string} path @returns {number | undefined} uid of its owner, undefined when it is not there */
export function ownerOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

/**
 * @param {number | string} account uid or name
 * @returns {Promise<{ name: string, uid: number, gid: number, home: string } | undefined>} undefined when there is none
 */
export async function accountOf(account) {
  const { code, out } = await hear('getent', ['passwd', String(account)]);
  if (code !== 0) return undefined;
  const [name, , uid, gid, , home] = out.trim().split(':');
  return { name, uid: Number(uid), gid: Number(gid), home };
}

/**
 * The command that runs another as an ordinary account, with all of its groups and none of root's rights.
 * @param {{ uid: number, gid: number }} account
 * @returns {string[]} program and arguments to put before the other command's
 */
export function asAccount({ uid, gid }) {
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--inh-caps=-all'];
}
