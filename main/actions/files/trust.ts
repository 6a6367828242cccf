import { posix } from 'node:path';
import { isAbsent, Trouble } from '../problem';
import type { Tools } from '../tools';
import { onlyMember } from './members';
import type { Place } from './place';

/** Who owns a folder and who may write into it. */
export interface Level {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

const STICKY = 0o1000;

/**
 * Root writes only where nobody but root and the file's own owner decides what lies there: every folder down to the
 * file belongs to one of the two, and no other may write into it. In a folder above with the sticky bit (`/tmp`)
 * others may make new names, but not touch this one (inode(7)).
 */
export async function checkFolders(tools: Tools, { levels, folder }: Place, owner: number): Promise<void> {
  const ours = (uid: number | undefined) => uid === 0 || uid === owner;
  for (const [index, level] of levels.entries()) {
    const next = levels[index + 1];
    const sticky = (level.mode & STICKY) !== 0 && next !== undefined && ours(next.uid);
    const byOthers = (level.mode & 0o002) !== 0;
    const byGroup = (level.mode & 0o020) !== 0 && !(await onlyMember(tools, level.gid, owner));
    if (!ours(level.uid) || ((byOthers || byGroup) && !sticky))
      throw new Trouble('unsafe-place', `others can write into a folder on the way to ${folder}`);
  }
}

/** Every link on the way to `path`: root follows those of root and of the file's owner, nobody else's. */
export async function checkLinks({ layer }: Tools, path: string, owner: number): Promise<void> {
  let links = 0;
  let here = '/';
  let rest = posix.normalize(path).split('/').filter(Boolean);
  while (rest.length > 0) {
    const [part = '', ...after] = rest;
    const next = posix.join(here, part);
    const facts = await layer.lstat(next).catch((error: unknown) => {
      if (isAbsent(error)) return null;
      throw error;
    });
    if (facts === null) return;
    if (!facts.isSymbolicLink()) {
      here = next;
      rest = after;
      continue;
    }
    links += 1;
    // 40 is where Linux gives up as well (path_resolution(7)).
    if (links > 40 || (facts.uid !== 0 && facts.uid !== owner))
      throw new Trouble('unsafe-place', `a link on the way to ${path} belongs to somebody else`);
    const target = await layer.readlink(next);
    here = posix.isAbsolute(target) ? '/' : here;
    rest = [...target.split('/').filter(Boolean), ...after];
  }
}

/**
 * True when root alone decides what a program is: the file and every folder on the way belong to root and nobody else
 * may write into them, links followed.
 */
export async function ownedByRoot({ layer }: Tools, path: string): Promise<boolean> {
  try {
    for (let here = await layer.realpath(path); ; here = posix.dirname(here)) {
      const { uid, mode } = await layer.lstat(here);
      if (uid !== 0 || (mode & 0o022) !== 0) return false;
      if (here === '/') return true;
    }
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
