import { fixMessage, reasonOf } from '../../changes/reason';
import type { Message } from '../../contract/finding';
import { ArchiveError, hasUnfinished, removeUnfinished, saveArchive } from '../../system/write/archive';
import { acquireLock } from '../../system/write/lock-file';
import { sizeText } from './size';

/** What came of saving the data. */
export type Exported =
  | { readonly refused: Message }
  | { readonly refused: null; readonly file: string; readonly saved: Message };

/** Why it was not saved: which path, and what to do. */
function because(error: unknown): Message {
  if (!(error instanceof ArchiveError)) return fixMessage('put-back', { because: fixMessage('cancelled') });
  const { because: why, where, room, cause } = error;
  if (room)
    return {
      id: 'leave.unsaved.no-room',
      values: { where, need: sizeText(room.need), free: sizeText(room.free) },
    };
  return {
    id: `leave.unsaved.${why}`,
    values: { where, ...(why === 'failed' && { reason: reasonOf(cause) }) },
  };
}

/**
 * Saves these into `file`. One at a time for this account; what a killed run left half made is removed first, as it holds
 * keys.
 */
export async function exportData(
  file: string,
  paths: readonly string[],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<Exported> {
  const refused = (reason: Message): Exported => ({
    refused: { id: 'leave.not-exported', values: { reason } },
  });
  let release: (() => Promise<void>) | null = null;
  try {
    release = await acquireLock(`${folder}/exports`);
    if (!release) return refused({ id: 'leave.unsaved.busy' });
    await removeUnfinished(folder);
    const { files, skipped } = await saveArchive(file, paths, signal, folder);
    const values = { file, count: files };
    const saved =
      skipped.length > 0
        ? { id: 'leave.exported-without', values: { ...values, skipped: skipped.length } }
        : { id: 'leave.exported', values };
    return { refused: null, file, saved };
  } catch (error) {
    return refused(because(error));
  } finally {
    await release?.();
  }
}

/** At the next start: removes what a killed run left half made, unless another run makes one just now. */
export async function clearExports(folder: string): Promise<string | null> {
  const release = (await hasUnfinished(folder))
    ? await acquireLock(`${folder}/exports`).catch(() => null)
    : null;
  if (!release) return null;
  try {
    return await removeUnfinished(folder);
  } finally {
    await release();
  }
}
