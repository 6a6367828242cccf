/**
 * Loaded into the audit and into each Node that it starts. Under Node's permission model all that takes an open file's
 * number is off (nodejs.org/api/permissions.html: fsync, fchmod and their like), with which OpenClaw makes its own copies
 * of databases. A copy that is thrown away needs none of it to last, and its files are private from the beginning.
 */
export const AUDIT_PRELOAD = `
const fs = require('node:fs');
if (require('node:worker_threads').isMainThread) process.umask(0o077);
const skip = (...args) => { const done = args.at(-1); if (typeof done === 'function') process.nextTick(done, null); };
for (const name of ['fsync', 'fdatasync', 'fchmod', 'fchown', 'futimes']) {
  fs[name] = skip;
  fs[name + 'Sync'] = () => {};
}
require('node:module').syncBuiltinESMExports();
`;

/**
 * Lies in the copy's own folder and runs the audit (its arguments, for Node), with whose exit code it ends. It outlives
 * whoever started it by a moment: once its standard input ends, which only the end of that process brings about, or at a
 * signal, it ends the audit with all that it started; in the first case it removes the copy as well. The empty
 * locks of the copy's own database go in any case: their names have eight digits of its path's SHA-256. What left the audit's
 * group is known by the home that only programs of the copy have (proc_pid_environ(5)).
 */
export const AUDIT_GUARD = `
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join } = require('node:path');
const [, , ...args] = process.argv;
const top = __dirname;
const signal = (pid) => { try { process.kill(pid, 'SIGKILL'); } catch {} };
const list = (folder) => { try { return fs.readdirSync(folder, { withFileTypes: true }); } catch { return []; } };
const environment = (pid) => { try { return fs.readFileSync('/proc/' + pid + '/environ', 'latin1').split('\\0'); } catch { return []; } };
const home = Buffer.from('HOME=' + process.env.HOME).toString('latin1');
const removeLocks = () => {
  try {
    const database = join(fs.realpathSync(process.env.OPENCLAW_STATE_DIR), 'state', 'openclaw.sqlite');
    const end = '.' + createHash('sha256').update(database).digest('hex').slice(0, 8) + '.lock.sqlite';
    for (const { name } of list(process.env.TANKMATE_AUDIT_LOCKS))
      if (name.endsWith(end)) fs.rmSync(join(process.env.TANKMATE_AUDIT_LOCKS, name), { force: true });
  } catch {}
};
let child;
let alone = false;
const end = () => {
  if (child && child.pid) signal(-child.pid);
  for (const { name } of list('/proc'))
    if (/^\\d+$/.test(name) && Number(name) !== process.pid && environment(name).includes(home)) signal(Number(name));
};
const open = (folder) => {
  try { fs.chmodSync(folder, 0o700); } catch {}
  for (const each of list(folder)) if (each.isDirectory()) open(join(folder, each.name));
};
const give = (code) => {
  end();
  removeLocks();
  if (alone) {
    open(top);
    fs.rmSync(top, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit(code);
};
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, end);
process.stdin.on('close', () => { alone = true; end(); }).resume();
// From here on nothing ends this process before it has ended the audit.
child = spawn(process.execPath, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
  env: { ...process.env, NODE_OPTIONS: process.env.TANKMATE_AUDIT_OPTIONS, TANKMATE_AUDIT_OPTIONS: undefined },
});
child.on('error', () => give(126));
child.on('exit', (code) => give(code ?? 137));
`;
