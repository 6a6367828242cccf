import { posix } from 'node:path';
import { ChangeError, isAbsent } from '../change-error';
import type { WriteTools } from '../write-tools';
import { isOnlyGroupMember } from './group-members';

/** Who owns a folder, who may write into it, and whose is what was looked up in it. */
export interface ParentFolder {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  /** Null for the folder at the end. */
  readonly next: { readonly uid: number; readonly isLink: boolean } | null;
}

const STICKY = 0o1000;

/**
 * Root writes only where nobody but root and the file's own owner decides what lies there: every folder in which a name
 * was looked up on the way belongs to one of the two, and no other may write into it, and so does every link that was
 * followed. In a folder on the way with the sticky bit (`/tmp`) others may make new names, but not touch this one (inode(7)).
 */
export async function assertTrustedParents(
  tools: WriteTools,
  { parents, folder }: { readonly parents: readonly ParentFolder[]; readonly folder: string },
  owner: number,
): Promise<void> {
  const ours = (uid: number) => uid === 0 || uid === owner;
  for (const { uid, gid, mode, next } of parents) {
    const sticky = (mode & STICKY) !== 0 && next !== null && ours(next.uid);
    const byOthers = (mode & 0o002) !== 0;
    const byGroup = (mode & 0o020) !== 0 && !(await isOnlyGroupMember(tools, gid, owner));
    if (!ours(uid) || ((byOthers || byGroup) && !sticky))
      throw new ChangeError('unsafe-place', `others can write into a folder on the way to ${folder}`);
    if (next?.isLink && !ours(next.uid))
      throw new ChangeError('unsafe-place', `a link on the way to ${folder} belongs to somebody else`);
  }
}

/**
 * True when root alone decides what a program is: the file and every folder on the way belong to root and nobody else
 * may write into them, links followed.
 */
export async function isOwnedByRoot({ fs }: WriteTools, path: string): Promise<boolean> {
  try {
    for (let here = await fs.realpath(path); ; here = posix.dirname(here)) {
      const { uid, mode } = await fs.lstat(here);
      if (uid !== 0 || (mode & 0o022) !== 0) return false;
      if (here === '/') return true;
    }
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
