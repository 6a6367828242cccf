import { constants } from 'node:fs';
import { type ChangeState, ConflictError } from '..';
import { ChangeError, isAbsent, toChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import { assertTrusted, openSafePath } from './safe-path';
import { O_PATH } from './walk-path';
import { accessListState, type ModeEdit, setAccessList } from './windows/access-list';

const BITS = 0o7777;

/** Bits of chmod(2) from octal text; anything else is a mistake of whoever planned. */
export function bitsOf(text: string): number {
  if (!/^0?[0-7]{3,4}$/.test(text)) throw new ChangeError('failed', 'a mode that is not octal');
  return Number.parseInt(text, 8);
}

export async function modeState(tools: WriteTools, permitting: ModeEdit): Promise<ChangeState> {
  if (tools.platform === 'win32') return accessListState(tools, permitting);
  const { path, from, to } = permitting;
  try {
    const facts = await tools.fs.lstat(path);
    if (facts.isSymbolicLink()) return 'neither';
    const now = facts.mode & BITS;
    return now === bitsOf(to) ? 'after' : now === bitsOf(from) ? 'before' : 'neither';
  } catch (error) {
    if (isAbsent(error)) return 'neither';
    throw toChangeError(error, path);
  }
}

const SET_GROUP_ID = 0o2000;

/** chmod(2) takes the set-group-ID of a group that the caller isn't in, and nobody but root could give it back. */
const losesGroup = (
  { uid }: WriteTools,
  { mode, gid }: { readonly mode: number; readonly gid: number },
): boolean =>
  uid !== 0 &&
  (mode & SET_GROUP_ID) !== 0 &&
  ![process.getegid?.(), ...(process.getgroups?.() ?? [])].includes(gid);

/**
 * Sets the mode of exactly what the path names: a link is not followed, and on Linux nothing can be put in its place
 * between the look and the change.
 */
export async function setMode(tools: WriteTools, permitting: ModeEdit): Promise<void> {
  if (tools.platform === 'win32') return setAccessList(tools, permitting);
  const { path, from, to } = permitting;
  const safePath = await openSafePath(tools, path, { follow: false }).catch((error: unknown) => {
    throw toChangeError(error, path);
  });
  if (safePath === null) throw new ConflictError(`${path} is gone`);
  try {
    const { O_NOFOLLOW = 0, O_RDONLY } = constants;
    const flags = (tools.platform === 'linux' ? O_PATH : O_RDONLY) | O_NOFOLLOW;
    const handle = await tools.fs.open(safePath.at(safePath.name), flags);
    try {
      const facts = await handle.stat();
      if (facts.isSymbolicLink()) throw new ConflictError(`${path} is a link`);
      await assertTrusted(tools, safePath, facts.uid);
      const now = facts.mode & BITS;
      if (now === bitsOf(to)) return;
      if (now !== bitsOf(from)) throw new ConflictError(`${path} has another mode`);
      if (losesGroup(tools, facts))
        throw new ChangeError('not-permitted', `${path} would lose its set-group-ID`);
      const target = tools.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : safePath.at(safePath.name);
      await tools.fs.chmod(target, bitsOf(to));
      // FAT and some network drives say yes and do nothing.
      const taken = await handle.stat().catch(() => null);
      if (taken && (taken.mode & BITS) === bitsOf(to)) return;
      await tools.fs.chmod(target, now);
      throw new ChangeError('not-permitted', `${path} did not take the mode`);
    } finally {
      await handle.close().catch(() => {});
    }
  } catch (error) {
    throw isAbsent(error) ? new ConflictError(`${path} is gone`) : toChangeError(error, path);
  } finally {
    await safePath.close();
  }
}
