import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Heard {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a program to its end. */
export function hear(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Heard> {
  return new Promise((resolve) =>
    execFile(program, args, { env, maxBuffer: 1e8, cwd: '/' }, (error, out, text) =>
      resolve({ code: error ? Number(error.code) || 1 : 0, out, error: text }),
    ),
  );
}

/** The ordinary account that `npm test` names for suites that it starts as root. */
export function ordinaryAccount(): { uid: number; gid: number } {
  const [, uid, gid] = (process.env.TANKMATE_TEST_ACCOUNT ?? '').split(':').map(Number);
  if (!uid || !gid) throw new Error('TANKMATE_TEST_ACCOUNT=name:uid:gid names no account; npm test sets it');
  return { uid, gid };
}

/** What to put before a command that the ordinary account runs. */
export function asOrdinary(): string[] {
  const { uid, gid } = ordinaryAccount();
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups'];
}

/** A throw-away home of the ordinary account, or of root, with a place for passing files in it. */
export function makeHome(ordinary: boolean) {
  const path = mkdtempSync(join(tmpdir(), 'tankmate-home-'));
  const passing = join(path, 'tmp');
  mkdirSync(passing);
  const { uid, gid } = ordinary ? ordinaryAccount() : { uid: 0, gid: 0 };
  for (const each of [path, passing]) chownSync(each, uid, gid);
  return {
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: path,
      TMPDIR: passing,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
    /** All that was put there since. */
    traces: () => readdirSync(path, { recursive: true }).filter((name) => name !== 'tmp'),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** The installed app with a window on a display and a message bus of its own; ended with its whole process group. */
export async function startWindow(
  env: NodeJS.ProcessEnv,
): Promise<{ address: string; pid: number; stop(): Promise<void> }> {
  const desktop = ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1280x1024x24'];
  const [program = '', ...args] = [...asOrdinary(), ...desktop, 'tankmate', '--remote-debugging-port=0'];
  const child = spawn(program, args, { env, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      process.kill(-pid, 'SIGKILL');
    });
  try {
    return { address: await debuggerAddress(child), pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where Chromium says that it can be looked at; what it said otherwise, when that does not come. */
function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the app did not start: ${said}`)), 60_000);
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}: ${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (!found?.[1]) return;
      clearTimeout(late);
      resolve(found[1]);
    });
  });
}

/** The processes of one process group, as /proc shows them. */
export function processesOf(group: number) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(fields[2]) !== group) return [];
        const status = readFileSync(`/proc/${pid}/status`, 'latin1');
        return [
          {
            // Chromium's children write theirs with spaces.
            command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
            uid: Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]),
            seccomp: Number(/^Seccomp:\s+(\d)/m.exec(status)?.[1]),
          },
        ];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
