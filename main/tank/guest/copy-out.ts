import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../../system/write/atomic-file';
import { uniqueNames } from '../model/exchange-names';
import { tankError } from '../model/tank-error';
import type { Guest, TankContext } from '../model/types';
import { type UnpackBounds, type Unpacked, unpack } from './unpack-archive';

/** What came out of a tank. */
export interface CopiedOut extends Unpacked {
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
export async function copyOut(
  { folder, needs }: TankContext,
  guest: Guest,
  what: 'fetched' | 'moved-out',
  argv: readonly string[],
  taking: UnpackBounds & { readonly limitMs: number; readonly partly: boolean },
): Promise<CopiedOut> {
  const [fresh, all] = [join(folder, 'exchange.new'), join(folder, 'exchange')];
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const { output, result, close } = unpack(fresh, taking);
  try {
    const { code, err } = await guest.run('openclaw', argv, { output, limitMs: taking.limitMs });
    const copied = result();
    const partly = taking.partly && copied.files > 0 && COMPLAINTS.includes(code);
    if (code !== 0 && !partly) throw tankError('exchange-failed', undefined, err.slice(-2000));
    if (copied.files === 0) return { ...copied, folder: null, whole: true };
    await close();
    await makePrivateFolder(all);
    const free = uniqueNames();
    for (const name of await readdir(all)) free(name);
    const day = new Date(needs.now()).toISOString().slice(0, 19).replaceAll(':', '-');
    const place = join(all, free(`${what}-${day}`));
    await rename(fresh, place);
    return { ...copied, folder: place, whole: code === 0 };
  } finally {
    await close();
    await rm(fresh, { recursive: true, force: true });
  }
}
