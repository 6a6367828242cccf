import { fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOnlySwitches } from '../../main/cli/read-only-process';
import type { Access } from '../../main/system/read/access-log';
import type { ScanEvent, ScanRequest } from '../../main/worker/protocol';

/** What the kernel saw a process do (strace(1)): its own threads, and how the programs began that it started itself. */
export interface Seen {
  /** Files and folders that it opened or tried to. */
  readonly opened: ReadonlySet<string>;
  /** Programs with their arguments, as they were called. */
  readonly ran: ReadonlySet<string>;
  /** `127.0.0.1:4873`; no address of the name service. */
  readonly asked: ReadonlySet<string>;
}

/** A text as strace quotes it: bytes beyond ASCII as `\345`, in octal. */
const text = (quoted: string) =>
  Buffer.from(
    quoted.replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
      /[0-7]/.test(code)
        ? String.fromCharCode(Number.parseInt(code, 8))
        : ({ n: '\n', t: '\t' }[code] ?? code),
    ),
    'latin1',
  ).toString('utf8');

/** Reads `strace -ff` files, one a thread. */
async function readTrace(folder: string): Promise<Seen> {
  const logs = new Map<string, string>();
  for (const name of await readdir(folder))
    if (name.startsWith('log.')) logs.set(name.slice(4), await readFile(join(folder, name), 'utf8'));
  const [root = ''] = [...logs.keys()].sort((a, b) => Number(a) - Number(b));
  const own = new Set([root]);
  const children = new Set<string>();
  for (const pid of own)
    for (const [, call = '', made = ''] of (logs.get(pid) ?? '').matchAll(
      /^(v?fork|clone3?)\(.*= (\d+)$/gm,
    )) {
      const line = (logs.get(pid) ?? '')
        .split('\n')
        .find((each) => each.startsWith(call) && each.endsWith(` ${made}`));
      (line?.includes('CLONE_THREAD') ? own : children).add(made);
    }
  const opened = new Set<string>();
  const asked = new Set<string>();
  for (const pid of own) {
    const log = logs.get(pid) ?? '';
    for (const [, path = ''] of log.matchAll(/^openat\(AT_FDCWD, "((?:[^"\\]|\\.)*)"/gm))
      opened.add(text(path));
    for (const [, port, address] of log.matchAll(
      /^connect\(.*sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"/gm,
    ))
      if (port !== '53') asked.add(`${address}:${port}`);
  }
  const ran = new Set<string>();
  for (const pid of children) {
    const [, list = ''] = /^execve\("(?:[^"\\]|\\.)*", \[(.*?)\], /m.exec(logs.get(pid) ?? '') ?? [];
    const words = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => text(word));
    if (words.length > 0) ran.add(words.join(' '));
  }
  return { opened, ran, asked };
}

/** Lets the process that looks do so under strace; resolves to what it told of itself, and to what the kernel saw. */
export async function tracedLook(
  script: string,
  place: string,
  env: NodeJS.ProcessEnv,
  offline: boolean,
): Promise<{ readonly told: readonly Access[]; readonly seen: Seen }> {
  const calls = 'trace=openat,execve,connect,clone,clone3,fork,vfork';
  const told = await new Promise<readonly Access[]>((resolve, reject) => {
    const child = fork(script, [], {
      execPath: 'strace',
      execArgv: [
        ...['-ff', '-q', '-s', '8192', '-e', calls, '-e', 'signal=none', '-o', join(place, 'log')],
        ...[process.execPath, ...readOnlySwitches(process.versions.node)],
      ],
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env,
      cwd: '/',
    });
    let complaints = '';
    let heard: readonly Access[] | null = null;
    child.stderr?.on('data', (part) => {
      complaints += part;
    });
    child.on('message', (message) => {
      const event = message as ScanEvent;
      if (event.kind === 'accesses') heard = event.accesses;
      if (event.kind === 'failed') complaints += event.reason;
      // It ends by itself when nobody is left to hear of it.
      if (event.kind === 'done' || event.kind === 'failed') child.disconnect();
    });
    child.on('error', reject);
    child.on('exit', () => (heard ? resolve(heard) : reject(new Error(`it told nothing: ${complaints}`))));
    const request: ScanRequest = { folder: join(place, 'app'), offline, debugs: false, traces: true };
    child.send(request);
  });
  return { told, seen: await readTrace(place) };
}
