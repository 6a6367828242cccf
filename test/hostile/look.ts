import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** Builds the terminal version into a folder; gives the script that runs a command line, and the one of the process that looks. */
export async function builtTerminal(
  folder: string,
): Promise<{ readonly terminal: string; readonly look: string }> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['usocket', 'x11'] },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { terminal: 'main/cli/main.ts', 'scan-process': 'main/worker/scan-process.ts' },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const terminal = join(folder, 'run.js');
  await writeFile(
    terminal,
    "import { main } from './terminal.js'; process.exitCode = await main(process.argv.slice(2));\n",
  );
  return { terminal, look: join(folder, 'scan-process.js') };
}

export interface Inspection {
  /** Null: it was ended by a signal, or for its time. */
  readonly code: number | null;
  /** What it wrote on standard output and on standard error. */
  readonly output: string;
  readonly complaints: string;
  /** Seconds of processor of it and of the process that looks. */
  readonly seconds: number;
  /** MiB of memory that the process that looks had at the most; 0 where it was never seen. */
  readonly memory: number;
  /** Milliseconds from the signal to its end, where one was sent. */
  readonly toEnd: number | null;
  /** Its processes, by number. */
  readonly family: readonly number[];
}

/** Clock ticks of processor a second (sysconf(3), `_SC_CLK_TCK`): 100 on every Linux that Node runs on. */
const TICKS = 100;
const textOf = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
const secondsOf = (pid: number): number => {
  const stat = textOf(pid, 'stat');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) / TICKS;
};
/** A process and all below it. */
const familyOf = (pid: number): readonly number[] => [
  pid,
  ...textOf(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number).flatMap(familyOf),
];
/** Whether a process is there and not only its end that nobody asked for. */
export const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(textOf(pid, 'status'));

interface Wishes {
  readonly who: { readonly uid?: number; readonly gid?: number };
  /** Seconds of processor after which it is ended. */
  readonly most: number;
  /** Milliseconds after which Ctrl-C is pressed. */
  readonly cancelAfter?: number;
  readonly words?: readonly string[];
}

/** Looks at a home as somebody at a terminal does. */
export function inspect(script: string, home: string, wishes: Wishes): Promise<Inspection> {
  const { who, most, cancelAfter, words = ['inspect', '--json', '--language', 'en'] } = wishes;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { HOME: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', NO_PROXY: '*' },
      cwd: '/',
      ...who,
    });
    const { pid } = child;
    if (pid === undefined) return reject(new Error('it did not start'));
    let [output, complaints, memory, signalled] = ['', '', 0, 0];
    const used = new Map<number, number>();
    child.stdout.setEncoding('utf8').on('data', (part) => {
      output += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part) => {
      complaints += part;
    });
    const sum = () => [...used.values()].reduce((all, each) => all + each, 0);
    const observe = () => {
      for (const each of familyOf(pid)) {
        used.set(each, Math.max(used.get(each) ?? 0, secondsOf(each)));
        memory = Math.max(memory, Number(/^VmHWM:\s+(\d+)/m.exec(textOf(each, 'status'))?.[1] ?? 0) / 1024);
      }
      if (sum() > most)
        for (const each of [...used.keys()].reverse()) if (isAlive(each)) process.kill(each, 'SIGKILL');
    };
    const watch = setInterval(observe, 50);
    const cancel =
      cancelAfter === undefined
        ? undefined
        : setTimeout(() => {
            observe();
            signalled = performance.now();
            child.kill('SIGINT');
          }, cancelAfter);
    let toEnd: number | null = null;
    child.on('exit', () => {
      clearInterval(watch);
      clearTimeout(cancel);
      if (signalled > 0) toEnd = Math.round(performance.now() - signalled);
    });
    child.on('close', (code) =>
      resolve({
        ...{ code, output, complaints, toEnd },
        ...{ seconds: sum(), memory: Math.round(memory), family: [...used.keys()] },
      }),
    );
  });
}
