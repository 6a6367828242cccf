import type { MoveChange } from '../../../contract/change';
import { type ChangeState, ConflictError } from '..';
import { codeOf, isAbsent, toChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import { removeTree } from './file-tree';
import { moveBetweenDrives } from './move-between-drives';
import { createParentFolders, removeCreatedParents } from './parent-folders';
import { assertTrusted, openSafePath, type SafePath } from './safe-path';
import { tempNamesFor } from './temp-files';

type Way = Pick<MoveChange, 'from' | 'to'>;

/** Both ends of a way, held open; null: that folder is not there. */
interface MoveEnds {
  readonly from: SafePath | null;
  readonly to: SafePath | null;
}

const aboutOf = ({ from, to }: Way) => `${from}\0${to}`;
const backwards = ({ from, to }: Way): Way => ({ from: to, to: from });

async function withEnds<T>(tools: WriteTools, way: Way, work: (ends: MoveEnds) => Promise<T>): Promise<T> {
  const from = await openSafePath(tools, way.from, { follow: false });
  let to: SafePath | null = null;
  try {
    to = await openSafePath(tools, way.to, { follow: false });
    return await work({ from, to });
  } finally {
    await from?.close();
    await to?.close();
  }
}

async function isAt({ fs }: WriteTools, safePath: SafePath | null): Promise<boolean> {
  if (safePath === null) return false;
  return fs.lstat(safePath.at(safePath.name)).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw error;
    },
  );
}

const leftAt = async (tools: WriteTools, safePath: SafePath | null, way: Way): Promise<readonly string[]> =>
  safePath === null ? [] : tempNamesFor(tools, safePath, aboutOf(way));

/**
 * Where a move stands. One that was cut off after the original was put out of the way counts as `after`: there is
 * something to take back, and carrying it out again finishes it.
 */
export async function moveState(tools: WriteTools, way: Way): Promise<ChangeState> {
  try {
    return await withEnds(tools, way, async ({ from, to }) => {
      const [here, there] = [await isAt(tools, from), await isAt(tools, to)];
      if (here !== there) return here ? 'before' : 'after';
      const aside = [...(await leftAt(tools, from, way)), ...(await leftAt(tools, to, backwards(way)))];
      return !here && aside.length > 0 ? 'after' : 'neither';
    });
  } catch (error) {
    throw toChangeError(error, way.from);
  }
}

/**
 * Puts right what a killed move over drives left: `copies` lie beside the target, the original may lie `aside`.
 * - nothing aside: the original never moved; copies are cleared away
 * - aside, copy gone, target there: the copy got its name; what is left of the original goes
 * - aside otherwise: the original goes back to its name, the copies go
 */
async function settle(tools: WriteTools, way: Way, { from, to }: MoveEnds): Promise<void> {
  const copies = await leftAt(tools, to, way);
  const [aside, ...more] = await leftAt(tools, from, way);
  for (const safePath of [from, to])
    if (safePath && copies.length + (aside === undefined ? 0 : 1) > 0)
      await assertTrusted(tools, safePath, safePath.parents.at(-1)?.uid ?? 0);
  if (from && aside !== undefined && more.length === 0) {
    const arrived = copies.length === 0 && (await isAt(tools, to));
    if (arrived) await removeTree(tools, from.at(aside));
    else if (await isAt(tools, from)) throw new ConflictError(`${way.from} came back meanwhile`);
    else await tools.fs.rename(from.at(aside), from.at(from.name));
    await from.sync();
  } else if (more.length > 0) throw new ConflictError(`${way.from} lies aside more than once`);
  if (to === null) return;
  for (const name of copies) await removeTree(tools, to.at(name));
}

async function moveBetween(tools: WriteTools, way: Way, from: SafePath, to: SafePath): Promise<void> {
  const { fs } = tools;
  const { uid, ino, dev } = await fs.lstat(from.at(from.name));
  await assertTrusted(tools, from, uid);
  await assertTrusted(tools, to, to.parents.at(-1)?.uid ?? 0);
  try {
    await fs.rename(from.at(from.name), to.at(to.name));
    const moved = await fs.lstat(to.at(to.name));
    if (tools.uid === 0 && (moved.ino !== ino || moved.dev !== dev)) {
      // Its owner put another in its place: what that is, nobody has judged.
      await fs.rename(to.at(to.name), from.at(from.name));
      throw new ConflictError(`${way.from} was swapped meanwhile`);
    }
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    return moveBetweenDrives(tools, from, to, aboutOf(way));
  }
  await to.sync();
  await from.sync();
}

/** Moves what lies at `from` to `to`, unless it has arrived already; finishes what was cut off, in either direction. */
export async function movePath(tools: WriteTools, way: Way): Promise<void> {
  try {
    await withEnds(tools, way, async (ends) => {
      await settle(tools, way, ends);
      await settle(tools, backwards(way), { from: ends.to, to: ends.from });
    });
    const done = await withEnds(tools, way, async ({ from, to }) => {
      const [here, there] = [await isAt(tools, from), await isAt(tools, to)];
      if (here === there)
        throw new ConflictError(
          here ? `${way.to} is there already` : `${way.from} is gone`,
          here ? 'occupied' : 'gone',
        );
      return there;
    });
    if (!done) await moveNow(tools, way);
    await removeCreatedParents(tools, way.from);
  } catch (error) {
    throw toChangeError(error, way.from);
  }
}

async function moveNow(tools: WriteTools, way: Way): Promise<void> {
  try {
    await createParentFolders(tools, way.to);
    await withEnds(tools, way, async ({ from, to }) => {
      if (from === null || to === null) throw new ConflictError(`${way.from} is gone`, 'gone');
      if (await isAt(tools, to)) throw new ConflictError(`${way.to} is there already`, 'occupied');
      await moveBetween(tools, way, from, to);
    });
  } catch (error) {
    await removeCreatedParents(tools, way.to).catch(() => {});
    throw error;
  }
}
