import { NotAsSeen } from '..';
import { Trouble } from '../problem';
import type { Tools } from '../tools';
import { copyTree, flush } from './copy-tree';
import { newName } from './leftovers';
import type { Place } from './place';
import { type Entry, entriesOf, removeTree, sameBytes, sameCopy, sameEntries } from './tree';

/**
 * Moves between drives: a whole and verified copy under a name of ours beside the target, then the original out of the
 * way under a name of ours, then the copy to its name, then away with the original. Killed at any point, what lies there
 * tells how far it came; `settle` puts it right.
 */
export async function copyOver(tools: Tools, from: Place, to: Place, about: string): Promise<void> {
  const { layer } = tools;
  const fresh = newName(about);
  const aside = newName(about);
  const before = await entriesOf(tools, from.at(from.name));
  checkMovable(tools, from.name, before);
  try {
    await copyTree(tools, from, to, fresh);
    await flush(tools, to);
    const copied = await entriesOf(tools, to.at(fresh));
    if (!sameCopy(before, copied) || !(await sameBytes(tools, from.at(from.name), to.at(fresh), before)))
      throw new Trouble('not-copied', `${to.name} is not what was copied`);
    await layer.rename(from.at(from.name), from.at(aside));
    try {
      if (!sameEntries(before, await entriesOf(tools, from.at(aside))))
        throw new NotAsSeen(`${from.name} was written meanwhile`);
      await from.sync();
      await layer.rename(to.at(fresh), to.at(to.name));
    } catch (error) {
      await layer.rename(from.at(aside), from.at(from.name));
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
function checkMovable({ uid }: Tools, name: string, entries: readonly Entry[]): void {
  if (entries.some(({ kind }) => kind === 'other'))
    throw new Trouble('not-copied', `${name} holds a pipe, socket or device`);
  // A copy would belong to us, and what is in somebody else's folder could not be removed.
  if (uid !== null && uid !== 0 && entries.some((entry) => entry.uid !== uid))
    throw new Trouble('not-mine', `${name} holds what belongs to somebody else`);
}
