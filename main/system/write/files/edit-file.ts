import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type ChangeState, ConflictError } from '..';
import { ChangeError, codeOf, toChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import { copyAttributes } from './copy-attributes';
import { hasText, type OpenFile, readContents } from './file-contents';
import { isHalfWritten, lockAgain, mustOverwriteInPlace, overwrite } from './overwrite-in-place';
import { createParentFolders, removeCreatedParents } from './parent-folders';
import { assertTrusted, openSafePath, type SafePath } from './safe-path';
import { newTempName, removeFile, removeTempFiles } from './temp-files';

/** One direction of an edit: carrying out and taking back differ only in which text comes first. */
export interface FileEdit {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Mode of a file that is made. */
  readonly mode: number;
}

const { O_CREAT = 0, O_EXCL = 0, O_RDWR, O_NOFOLLOW = 0 } = constants;
const OWNER_ONLY = 0o600;

export async function editState(tools: WriteTools, { path, from, to }: FileEdit): Promise<ChangeState> {
  const safePath = await openSafePath(tools, path);
  if (safePath === null) return to === null ? 'after' : from === null ? 'before' : 'neither';
  try {
    const now = await readContents(tools, safePath, safePath.name);
    await now?.handle.close();
    if (hasText(now, from)) return 'before';
    // Half of it is in effect: that is to be taken back.
    return hasText(now, to) || (await isHalfWritten(tools, safePath, now, [from, to])) ? 'after' : 'neither';
  } catch (error) {
    if (error instanceof ConflictError) return 'neither';
    throw toChangeError(error, path);
  } finally {
    await safePath.close();
  }
}

/** Makes the file hold `to` if it holds `from`; nothing to do if it holds `to` already. */
export async function editFile(tools: WriteTools, rewriting: FileEdit): Promise<void> {
  const { path, from, to } = rewriting;
  let there = false;
  try {
    if (from === null && to !== null) await createParentFolders(tools, path);
    const safePath = await openSafePath(tools, path);
    if (safePath === null && to !== null) throw new ConflictError(`${path}: its folder is gone`);
    if (safePath !== null) await rewriteIn(tools, rewriting, safePath).finally(() => safePath.close());
    there = to !== null;
  } catch (error) {
    there = from !== null;
    throw toChangeError(error, path);
  } finally {
    if (!there) await removeCreatedParents(tools, path);
  }
}

async function rewriteIn(tools: WriteTools, rewriting: FileEdit, safePath: SafePath): Promise<void> {
  const { path, from, to } = rewriting;
  let now = await readContents(tools, safePath, safePath.name);
  try {
    const owner = now?.facts.uid ?? safePath.parents.at(-1)?.uid ?? 0;
    await assertTrusted(tools, safePath, owner);
    const isHalf = await isHalfWritten(tools, safePath, now, [from, to]);
    if (now) now = await lockAgain(tools, safePath, now);
    if (!isHalf) await removeTempFiles(tools, safePath, safePath.name);
    if (hasText(now, to)) return;
    if (!isHalf && !hasText(now, from)) throw new ConflictError(`${path} is not as it was`);
    if (to === null) await removeOld(tools, rewriting, safePath, now);
    else await replace(tools, rewriting, safePath, now, Buffer.from(to, 'utf8'));
    await safePath.sync();
  } finally {
    await now?.handle.close().catch(() => {});
  }
}

async function removeOld(
  tools: WriteTools,
  rewriting: FileEdit,
  safePath: SafePath,
  old: OpenFile | null,
): Promise<void> {
  await stillHolds(tools, rewriting, safePath, old);
  await removeFile(tools, safePath, safePath.name);
}

/** Puts a new file in the place of the old one, or overwrites one that has to stay the same file. */
async function replace(
  tools: WriteTools,
  rewriting: FileEdit,
  safePath: SafePath,
  old: OpenFile | null,
  bytes: Buffer,
): Promise<void> {
  if (old === null) return rename(tools, rewriting, safePath, old, bytes);
  const texts = { from: Buffer.from(rewriting.from ?? '', 'utf8'), to: bytes };
  const isShared = old.facts.nlink > 1 && tools.platform !== 'win32';
  if (isShared || !old.bytes.equals(texts.from)) return overwrite(tools, safePath, old, texts);
  try {
    await rename(tools, rewriting, safePath, old, bytes);
  } catch (error) {
    if (!mustOverwriteInPlace(tools, old, error)) throw error;
    const again = await readContents(tools, safePath, safePath.name);
    if (again === null) throw new ConflictError(`${safePath.name} is gone`);
    await overwrite(tools, safePath, again, texts).finally(() => again.handle.close());
  }
}

/** Writes the text beside, and renames it over. */
async function rename(
  tools: WriteTools,
  rewriting: FileEdit,
  safePath: SafePath,
  old: OpenFile | null,
  bytes: Buffer,
): Promise<void> {
  const { fs } = tools;
  const fresh = newTempName(safePath.name);
  try {
    await writeBeside(tools, rewriting, { place: safePath, fresh, old, bytes });
    await stillHolds(tools, rewriting, safePath, old);
    if (old) await fs.rename(safePath.at(fresh), safePath.at(safePath.name));
    else await appear(tools, safePath, fresh);
  } catch (error) {
    await removeFile(tools, safePath, fresh).catch(() => {});
    throw error;
  }
}

interface Writing {
  readonly place: SafePath;
  /** Name of the file that is made. */
  readonly fresh: string;
  readonly old: OpenFile | null;
  readonly bytes: Buffer;
}

/** Makes the new file under a name of ours, with all that the old one had beside its text, flushed and closed. */
async function writeBeside(
  tools: WriteTools,
  rewriting: FileEdit,
  { place, fresh, old, bytes }: Writing,
): Promise<void> {
  const flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
  const handle = await tools.fs.open(place.at(fresh), flags, OWNER_ONLY);
  try {
    // Its rights first: then the text is never open to more people than before.
    if (old) await copyAttributes(tools, { old, handle, place, fresh });
    await writeAll(handle, bytes);
    if (!old) await asNew(tools, rewriting, place, handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
}

/**
 * A file that root makes in somebody's folder is theirs. Its mode is set past the umask, and only now, when it is whole.
 * Windows has no mode to set or to read back (libuv tells 0666 of every file): there the folder's access list is inherited.
 */
async function asNew(
  { uid, platform }: WriteTools,
  { mode, path }: FileEdit,
  safePath: SafePath,
  handle: FileHandle,
): Promise<void> {
  const folder = safePath.parents.at(-1);
  if (uid === 0 && folder && folder.uid !== 0) await handle.chown(folder.uid, folder.gid);
  if (platform === 'win32') return;
  await handle.chmod(mode);
  const made = (await handle.stat()).mode & 0o7777;
  if ((made & ~mode) !== 0) throw new ChangeError('attributes', path);
}

/**
 * Looks once more at the last moment, by identity and text: what another program wrote meanwhile stays. Nothing is open
 * afterwards: Windows renames over no file that is open, and removes none, whoever opened it (MoveFileExW; libuv).
 */
async function stillHolds(
  tools: WriteTools,
  { path, from }: FileEdit,
  safePath: SafePath,
  old: OpenFile | null,
): Promise<void> {
  await old?.handle.close();
  const now = await readContents(tools, safePath, safePath.name);
  await now?.handle.close();
  if (!hasText(now, from) || now?.facts.ino !== old?.facts.ino)
    throw new ConflictError(`${path} was written meanwhile`);
}

/** Gives a new file its name, never in place of another that came at the same moment: link(2) fails, rename(2) would not. */
async function appear(tools: WriteTools, safePath: SafePath, fresh: string): Promise<void> {
  const { fs } = tools;
  try {
    await fs.link(safePath.at(fresh), safePath.at(safePath.name));
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'EEXIST') throw new ConflictError(`${safePath.name} came meanwhile`);
    // FAT and some network drives have no hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    return fs.rename(safePath.at(fresh), safePath.at(safePath.name));
  }
  // It has its name: that the other one is still there is no reason to say that it failed, the next call clears it.
  await removeFile(tools, safePath, fresh).catch(() => {});
}
