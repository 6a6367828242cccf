import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import type { Account } from '../real/installation';
import type { Said, Told } from './runner/main';

/** One process, as an ordinary account without a network and without other programs, that applies and undoes in a home. */
export interface Stage {
  /** Where the home is to lie: the account's own, by the account list of that process. */
  readonly home: string;
  tell(told: Told): Promise<Said>;
  /** What this process has written on standard error. */
  complaints(): string;
  remove(): Promise<void>;
}

export interface Circumstances {
  /** Other accounts run a gateway, an app and tunnels, which must go on; some come and go meanwhile. */
  readonly neighbours?: boolean;
  /** So many times slower: stopped for the rest of the time (SIGSTOP). */
  readonly slow?: number;
}

/**
 * The account list names the home, so that it is no moved one; other people's homes, the temporary folder, and what
 * root keeps in containers are empty, so that nothing of this machine is seen.
 */
const script = (top: string, neighbours: boolean) =>
  [
    'ip link set lo up',
    `mount --bind ${top}/passwd /etc/passwd`,
    'mount -t tmpfs -o mode=755 none /home',
    'for each in /var/lib /opt /srv /usr/local/lib/node_modules /usr/lib/node_modules; do if [ -d $each ]; then mount -t tmpfs -o mode=755 none $each; fi; done',
    ...(neighbours
      ? [`${process.execPath} ${top}/neighbours.mjs >${top}/neighbours.log 2>&1 & n=$!`, '"$@"', 'kill -0 $n']
      : ['exec "$@"']),
  ].join('; ');

export async function makeStage(
  account: Account,
  { neighbours = false, slow = 1 }: Circumstances = {},
): Promise<Stage> {
  const top = await mkdtemp(join(tmpdir(), 'tankmate-homes-'));
  await chmod(top, 0o755);
  const home = join(top, 'home');
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    `${account.name}:x:${account.uid}:${account.gid}::${home}:/bin/sh`,
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  ];
  await writeFile(join(top, 'passwd'), `${passwd.join('\n')}\n`);
  await copyFile('test/homes/neighbours.mjs', join(top, 'neighbours.mjs'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['usocket', 'x11'] },
    build: {
      ssr: 'test/homes/runner/main.ts',
      outDir: join(top, 'runner'),
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'runner.mjs' } },
    },
  });
  const unshare = [
    'unshare',
    '--net',
    '--pid',
    '--mount',
    '--mount-proc',
    '--fork',
    '--kill-child',
    '--',
    'sh',
    '-c',
  ];
  const who = ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--'];
  const [program = '', ...args] = [
    ...unshare,
    script(top, neighbours),
    'homes',
    ...who,
    process.execPath,
    join(top, 'runner', 'runner.mjs'),
  ];
  const child: ChildProcess = spawn(program, args, { cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
  if (slow > 1) slowDown(child, slow);
  let complaints = '';
  child.stderr?.on('data', (part) => {
    complaints += part;
  });
  const answers = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const gone = once(child, 'exit');
  return {
    home,
    complaints: () => complaints,
    async tell(told) {
      child.stdin?.write(`${JSON.stringify(told)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the runner ended: ${complaints}`);
      const said = JSON.parse(value) as Said | { failed: string };
      if ('failed' in said) throw new Error(said.failed);
      return said;
    },
    async remove() {
      child.stdin?.end();
      const [code] = await gone;
      const log = await readFile(join(top, 'neighbours.log'), 'utf8').catch(() => '');
      await rm(top, { recursive: true, force: true, maxRetries: 3 });
      if (code !== 0) throw new Error(`the island ended with ${code}: ${log}${complaints}`);
    },
  };
}

/** Lets the runner, a grandchild of `child`, work for a part of the time only. */
function slowDown(child: ChildProcess, times: number): void {
  const WORK_MS = 20;
  const children = async (pid: number): Promise<readonly number[]> => {
    const own = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    const pids = own.split(' ').filter(Boolean).map(Number);
    return [...pids, ...(await Promise.all(pids.map(children))).flat()];
  };
  const isRunner = async (pid: number) =>
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('runner.mjs');
  const turn = async () => {
    const all = child.pid === undefined ? [] : await children(child.pid);
    const runners = await Promise.all(all.map(async (pid) => ((await isRunner(pid)) ? pid : 0)));
    const send = (signal: 'SIGSTOP' | 'SIGCONT') => {
      for (const pid of runners.filter(Boolean))
        try {
          process.kill(pid, signal);
        } catch {}
    };
    send('SIGSTOP');
    setTimeout(
      () => {
        send('SIGCONT');
        if (child.exitCode === null) setTimeout(turn, WORK_MS);
      },
      WORK_MS * (times - 1),
    );
  };
  void turn();
}
