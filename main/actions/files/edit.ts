import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { NotAsSeen, type Standing } from '..';
import { codeOf, named, Trouble } from '../problem';
import type { Tools } from '../tools';
import { clearMadeFolders, makeFoldersFor } from './above';
import { keepAttributes } from './attributes';
import { type Contents, holds, readContents } from './contents';
import { clearFiles, newName, removeFile } from './leftovers';
import { openPlace, type Place, trusted } from './place';

/** One direction of an edit: carrying out and taking back differ only in which text comes first. */
export interface Rewriting {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Mode of a file that is made. */
  readonly mode: number;
}

const { O_CREAT = 0, O_EXCL = 0, O_RDWR, O_NOFOLLOW = 0 } = constants;
const OWNER_ONLY = 0o600;

export async function editStands(tools: Tools, { path, from, to }: Rewriting): Promise<Standing> {
  const place = await openPlace(tools, path);
  if (place === null) return to === null ? 'after' : from === null ? 'before' : 'neither';
  try {
    const now = await readContents(tools, place, place.name);
    await now?.handle.close();
    return holds(now, to) ? 'after' : holds(now, from) ? 'before' : 'neither';
  } catch (error) {
    if (error instanceof NotAsSeen) return 'neither';
    throw named(error, path);
  } finally {
    await place.close();
  }
}

/** Makes the file hold `to` if it holds `from`; nothing to do if it holds `to` already. */
export async function rewrite(tools: Tools, rewriting: Rewriting): Promise<void> {
  const { path, from, to } = rewriting;
  let there = false;
  try {
    if (from === null && to !== null) await makeFoldersFor(tools, path);
    const place = await openPlace(tools, path);
    if (place === null && to !== null) throw new NotAsSeen(`${path}: its folder is gone`);
    if (place !== null) await rewriteIn(tools, rewriting, place).finally(() => place.close());
    there = to !== null;
  } catch (error) {
    there = from !== null;
    throw named(error, path);
  } finally {
    if (!there) await clearMadeFolders(tools, path);
  }
}

async function rewriteIn(tools: Tools, rewriting: Rewriting, place: Place): Promise<void> {
  const { path, from, to } = rewriting;
  const now = await readContents(tools, place, place.name);
  try {
    const owner = now?.facts.uid ?? place.levels.at(-1)?.uid ?? 0;
    await trusted(tools, path, place, owner);
    await clearFiles(tools, place, place.name);
    if (holds(now, to)) return;
    if (!holds(now, from)) throw new NotAsSeen(`${path} is not as it was`);
    if (to === null) await removeFile(tools, place, place.name);
    else await replace(tools, rewriting, place, now, Buffer.from(to, 'utf8'));
    await place.sync();
  } finally {
    await now?.handle.close().catch(() => {});
  }
}

async function replace(
  tools: Tools,
  rewriting: Rewriting,
  place: Place,
  old: Contents | null,
  bytes: Buffer,
): Promise<void> {
  const { layer } = tools;
  const fresh = newName(place.name);
  const flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
  const handle = await layer.open(place.at(fresh), flags, OWNER_ONLY);
  try {
    // Its rights first: then the text is never open to more people than before.
    if (old) await keepAttributes(tools, { old, handle, place, fresh });
    await writeAll(handle, bytes);
    if (!old) await asNew(tools, rewriting, place, handle);
    await handle.sync();
    await stillHolds(tools, rewriting, place, old);
    if (old) await layer.rename(place.at(fresh), place.at(place.name));
    else await appear(tools, place, fresh);
  } catch (error) {
    await removeFile(tools, place, fresh).catch(() => {});
    throw error;
  } finally {
    await handle.close().catch(() => {});
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
}

/** A file that root makes in somebody's folder is theirs. Its mode is set past the umask, and only now, when it is whole. */
async function asNew(
  { uid }: Tools,
  { mode, path }: Rewriting,
  place: Place,
  handle: FileHandle,
): Promise<void> {
  const folder = place.levels.at(-1);
  if (uid === 0 && folder && folder.uid !== 0) await handle.chown(folder.uid, folder.gid);
  await handle.chmod(mode);
  const made = (await handle.stat()).mode & 0o7777;
  if ((made & ~mode) !== 0) throw new Trouble('attributes', path);
}

/** Looks once more at the last moment: what another program wrote meanwhile stays. */
async function stillHolds(
  tools: Tools,
  { path, from }: Rewriting,
  place: Place,
  old: Contents | null,
): Promise<void> {
  const now = await readContents(tools, place, place.name);
  await now?.handle.close();
  if (!holds(now, from) || now?.facts.ino !== old?.facts.ino)
    throw new NotAsSeen(`${path} was written meanwhile`);
}

/** Gives a new file its name, never in place of another that came at the same moment: link(2) fails, rename(2) would not. */
async function appear(tools: Tools, place: Place, fresh: string): Promise<void> {
  const { layer } = tools;
  try {
    await layer.link(place.at(fresh), place.at(place.name));
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'EEXIST') throw new NotAsSeen(`${place.name} came meanwhile`);
    // FAT and some network drives have no hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    return layer.rename(place.at(fresh), place.at(place.name));
  }
  // It has its name: that the other one is still there is no reason to say that it failed, the next call clears it.
  await removeFile(tools, place, fresh).catch(() => {});
}
