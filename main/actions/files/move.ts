import type { MoveChange } from '../../contract/change';
import { NotAsSeen, type Standing } from '..';
import { codeOf, isAbsent, named } from '../problem';
import type { Tools } from '../tools';
import { clearMadeFolders, makeFoldersFor } from './above';
import { copyOver } from './copy';
import { oursAbout } from './leftovers';
import { openPlace, type Place, trusted } from './place';
import { removeTree } from './tree';

type Way = Pick<MoveChange, 'from' | 'to'>;

/** Both ends of a way, held open; null: that folder is not there. */
interface Ends {
  readonly from: Place | null;
  readonly to: Place | null;
}

const aboutOf = ({ from, to }: Way) => `${from}\0${to}`;
const backwards = ({ from, to }: Way): Way => ({ from: to, to: from });

async function withEnds<T>(tools: Tools, way: Way, work: (ends: Ends) => Promise<T>): Promise<T> {
  const from = await openPlace(tools, way.from, { follow: false });
  let to: Place | null = null;
  try {
    to = await openPlace(tools, way.to, { follow: false });
    return await work({ from, to });
  } finally {
    await from?.close();
    await to?.close();
  }
}

async function isAt({ layer }: Tools, place: Place | null): Promise<boolean> {
  if (place === null) return false;
  return layer.lstat(place.at(place.name)).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw error;
    },
  );
}

const leftAt = async (tools: Tools, place: Place | null, way: Way): Promise<readonly string[]> =>
  place === null ? [] : oursAbout(tools, place, aboutOf(way));

/**
 * Where a move stands. One that was cut off after the original was put out of the way counts as `after`: there is
 * something to take back, and carrying it out again finishes it.
 */
export async function moveStands(tools: Tools, way: Way): Promise<Standing> {
  try {
    return await withEnds(tools, way, async ({ from, to }) => {
      const [here, there] = [await isAt(tools, from), await isAt(tools, to)];
      if (here !== there) return here ? 'before' : 'after';
      const aside = [...(await leftAt(tools, from, way)), ...(await leftAt(tools, to, backwards(way)))];
      return !here && aside.length > 0 ? 'after' : 'neither';
    });
  } catch (error) {
    throw named(error, way.from);
  }
}

/**
 * Puts right what a killed move over drives left: `copies` lie beside the target, the original may lie `aside`.
 * - nothing aside: the original never moved; copies are cleared away
 * - aside, copy gone, target there: the copy got its name; what is left of the original goes
 * - aside otherwise: the original goes back to its name, the copies go
 */
async function settle(tools: Tools, way: Way, { from, to }: Ends): Promise<void> {
  const copies = await leftAt(tools, to, way);
  const [aside, ...more] = await leftAt(tools, from, way);
  if (from && aside !== undefined && more.length === 0) {
    const arrived = copies.length === 0 && (await isAt(tools, to));
    if (arrived) await removeTree(tools, from.at(aside));
    else if (await isAt(tools, from)) throw new NotAsSeen(`${way.from} came back meanwhile`);
    else await tools.layer.rename(from.at(aside), from.at(from.name));
    await from.sync();
  } else if (more.length > 0) throw new NotAsSeen(`${way.from} lies aside more than once`);
  if (to === null) return;
  for (const name of copies) await removeTree(tools, to.at(name));
}

async function moveBetween(tools: Tools, way: Way, from: Place, to: Place): Promise<void> {
  const { layer } = tools;
  if (tools.uid === 0) {
    await trusted(tools, way.from, from, (await layer.lstat(from.at(from.name))).uid);
    await trusted(tools, way.to, to, to.levels.at(-1)?.uid ?? 0);
  }
  try {
    await layer.rename(from.at(from.name), to.at(to.name));
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    return copyOver(tools, from, to, aboutOf(way));
  }
  await to.sync();
  await from.sync();
}

/** Moves what lies at `from` to `to`, unless it has arrived already; finishes what was cut off, in either direction. */
export async function move(tools: Tools, way: Way): Promise<void> {
  try {
    await withEnds(tools, way, async (ends) => {
      await settle(tools, way, ends);
      await settle(tools, backwards(way), { from: ends.to, to: ends.from });
    });
    const done = await withEnds(tools, way, async ({ from, to }) => {
      const [here, there] = [await isAt(tools, from), await isAt(tools, to)];
      if (here === there) throw new NotAsSeen(here ? `${way.to} is there already` : `${way.from} is gone`);
      return there;
    });
    if (!done) await moveNow(tools, way);
    await clearMadeFolders(tools, way.from);
  } catch (error) {
    throw named(error, way.from);
  }
}

async function moveNow(tools: Tools, way: Way): Promise<void> {
  try {
    await makeFoldersFor(tools, way.to);
    await withEnds(tools, way, async ({ from, to }) => {
      if (from === null || to === null) throw new NotAsSeen(`${way.from} is gone`);
      if (await isAt(tools, to)) throw new NotAsSeen(`${way.to} is there already`);
      await moveBetween(tools, way, from, to);
    });
  } catch (error) {
    await clearMadeFolders(tools, way.to).catch(() => {});
    throw error;
  }
}
