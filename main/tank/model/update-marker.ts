import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { FilledText, guardOf, type ShapeOf } from '../../contract/shape';
import { readShapedFile } from '../../system/read/shaped-file';
import { flushFolder } from '../../system/write/atomic-file';
import { isAbsent } from '../../system/write/change-error';
import { recordShape, recordsIn } from '../../system/write/journal-records';
import type { TankContext } from './types';

const ENTRIES = {
  from: FilledText,
  to: FilledText,
  /** Holds what was before; null where the engine has none. */
  snapshot: v.nullable(FilledText),
};
/** As earlier versions of this app wrote it, in the tank's own folder. */
const PendingShape = v.object(ENTRIES);
/** An update of a tank that is under way: whoever comes after a crash brings it to an end. */
export type PendingUpdate = ShapeOf<typeof PendingShape>;

/** The same in the journal. */
const isRecord = guardOf(
  recordShape('tank-update', {
    ...ENTRIES,
    /** The tank's. */
    folder: FilledText,
    /** Whoever started the app after a crash has tried once to end it: from then on the next work on the tank does. */
    tried: v.exactOptional(v.literal(true)),
  }),
);
const records = (journal: string) => recordsIn(journal, isRecord);

/** Where it is written down: the tank's folder, and the app's own, which holds the journal. */
export type UpdateMarkerPlace = Pick<TankContext, 'folder'> & {
  readonly needs: Pick<TankContext['needs'], 'journal'>;
};

/** Another folder for tanks may hold one of the same name. */
const idOf = (folder: string) =>
  `tank-update-${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;

const oldFile = (folder: string) => join(folder, 'updating.json');

/** Null: none was cut off. */
export async function readUpdateMarker({ folder, needs }: UpdateMarkerPlace): Promise<PendingUpdate | null> {
  const known = await records(needs.journal)
    .all()
    .catch(() => []);
  const own =
    known.find((each) => each.folder === folder) ?? (await readShapedFile(oldFile(folder), PendingShape));
  if (!own) return null;
  const { from, to, snapshot } = own;
  return { from, to, snapshot };
}

/** Without its snapshot, going back is putting the version before in again. */
export async function clearMarkedSnapshot(at: UpdateMarkerPlace, name: string): Promise<void> {
  const updating = await readUpdateMarker(at);
  if (updating?.snapshot === name) await writeUpdateMarker(at, { ...updating, snapshot: null });
}

/** On the disk for good when it resolves. */
export async function writeUpdateMarker(
  { folder, needs }: UpdateMarkerPlace,
  updating: PendingUpdate,
): Promise<void> {
  const { from, to, snapshot } = updating;
  const head = { schema: 2, kind: 'tank-update', id: idOf(folder) } as const;
  await records(needs.journal).write({ ...head, folder, from, to, snapshot });
  await rm(oldFile(folder), { force: true });
}

export async function clearUpdateMarker({ folder, needs }: UpdateMarkerPlace): Promise<void> {
  await rm(oldFile(folder), { force: true });
  await flushFolder(folder).catch((error: unknown) => {
    // With the tank, its folder went.
    if (!isAbsent(error)) throw error;
  });
  await records(needs.journal).remove(idOf(folder));
}

/** Folders of the tanks whose update was cut off and that nobody tried to end since. */
export const interruptedTanks = async (journal: string): Promise<readonly string[]> =>
  (
    await records(journal)
      .all()
      .catch(() => [])
  )
    .filter(({ tried }) => !tried)
    .map(({ folder }) => folder);

/** Notes that it is tried now; false when there is nothing to try. Only under the tank's lock. */
export async function beginRecovery({ folder, needs }: UpdateMarkerPlace): Promise<boolean> {
  const all = records(needs.journal);
  const own = (await all.all()).find((each) => each.folder === folder);
  if (!own || own.tried) return false;
  await all.write({ ...own, tried: true });
  return true;
}
