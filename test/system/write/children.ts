import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { Told } from './child/main';

/** An account that owns nothing: the number of `nobody` on every Linux. */
export const NOBODY = 65534;
export const isRoot = process.geteuid?.() === 0;

export interface Said {
  /** Null when it was killed. */
  readonly steps: number | null;
  readonly said: unknown;
}

let folder = '';

/** Builds the child once for the tests of a file. */
export function withChildren(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tankmate-child-'));
    await chmod(folder, 0o755);
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: 'test/system/write/child/main.ts',
        outDir: folder,
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
}

/** The child's program and arguments, for those who run it in surroundings of their own. */
export const childCommand = (told: Told): readonly [string, string, string] => [
  process.execPath,
  join(folder, 'child.mjs'),
  JSON.stringify(told),
];

/** Runs one verb in a process of its own, as another account if told. */
export function inChild(told: Told, { uid, wrap = [] }: { uid?: number; wrap?: readonly string[] } = {}) {
  const [program = '', ...args] = [...wrap, ...childCommand(told)];
  return new Promise<Said>((resolve, reject) => {
    const options = { cwd: '/', ...(uid !== undefined && { uid, gid: uid }) };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error?.signal === 'SIGKILL') resolve({ steps: null, said: null });
      else if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(JSON.parse(stdout) as Said);
    });
  });
}
