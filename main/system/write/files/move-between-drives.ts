import { ConflictError } from '..';
import { ChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import { copyTreeDurable, flush } from './copy-tree';
import { entriesOf, removeTree, sameBytes, sameCopy, sameEntries, type TreeEntry } from './file-tree';
import type { SafePath } from './safe-path';
import { newTempName } from './temp-files';

/**
 * Moves between drives: a whole and verified copy under a name of ours beside the target, then the original out of the
 * way under a name of ours, then the copy to its name, then away with the original. Killed at any point, what lies there
 * tells how far it came; `settle` puts it right.
 */
export async function moveBetweenDrives(
  tools: WriteTools,
  from: SafePath,
  to: SafePath,
  about: string,
): Promise<void> {
  const { fs } = tools;
  const fresh = newTempName(about);
  const aside = newTempName(about);
  const before = await entriesOf(tools, from.at(from.name));
  checkMovable(tools, from.name, before);
  try {
    await copyTreeDurable(tools, from, to, fresh);
    await flush(tools, to);
    const copied = await entriesOf(tools, to.at(fresh));
    if (!sameCopy(before, copied) || !(await sameBytes(tools, from.at(from.name), to.at(fresh), before)))
      throw new ChangeError('not-copied', `${to.name} is not what was copied`);
    await fs.rename(from.at(from.name), from.at(aside));
    try {
      if (!sameEntries(before, await entriesOf(tools, from.at(aside))))
        throw new ConflictError(`${from.name} was written meanwhile`);
      await from.sync();
      await fs.rename(to.at(fresh), to.at(to.name));
    } catch (error) {
      await fs.rename(from.at(aside), from.at(from.name));
      throw error;
    }
  } catch (error) {
    await removeTree(tools, to.at(fresh)).catch(() => {});
    throw error;
  }
  await to.sync();
  await removeTree(tools, from.at(aside));
  await from.sync();
}

/** What can't be copied, or not be taken away afterwards, is found before anything is done. */
function checkMovable({ uid }: WriteTools, name: string, entries: readonly TreeEntry[]): void {
  if (entries.some(({ kind }) => kind === 'other'))
    throw new ChangeError('not-copied', `${name} holds a pipe, socket or device`);
  // Who may write into a folder of it could lead cp or the removal elsewhere, with rights that they don't have.
  const open = ({ kind, uid: owner, gid, mode }: TreeEntry) =>
    kind === 'folder' && (owner !== 0 || (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0));
  if (uid === 0 && entries.some(open)) throw new ChangeError('unsafe-place', `others can write into ${name}`);
  // A copy would belong to us, and what is in somebody else's folder could not be removed.
  if (uid !== null && uid !== 0 && entries.some((entry) => entry.uid !== uid))
    throw new ChangeError('not-mine', `${name} holds what belongs to somebody else`);
}
