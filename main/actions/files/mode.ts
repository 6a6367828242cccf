import { constants } from 'node:fs';
import { NotAsSeen, type Standing } from '..';
import { isAbsent, named, Trouble } from '../problem';
import type { Tools } from '../tools';
import { openPlace, trusted } from './place';
import { listStands, permitOnWindows } from './windows/permit';

/** One direction of a mode change. */
export interface Permitting {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

const BITS = 0o7777;

/** Bits of chmod(2) from octal text; anything else is a mistake of whoever planned. */
export function bitsOf(text: string): number {
  if (!/^0?[0-7]{3,4}$/.test(text)) throw new Trouble('failed', 'a mode that is not octal');
  return Number.parseInt(text, 8);
}

export async function modeStands(tools: Tools, permitting: Permitting): Promise<Standing> {
  if (tools.platform === 'win32') return listStands(tools, permitting);
  const { path, from, to } = permitting;
  try {
    const facts = await tools.layer.lstat(path);
    if (facts.isSymbolicLink()) return 'neither';
    const now = facts.mode & BITS;
    return now === bitsOf(to) ? 'after' : now === bitsOf(from) ? 'before' : 'neither';
  } catch (error) {
    if (isAbsent(error)) return 'neither';
    throw named(error, path);
  }
}

/** O_PATH (open(2), Linux, asm-generic/fcntl.h): opens even what may not be read; Node has no name for it. */
const O_PATH = 0o10000000;

/**
 * Sets the mode of exactly what the path names: a link is not followed, and on Linux nothing can be put in its place
 * between the look and the change.
 */
export async function permit(tools: Tools, permitting: Permitting): Promise<void> {
  if (tools.platform === 'win32') return permitOnWindows(tools, permitting);
  const { path, from, to } = permitting;
  const place = await openPlace(tools, path, { follow: false }).catch((error: unknown) => {
    throw named(error, path);
  });
  if (place === null) throw new NotAsSeen(`${path} is gone`);
  try {
    const { O_NOFOLLOW = 0, O_RDONLY } = constants;
    const flags = (tools.platform === 'linux' ? O_PATH : O_RDONLY) | O_NOFOLLOW;
    const handle = await tools.layer.open(place.at(place.name), flags);
    try {
      const facts = await handle.stat();
      if (facts.isSymbolicLink()) throw new NotAsSeen(`${path} is a link`);
      await trusted(tools, path, place, facts.uid);
      const now = facts.mode & BITS;
      if (now === bitsOf(to)) return;
      if (now !== bitsOf(from)) throw new NotAsSeen(`${path} has another mode`);
      const target = tools.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : place.at(place.name);
      await tools.layer.chmod(target, bitsOf(to));
      // FAT and some network drives say yes and do nothing; a group that isn't ours loses its set-group-ID (chmod(2)).
      const taken = await handle.stat().catch(() => null);
      if (taken && (taken.mode & BITS) === bitsOf(to)) return;
      await tools.layer.chmod(target, now);
      throw new Trouble('not-permitted', `${path} did not take the mode`);
    } finally {
      await handle.close().catch(() => {});
    }
  } catch (error) {
    throw isAbsent(error) ? new NotAsSeen(`${path} is gone`) : named(error, path);
  } finally {
    await place.close();
  }
}
