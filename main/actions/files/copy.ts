import { NotAsSeen } from '..';
import { Trouble } from '../problem';
import type { Tools } from '../tools';
import { newName } from './leftovers';
import type { Place } from './place';
import { entriesOf, removeTree, sameBytes, sameEntries } from './tree';

/** What the C locale's messages of cp say (strerror(3)). */
const SAID: readonly (readonly [RegExp, 'disk-full' | 'read-only' | 'not-permitted'])[] = [
  [/No space left on device|Disk quota exceeded/, 'disk-full'],
  [/Read-only file system/, 'read-only'],
  [/Permission denied|Operation not permitted/, 'not-permitted'],
];

/** An hour: gigabytes over a slow stick. */
const LIMIT_MS = 3_600_000;

/** cp -a keeps mode, owner, times, ACL, extended attributes, links as links, and hard links among them (cp(1), both systems). */
async function copyTree(tools: Tools, from: Place, to: Place, fresh: string): Promise<void> {
  const descriptors = [from.fd, to.fd].filter((fd) => fd !== null);
  const [source, target] =
    descriptors.length === 2
      ? [`/proc/self/fd/3/${from.name}`, `/proc/self/fd/4/${fresh}`]
      : [from.at(from.name), to.at(fresh)];
  const { code, err } = await tools.run({
    program: tools.programs.cp,
    args: ['-a', ...(tools.platform === 'linux' ? ['-T'] : []), '--', source, target],
    descriptors,
    limitMs: LIMIT_MS,
  });
  if (code === 0) return;
  const problem = SAID.find(([pattern]) => pattern.test(err))?.[1] ?? 'failed';
  throw new Trouble(problem, `${to.folder}: cp ended with ${code}`);
}

/** Puts a whole copy on the disk (sync(1), -f: only that file system); on macOS all that is waiting. */
async function flush(tools: Tools, to: Place): Promise<void> {
  const { code } = await tools.run({
    program: tools.programs.sync,
    args: tools.platform === 'linux' ? ['-f', '--', '/proc/self/fd/3'] : [],
    descriptors: to.fd === null ? [] : [to.fd],
    limitMs: LIMIT_MS,
  });
  if (code !== 0) throw new Trouble('failed', `${to.folder}: sync ended with ${code}`);
}

/**
 * Moves between drives: a whole and verified copy under a name of ours beside the target, then the original out of the
 * way under a name of ours, then the copy to its name, then away with the original. Killed at any point, what lies there
 * tells how far it came; `settle` puts it right.
 */
export async function copyOver(tools: Tools, from: Place, to: Place, about: string): Promise<void> {
  const { layer } = tools;
  const fresh = newName(about);
  const aside = newName(about);
  try {
    const before = await entriesOf(tools, from.at(from.name));
    if (before.some(({ kind }) => kind === 'other'))
      throw new Trouble('not-copied', `${from.name} holds a pipe, socket or device`);
    // A copy would belong to us, and what is in somebody else's folder could not be removed afterwards.
    if (tools.uid !== null && tools.uid !== 0 && before.some(({ uid }) => uid !== tools.uid))
      throw new Trouble('not-mine', `${from.name} holds what belongs to somebody else`);
    await copyTree(tools, from, to, fresh);
    await flush(tools, to);
    const copied = await entriesOf(tools, to.at(fresh));
    if (!sameEntries(before, copied) || !(await sameBytes(tools, from.at(from.name), to.at(fresh), before)))
      throw new Trouble('not-copied', `${to.name} is not what was copied`);
    await layer.rename(from.at(from.name), from.at(aside));
    if (!sameEntries(before, await entriesOf(tools, from.at(aside)))) {
      await layer.rename(from.at(aside), from.at(from.name));
      throw new NotAsSeen(`${from.name} was written meanwhile`);
    }
  } catch (error) {
    await removeTree(tools, to.at(fresh)).catch(() => {});
    throw error;
  }
  await from.sync();
  await layer.rename(to.at(fresh), to.at(to.name));
  await to.sync();
  await removeTree(tools, from.at(aside));
  await from.sync();
}
