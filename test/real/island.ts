import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Account } from './installation';

const run = promisify(execFile);

/**
 * A network and a process list of the test's own (ip-netns(8), pid_namespaces(7)), so that listening on all
 * addresses reaches nobody and gateways of whoever runs the tests are neither seen nor touched. Nor is what their root
 * keeps in containers.
 */
export interface Island {
  /** Starts a program on the island, as the account or as root. */
  start(words: readonly string[], env: NodeJS.ProcessEnv, as?: Account): ChildProcess;
  /** Ends everything that runs on it. */
  remove(): Promise<void>;
}

// Containers of this machine's root, which an ordinary account may not look at, would leave every look with a doubt.
const START = [
  'ip link set lo up',
  'if [ -d /var/lib/containers ]; then mount -t tmpfs none /var/lib/containers; fi',
  'echo up',
  // It waits for what is left to it as well, as the first process of a system does: nothing stays a zombie. Nothing on
  // the island can end it, but what it waits for, where a test ends everything.
  '{ while :; do sleep 3600 & wait $!; done; }',
].join(' && ');

export async function makeIsland(): Promise<Island> {
  const holder = spawn(
    'unshare',
    ['--net', '--pid', '--mount-proc', '--fork', '--kill-child', 'sh', '-c', START],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await Promise.race([
    once(holder.stdout, 'data'),
    once(holder, 'exit').then(() => Promise.reject(new Error('no namespaces here: unshare failed'))),
  ]);
  if (!String(line).startsWith('up')) throw new Error(`the island said ${line}`);
  const children = await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8');
  const enter = ['--target', children.trim(), '--net', '--pid', '--mount', '--'];
  return {
    start(words, env, as) {
      const who = as ? ['setpriv', `--reuid=${as.uid}`, `--regid=${as.gid}`, '--clear-groups', '--'] : [];
      return spawn('nsenter', [...enter, ...who, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    },
    async remove() {
      const gone = once(holder, 'exit');
      // The first process of a pid namespace takes all others with it.
      await run('kill', ['-KILL', children.trim()]).catch(() => {});
      holder.kill('SIGKILL');
      await gone;
    },
  };
}

/** Waits for a program's end; resolves to its exit code and all that it said. */
export async function finished(
  child: ChildProcess,
): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (part) => {
    out += part;
  });
  child.stderr?.on('data', (part) => {
    err += part;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}
