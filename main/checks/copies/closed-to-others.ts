import type { FileProbe } from '../../probes/files';

/** root's group, and on macOS the administrators' (`admin`): who is in one may do all of this anyway. */
const ADMINISTRATORS: Readonly<Record<FileProbe['platform'], readonly number[]>> = {
  linux: [0],
  darwin: [0, 80],
  win32: [],
};

/**
 * Whether only administrators may write into a folder and those above it, with no link on the way: then nobody can lead
 * a command of root's elsewhere by its path, now or when it is taken back. What is not there could only be made by
 * somebody who may write above it.
 */
export async function isClosedToOthers(
  files: Pick<FileProbe, 'platform' | 'path' | 'lstat'>,
  folder: string,
): Promise<boolean> {
  const facts = await files.lstat(folder).catch(() => null);
  if (facts) {
    const { kind, uid, gid, mode } = facts;
    const byGroup = (mode & 0o020) !== 0 && !ADMINISTRATORS[files.platform].includes(gid);
    if (kind !== 'folder' || uid !== 0 || (mode & 0o002) !== 0 || byGroup) return false;
  }
  const above = files.path.dirname(folder);
  return above === folder || isClosedToOthers(files, above);
}
