import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurable } from '../../system/write/atomic-file';
import { autostartEntry, isSwitchedOff, startsProgram } from './autostart';

/** Undefined: there is none. */
async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: a session that reads half an entry starts something else. */
async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeDurable(file, text, 0o644);
}

/** Keeps the entry at `file` that starts `program` with the session. */
export function keepAutostart(file: string, program: string) {
  return {
    set: (starts: boolean): Promise<void> =>
      starts ? write(file, autostartEntry(program)) : rm(file, { force: true }),
    async isSet(): Promise<boolean> {
      const entry = await read(file);
      if (entry === undefined || isSwitchedOff(entry)) return false;
      // The app moved, or an AppImage was replaced by one of another name. What the user added (a delay) stays else.
      if (!startsProgram(entry, program)) await write(file, autostartEntry(program));
      return true;
    },
  };
}
