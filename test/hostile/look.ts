import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { readOnlySwitches } from '../../main/cli/read-only-process';
import type { ScanResult } from '../../main/contract/scan-result';
import type { ScanEvent, ScanRequest } from '../../main/worker/protocol';

/** Builds the process that looks into a folder; gives its script. */
export async function builtLook(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['usocket', 'x11'] },
    build: {
      ssr: 'main/worker/scan-process.ts',
      outDir: folder,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'look.mjs' } },
    },
  });
  return join(folder, 'look.mjs');
}

export interface Look {
  /** Null: it was ended. */
  readonly look: ScanResult | null;
  /** Seconds of processor of the process itself. */
  readonly seconds: number;
  /** What it wrote on standard error. */
  readonly complaints: string;
}

/** Clock ticks of processor a second (sysconf(3), `_SC_CLK_TCK`): 100 on every Linux that Node runs on. */
const TICKS = 100;
const secondsOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) / TICKS;
};

/** Looks at a home as the terminal does, without a right to write; ended when it used `most` seconds of processor. */
export function lookAt(
  script: string,
  home: string,
  who: { uid?: number; gid?: number },
  most: number,
): Promise<Look> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [], {
      execArgv: [...readOnlySwitches(process.versions.node)],
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { HOME: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', NO_PROXY: '*' },
      cwd: '/',
      ...who,
    });
    let complaints = '';
    let ended = false;
    child.stderr?.on('data', (part) => {
      complaints += part;
    });
    const { pid } = child;
    if (pid === undefined) return reject(new Error('it did not start'));
    const end = async (look: ScanResult | null) => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      const seconds = await secondsOf(pid);
      process.kill(-pid, 'SIGKILL');
      resolve({ look, seconds, complaints });
    };
    const watch = setInterval(
      () => void secondsOf(pid).then((used) => (used > most ? end(null) : undefined)),
      250,
    );
    child.on('message', (message) => {
      const event = message as ScanEvent;
      if (event.kind === 'done') void end(event.look);
      if (event.kind === 'failed') reject(new Error(event.reason));
    });
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      if (!ended) reject(new Error(`it ended with ${signal ?? code}: ${complaints}`));
    });
    const request: ScanRequest = {
      folder: join(home, '.config/Tankmate'),
      offline: false,
      debugs: false,
      traces: false,
    };
    child.send(request);
  });
}
