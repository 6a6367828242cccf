import type { FileHandle } from 'node:fs/promises';
import { Trouble } from '../problem';
import type { Tools } from '../tools';
import type { Contents } from './contents';
import type { Place } from './place';
import { keepOnWindows } from './windows/keep';

const BITS = 0o7777;

/**
 * Gives a new file the owner, group, mode, ACL and extended attributes of the one that it replaces.
 * Linux has no call for it in Node: coreutils' cp does it (cp(1), --attributes-only), on the two open files, so that
 * nothing can be put in their place meanwhile. What did not come over rejects: an ACL lost might open or lock a file.
 */
async function keepOnLinux(tools: Tools, old: Contents, fresh: FileHandle, name: string): Promise<void> {
  const selinux = await tools.layer.lstat('/sys/fs/selinux/enforce').then(
    () => ',context',
    () => '',
  );
  const result = await tools.run({
    program: tools.programs.cp,
    args: [
      '--attributes-only',
      `--preserve=mode,ownership,xattr${selinux}`,
      '--',
      '/proc/self/fd/3',
      '/proc/self/fd/4',
    ],
    descriptors: [old.handle.fd, fresh.fd],
    limitMs: 10_000,
  });
  if (result.code !== 0) throw new Trouble('attributes', `${name}: cp ended with ${result.code}`);
  await sameOwnerAndMode(old, fresh, name);
}

/** The file would belong to somebody else: only root can give a file away (chown(2)), so it stays as it is. */
async function sameOwnerAndMode({ facts }: Contents, fresh: FileHandle, name: string): Promise<void> {
  const now = await fresh.stat();
  if (now.uid !== facts.uid || now.gid !== facts.gid) throw new Trouble('not-mine', name);
  if ((now.mode & BITS) !== (facts.mode & BITS)) await fresh.chmod(facts.mode & BITS);
  if (((await fresh.stat()).mode & BITS) !== (facts.mode & BITS)) throw new Trouble('attributes', name);
}

/** What `keepAttributes` works on: the old file, and the new one beside it, still open. */
export interface Keeping {
  readonly old: Contents;
  readonly handle: FileHandle;
  readonly place: Place;
  /** Name of the new one. */
  readonly fresh: string;
}

/**
 * macOS: cp -p brings owner, mode, flags, ACL and extended attributes, and the old text with them (cp(1)), which goes
 * again before the new one comes.
 */
async function keepOnMacos(tools: Tools, { old, handle, place, fresh }: Keeping): Promise<void> {
  const { code } = await tools.run({
    program: tools.programs.cp,
    args: ['-p', '--', place.at(place.name), place.at(fresh)],
    limitMs: 10_000,
  });
  if (code !== 0) throw new Trouble('attributes', `${place.name}: cp ended with ${code}`);
  await handle.truncate(0);
  await sameOwnerAndMode(old, handle, place.name);
}

/** Gives the new file, still empty, all that the old one had beside its text. Rejects when something could not be kept. */
export async function keepAttributes(tools: Tools, keeping: Keeping): Promise<void> {
  const { old, handle, place, fresh } = keeping;
  if (tools.platform === 'win32')
    return keepOnWindows(tools, place.at(place.name), place.at(fresh), place.name);
  if (tools.platform === 'darwin') return keepOnMacos(tools, keeping);
  await keepOnLinux(tools, old, handle, place.name);
}
