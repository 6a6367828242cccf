import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../fixes/durable';
import type { At, Guest } from '.';
import { uniqueNames } from './exchange-names';
import { trouble } from './trouble';
import { type Taken, type Taking, unpack } from './unpack';

/** What came out of a tank. */
export interface Brought extends Taken {
  /** Where it lies; null when nothing came. */
  readonly folder: string | null;
  /** tar inside had nothing to complain of. False: something could not be read there, or changed meanwhile. */
  readonly whole: boolean;
}

/** tar ends so when it left something out or read something that changed, and its archive is one all the same. */
const COMPLAINTS: readonly (number | null)[] = [1, 2];

/**
 * Runs a program inside that writes an archive, and keeps what is in it in a new folder under `<tank>/exchange`, named
 * for what it is and when: nothing that came before is touched. Rejects, and then nothing came.
 */
export async function bringOut(
  { folder, needs }: At,
  guest: Guest,
  what: 'fetched' | 'moved-out',
  argv: readonly string[],
  taking: Taking & { readonly limitMs: number; readonly partly: boolean },
): Promise<Brought> {
  const [fresh, all] = [join(folder, 'exchange.new'), join(folder, 'exchange')];
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  try {
    const { output, result } = unpack(fresh, taking);
    const { code, err } = await guest.run('openclaw', argv, { output, limitMs: taking.limitMs });
    const came = result();
    const partly = taking.partly && came.files > 0 && COMPLAINTS.includes(code);
    if (code !== 0 && !partly) throw trouble('exchange-failed', undefined, err.slice(-2000));
    if (came.files === 0) return { ...came, folder: null, whole: true };
    await makeFolder(all);
    const free = uniqueNames();
    for (const name of await readdir(all)) free(name);
    const day = new Date(needs.now()).toISOString().slice(0, 19).replaceAll(':', '-');
    const place = join(all, free(`${what}-${day}`));
    await rename(fresh, place);
    return { ...came, folder: place, whole: code === 0 };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
