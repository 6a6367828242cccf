import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readOwnFile } from '../read/own-file';
import { flushFolder, makePrivateFolder, writeDurable } from './atomic-file';
import { isAbsent } from './change-error';

/** Also the file's name: letters, digits, dots and dashes. */
const RecordId = v.pipe(v.string(), v.regex(/^[\w][\w.-]{0,120}$/));
/**
 * Something in the journal that was begun and has to be brought to an end, whatever it is: what its kind needs for that
 * are the entries. Schema 2 tells it from an entry with changes to take back (1), and earlier versions of this app leave
 * alone what they don't know.
 */
export const recordShape = <K extends string, E extends v.ObjectEntries>(kind: K, entries: E) =>
  v.object({ ...entries, schema: v.literal(2), kind: v.literal(kind), id: RecordId });

interface Identified {
  readonly id: string;
}
/** Records of one kind in the journal of `folder`: `changes/<id>.json`. */
export interface JournalRecords<T extends Identified> {
  /** What makes no sense is left out. Rejects when the folder can't be read. */
  all(): Promise<readonly T[]>;
  /** On the disk for good when it resolves; rejects when the disk doesn't take it, and what was there stays. */
  write(record: T): Promise<void>;
  /** Once more does no harm. */
  remove(id: string): Promise<void>;
}

/** Bytes of the largest record that is read: paths and names only. */
const LARGEST = 4 * 1024 * 1024;

/** The records that `fits`, the guard of a `recordShape`. Making it touches nothing. */
export function recordsIn<T extends Identified>(
  folder: string,
  fits: (value: unknown) => value is T,
): JournalRecords<T> {
  const place = join(folder, 'changes');
  const fileOf = (id: string) => {
    if (!v.is(RecordId, id)) throw new Error(`no name for a record: ${JSON.stringify(id)}`);
    return join(place, `${id}.json`);
  };
  async function read(name: string): Promise<T | null> {
    try {
      const value: unknown = JSON.parse(await readOwnFile(join(place, name), LARGEST));
      return fits(value) && name === `${value.id}.json` ? value : null;
    } catch {
      return null;
    }
  }
  return {
    async all() {
      const names = await readdir(place).catch((error: unknown) => {
        if (isAbsent(error)) return [];
        throw error;
      });
      const found = await Promise.all(names.filter((name) => name.endsWith('.json')).map(read));
      return found.filter((each) => each !== null);
    },
    async write(record) {
      await makePrivateFolder(place);
      await writeDurable(fileOf(record.id), JSON.stringify(record));
    },
    async remove(id) {
      await rm(fileOf(id), { force: true });
      await flushFolder(place).catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
      });
    },
  };
}
