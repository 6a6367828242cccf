import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { ownerOfHome } from '../system/read/accounts/root-only';
import { accountEnvironment, accountOf, become } from '../system/write/accounts/become-account';

/** Tells the child that it is the one that becomes the account: it is root until then. */
const MARK = 'TANKMATE_BECOME';
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * Root that was sent into another account's home (`sudo -E`) does nothing there itself, and reads nothing: the same
 * command line is run by a child that becomes the account first, with a fresh environment and no terminal of root's
 * (a program of the account's could type into it, ioctl_tty(2), TIOCSTI). Resolves to its exit code; null where this
 * process is to do it.
 */
export async function asAccount(): Promise<number | null> {
  const home = process.env.HOME;
  if (process.geteuid?.() !== 0 || !home) return null;
  const uid = ownerOfHome(home);
  if (uid === null) return null;
  const account = accountOf(uid, home);
  // Chromium's own processes are started before any of our lines run: there the account's groups are given up.
  const inElectron = process.versions.electron !== undefined;
  if (process.env[MARK] !== undefined && !inElectron) {
    become(account);
    for (const name of [MARK, 'UV_USE_IO_URING']) delete process.env[name];
    return null;
  }
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    // A ring of requests that root's process had set up would go on with root's rights (CVE-2024-22017).
    env: { ...accountEnvironment(account, home, process.env), [MARK]: '1', UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(inElectron && { uid: account.uid, gid: account.gid }),
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    const ended = once(child, 'close');
    child.stdout.pipe(process.stdout, { end: false });
    child.stderr.pipe(process.stderr, { end: false });
    const [code, signal] = await ended;
    return code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
  } finally {
    for (const each of SIGNALS) process.off(each, pass);
  }
}
