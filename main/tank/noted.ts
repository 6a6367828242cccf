import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../actions/problem';
import type { Hands, PidMark } from '.';

/** A program that runs for longer is noted down, so that whoever goes on after a crash can end it. */
const NOTED_MS = 300;
const GRACE_MS = 2000;

/** Holds a file for each program that runs for a tank: its pid is the name, its mark what is in it. */
export const notedFolder = (folder: string): string => join(folder, 'running');

export const isMark = (value: unknown): value is PidMark =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  Number.isSafeInteger(value.pid) &&
  Number(value.pid) > 1 &&
  'startedAt' in value &&
  (value.startedAt === null || typeof value.startedAt === 'string');

/** Reads a mark from a file; null for none, or one that reads otherwise. */
export async function readMark(file: string): Promise<PidMark | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isMark(value) ? value : null;
  } catch {
    return null;
  }
}

/** Notes one program down for as long as it runs. A disk that doesn't take it keeps nothing from running. */
export function noting(
  folder: string,
  mark: Hands['mark'],
): { begin(pid: number): void; end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let noted: Promise<string | null> = Promise.resolve(null);
  async function note(pid: number): Promise<string | null> {
    const known = await mark(pid);
    if (known === null) return null;
    await mkdir(notedFolder(folder), { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const file = join(notedFolder(folder), String(pid));
    await writeFile(file, JSON.stringify(known), { mode: 0o600 });
    return file;
  }
  return {
    begin(pid) {
      timer = setTimeout(() => {
        noted = note(pid).catch(() => null);
      }, NOTED_MS);
    },
    async end() {
      clearTimeout(timer);
      const file = await noted;
      if (file !== null) await rm(file, { force: true }).catch(() => {});
    },
  };
}

/** Ends what an earlier run left running when it was killed. Only under the tank's lock: then nobody else's is there. */
export async function endNoted(folder: string, hands: Hands): Promise<void> {
  const names = await readdir(notedFolder(folder)).catch(() => []);
  for (const name of names) {
    const file = join(notedFolder(folder), name);
    const mark = await readMark(file);
    if (mark && (await hands.alive(mark))) await hands.end(mark, GRACE_MS);
    await rm(file, { force: true });
  }
}
