import { renameSync } from 'node:fs';
import { lstat, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readOwnFileSync } from '../read/own-file';
import { writeDurable } from './atomic-file';
import { isAbsent } from './change-error';

/** Bytes: what the app keeps of all looks is far below. */
const LARGEST = 64 * 1024 * 1024;

/** One JSON file of the app's own. */
export interface JsonFile<T> {
  /** What was written last; undefined when there is nothing, or nothing that fits. */
  read(): T | undefined;
  /** In the order of the calls. Rejects when the disk doesn't take it; what was there before stays. */
  write(value: T): Promise<void>;
}

/**
 * Keeps `T` in `file`. A file that isn't JSON or doesn't fit is set aside as `<file>.broken` and read as nothing:
 * a broken file must not keep the app from starting. One that is there and can't be read just now is read as nothing
 * too, but the next write sets it aside first, or rejects: what it holds is never written over.
 */
export function jsonFile<T>(file: string, fits: (value: unknown) => value is T): JsonFile<T> {
  let last: Promise<void> = Promise.resolve();
  /** There is something that nobody has read. */
  let unread = false;

  function parse(text: string): T | undefined {
    try {
      const value: unknown = JSON.parse(text);
      if (fits(value)) return value;
    } catch {}
    return undefined;
  }

  return {
    read() {
      let value: T | undefined;
      try {
        value = parse(readOwnFileSync(file, LARGEST));
        if (value === undefined) renameSync(file, `${file}.broken`);
        unread = false;
      } catch (error) {
        unread = !isAbsent(error);
      }
      return value;
    },
    write(value) {
      const text = JSON.stringify(value);
      last = last
        .catch(() => {})
        .then(async () => {
          if (unread) await setAside(file);
          unread = false;
          await mkdir(dirname(file), { recursive: true });
          // For this account alone: a report names files and programs.
          await writeDurable(file, text);
        });
      return last;
    },
  };
}

/** Gives what could not be read a name of its own, beside. Rejects, and leaves it as it is, where that can't be done. */
async function setAside(file: string): Promise<void> {
  try {
    if ((await lstat(file)).isDirectory()) throw new Error(`${file} is a folder`);
    await rename(file, `${file}.unread-${Date.now()}`);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
