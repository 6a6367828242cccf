import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readShapedFile } from '../../system/read/shaped-file';
import { codeOf } from '../../system/write/change-error';
import { type CommandRunner, ProcessMarkShape } from './types';

/** A program that runs for longer is noted down, so that whoever goes on after a crash can end it. */
const REGISTER_MS = 300;
const GRACE_MS = 2000;

/** Holds a file for each program that runs for a tank: its pid is the name, its mark what is in it. */
export const childrenFolder = (folder: string): string => join(folder, 'running');

/** Notes one program down for as long as it runs. A disk that doesn't take it keeps nothing from running. */
export function childRegistration(
  folder: string,
  mark: CommandRunner['identify'],
): { begin(pid: number): void; end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let noted: Promise<string | null> = Promise.resolve(null);
  async function note(pid: number): Promise<string | null> {
    const known = await mark(pid);
    if (known === null) return null;
    await mkdir(childrenFolder(folder), { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const file = join(childrenFolder(folder), String(pid));
    await writeFile(file, JSON.stringify(known), { mode: 0o600 });
    return file;
  }
  return {
    begin(pid) {
      timer = setTimeout(() => {
        noted = note(pid).catch(() => null);
      }, REGISTER_MS);
    },
    async end() {
      clearTimeout(timer);
      const file = await noted;
      if (file !== null) await rm(file, { force: true }).catch(() => {});
    },
  };
}

/** Ends what an earlier run left running when it was killed. Only under the tank's lock: then nobody else's is there. */
export async function endOrphans(folder: string, runner: CommandRunner): Promise<void> {
  const names = await readdir(childrenFolder(folder)).catch(() => []);
  for (const name of names) {
    const file = join(childrenFolder(folder), name);
    const mark = await readShapedFile(file, ProcessMarkShape);
    if (mark && (await runner.isAlive(mark))) await runner.end(mark, GRACE_MS);
    await rm(file, { force: true });
  }
}
