import { constants } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import type { TankContext } from '../model/types';
import type { PlannedMove } from './migration-plan';

/** Where a move is put together before it goes in; made anew each time, gone afterwards. */
const stagingOf = ({ folder }: TankContext) => join(folder, 'moving');

/** Copies one plain file. Nothing is followed: what became a link since it was planned rejects (open(2), O_NOFOLLOW). */
async function copyPlain(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const source = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!(await source.stat()).isFile()) throw new Error(`${from} is no plain file any more`);
    // At most 50 MB, by the bounds of the walk.
    await writeFile(to, await source.readFile(), { flag: 'wx', mode: 0o600 });
  } finally {
    await source.close();
  }
}

/**
 * Puts together what goes in, as it will lie below the state folder inside, and hands it over as a tar stream.
 * Of what was flagged only what is in `ticked` goes along. Afterwards nothing of it is left outside of where it was.
 */
export async function withStagedFiles<T>(
  tank: TankContext,
  { entries }: PlannedMove,
  ticked: readonly string[],
  report: (part: number) => void,
  hand: (archive: NodeJS.ReadableStream) => Promise<T>,
): Promise<T> {
  const staging = stagingOf(tank);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  try {
    const going = entries.filter(({ flag }) => flag === null || ticked.includes(flag));
    for (const [done, { from, to }] of going.entries()) {
      tank.needs.signal.throwIfAborted();
      await copyPlain(from, join(staging, ...to.split('/')));
      report(done / going.length);
    }
    // Neither names nor numbers of accounts outside mean anything inside.
    const archive = create({ cwd: staging, portable: true, follow: false }, ['.']);
    return await hand(archive as unknown as NodeJS.ReadableStream);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
