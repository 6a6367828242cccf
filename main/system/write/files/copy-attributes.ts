import type { FileHandle } from 'node:fs/promises';
import { ChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { OpenFile } from './file-contents';
import type { SafePath } from './safe-path';
import { keepOnWindows } from './windows/keep-attributes';

const BITS = 0o7777;

/**
 * Gives a new file the owner, group, mode, ACL and extended attributes of the one that it replaces.
 * Linux has no call for it in Node: coreutils' cp does it (cp(1), --attributes-only), on the two open files, so that
 * nothing can be put in their place meanwhile. What did not come over rejects: an ACL lost might open or lock a file.
 */
async function keepOnLinux(tools: WriteTools, old: OpenFile, fresh: FileHandle, name: string): Promise<void> {
  const selinux = await tools.fs.lstat('/sys/fs/selinux/enforce').then(
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
  // Of a read-only file in another's group cp gives attributes up too; that the group can't be kept is why.
  if (result.code !== 0) await sameOwner(old, fresh, name);
  if (result.code !== 0) throw new ChangeError('attributes', `${name}: cp ended with ${result.code}`);
  await sameOwnerAndMode(old, fresh, name);
}

/** The file would belong to somebody else: only root can give a file away (chown(2)), so it stays as it is. */
async function sameOwner({ facts }: OpenFile, fresh: FileHandle, name: string): Promise<number> {
  const now = await fresh.stat();
  if (now.uid !== facts.uid || now.gid !== facts.gid) throw new ChangeError('not-mine', name);
  return now.mode;
}

async function sameOwnerAndMode(old: OpenFile, fresh: FileHandle, name: string): Promise<void> {
  const [wanted, mode] = [old.facts.mode & BITS, await sameOwner(old, fresh, name)];
  if ((mode & BITS) !== wanted) await fresh.chmod(wanted);
  if (((await fresh.stat()).mode & BITS) !== wanted) throw new ChangeError('attributes', name);
}

/** What `copyAttributes` works on: the old file, and the new one beside it, still open. */
export interface AttributeCopy {
  readonly old: OpenFile;
  readonly handle: FileHandle;
  readonly place: SafePath;
  /** Name of the new one. */
  readonly fresh: string;
}

/**
 * macOS: cp -p brings owner, mode, flags, ACL and extended attributes, and the old text with them (cp(1)), which goes
 * again before the new one comes.
 */
async function keepOnMacos(tools: WriteTools, { old, handle, place, fresh }: AttributeCopy): Promise<void> {
  const { code } = await tools.run({
    program: tools.programs.cp,
    args: ['-p', '--', place.at(place.name), place.at(fresh)],
    limitMs: 10_000,
  });
  if (code !== 0) throw new ChangeError('attributes', `${place.name}: cp ended with ${code}`);
  await handle.truncate(0);
  await sameOwnerAndMode(old, handle, place.name);
}

/** Gives the new file, still empty, all that the old one had beside its text. Rejects when something could not be kept. */
export async function copyAttributes(tools: WriteTools, keeping: AttributeCopy): Promise<void> {
  const { old, handle, place, fresh } = keeping;
  if (tools.platform === 'win32')
    return keepOnWindows(tools, place.at(place.name), place.at(fresh), place.name);
  if (tools.platform === 'darwin') return keepOnMacos(tools, keeping);
  await keepOnLinux(tools, old, handle, place.name);
}
