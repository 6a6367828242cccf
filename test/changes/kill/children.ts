import { execFile } from 'node:child_process';
import { access, chmod, constants, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { Job, Said } from './child';

/** In memory where there is such a place: tens of thousands of flushes to a disk take minutes, and prove no more. */
const MEMORY = '/dev/shm';

let place = '';

/** Builds the child once for the tests of a file; `entry` is its source. */
export function withChildren(entry = 'test/changes/kill/child.ts'): void {
  beforeAll(async () => {
    const inMemory = await access(MEMORY, constants.W_OK).then(
      () => true,
      () => false,
    );
    place = await realpath(await mkdtemp(join(inMemory ? MEMORY : tmpdir(), 'tankmate-kill-')));
    // As a home is: others may look into it as far as its own modes let them.
    await chmod(place, 0o755);
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir: join(place, 'child'),
        minify: false,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    });
  }, 60_000);
  afterAll(() => rm(place, { recursive: true, force: true }));
}

/** A folder of the tests of this file; without links above it. */
export const ownPlace = (name: string) => join(place, name);

/** The command line on which the child does a job. */
export const childCommand = (job: object): readonly [string, ...string[]] => [
  process.execPath,
  join(place, 'child', 'child.mjs'),
  JSON.stringify(job),
];

/** What the child said; null when it was killed. */
export function inChild<Does extends object = Job, Says = Said>(job: Does): Promise<Says | null> {
  const [program, ...args] = childCommand(job);
  return new Promise((resolve, reject) => {
    execFile(program, args, (error, stdout, stderr) => {
      if (error?.signal === 'SIGKILL') resolve(null);
      else if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(JSON.parse(stdout) as Says);
    });
  });
}
