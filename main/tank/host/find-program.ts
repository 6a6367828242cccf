import { access, constants, stat } from 'node:fs/promises';
import type { Platform } from '../../contract/finding';
import { programCandidates } from '../../system/read/program-places';

type Env = Readonly<Record<string, string | undefined>>;

const isProgram = async (file: string) => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** A program's whole path, from PATH and its usual places; null when it is in none. Names without a folder only. */
export async function locateProgram(program: string, platform: Platform, env: Env): Promise<string | null> {
  for (const file of programCandidates(program, platform, env)) if (await isProgram(file)) return file;
  return null;
}
