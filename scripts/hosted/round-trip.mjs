// `npm run round-trip`: on this very system, in a home made for it: looks, mends what it names, and takes it back to the
// byte. Hosted CI runs it on systems that nobody here has. Only fixes that touch this home alone are chosen.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../setup/places.mjs';

/** Fixes that change files below the home and end nothing. */
const FIXES = ['listen-locally', 'close-chats', 'tools-hardened', 'close-permissions'];

const onWindows = process.platform === 'win32';
const home = mkdtempSync(join(tmpdir(), 'tankmate-home-'));
const state = join(home, '.openclaw');
const settings = join(state, 'openclaw.json');
const modules = onWindows
  ? ['AppData', 'Roaming', 'npm', 'node_modules']
  : ['.npm-global', 'lib', 'node_modules'];

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

write(join(home, ...modules, 'openclaw', 'package.json'), '{"name":"openclaw","version":"2026.9.6"}');
write(
  settings,
  '{\n  // 网关\n  gateway: { bind: "lan", port: 18789 },\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } }, // 群\n}\n',
);
write(join(state, 'workspace', 'AGENTS.md'), 'Be kind.\n');

const env = {
  ...process.env,
  HOME: home,
  USERPROFILE: home,
  APPDATA: join(home, 'AppData', 'Roaming'),
  LOCALAPPDATA: join(home, 'AppData', 'Local'),
  XDG_CONFIG_HOME: '',
  XDG_STATE_HOME: '',
  XDG_DATA_HOME: '',
};

/** @param {string[]} words @returns {{ code: number | null, said: any }} */
function tankmate(...words) {
  // The log is read without asking anybody, so it takes no such word.
  const offline = words[0] === 'log' ? [] : ['--offline'];
  const all = [join(ROOT, 'scripts/terminal.mjs'), ...words, '--json', ...offline, '--language', 'en'];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: 'utf8', cwd: ROOT });
  if (stderr.trim() !== '') console.error(stderr.trim());
  return { code: status, said: JSON.parse(stdout || 'null') };
}

/** Every file of OpenClaw's, with its bytes and, where there are such, its mode. */
function picture(folder = state) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return picture(path);
    const mode = onWindows ? '' : (statSync(path).mode & 0o7777).toString(8);
    return [`${relative(state, path)} ${mode} ${readFileSync(path).toString('base64')}`];
  });
}

const faults = [];
/** @param {string} what @param {boolean} holds */
function expect(what, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) faults.push(what);
}

try {
  const before = picture().join('\n');
  const look = tankmate('inspect');
  expect(`a look says that something needs attention (exit code ${look.code})`, look.code === 1);
  expect('it tells six tiles', look.said?.tiles?.length === 6);
  const open = (look.said?.findings ?? []).filter(({ state: is }) => is === 'attention').map(({ id }) => id);
  for (const id of ['gateway-bind-setting', 'chat-doors']) expect(`it sees ${id}`, open.includes(id));
  expect('looking changed nothing', picture().join('\n') === before);

  const applied = tankmate('fix', 'apply', ...FIXES, '--yes');
  const outcomes = applied.said?.outcomes ?? [];
  for (const { fix, result, because } of outcomes) console.log(`     ${fix}: ${result} ${because ?? ''}`);
  const done = outcomes.filter(({ result }) => result === 'fixed').map(({ fix }) => fix);
  for (const id of FIXES.slice(0, 3)) expect(`${id} was done`, done.includes(id));
  const now = readFileSync(settings, 'utf8');
  expect('the gateway is told to listen here only', /bind: "loopback"/.test(now));
  expect('the comments are where they were', /\/\/ 网关/.test(now) && /\/\/ 群/.test(now));

  expect('the log of changes holds', tankmate('log', 'verify').code === 0);
  expect('all of it is taken back', tankmate('fix', 'undo', '--yes').code === 0);
  expect('to the byte', picture().join('\n') === before);
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(faults.length === 0 ? 'round trip: done' : `round trip: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
