import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { ConflictError } from '..';
import { ChangeError, codeOf } from '../change-error';
import type { WriteTools } from '../write-tools';
import { hasText, type OpenFile } from './file-contents';
import type { SafePath } from './safe-path';
import { newTempName, removeTempFiles, tempNamesFor } from './temp-files';

const { O_CREAT = 0, O_EXCL = 0, O_RDWR, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const OWNER_WRITES = 0o200;
const BITS = 0o7777;

/**
 * True for an error that says that no other file can take the place of this one: it is a mount point of its own
 * (rename(2), EBUSY), or belongs to a group that its owner isn't in (chown(2) gives none away).
 */
export const mustOverwriteInPlace = ({ uid, platform }: WriteTools, old: OpenFile, error: unknown): boolean =>
  platform !== 'win32' &&
  (codeOf(error) === 'EBUSY' ||
    (error instanceof ChangeError && error.problem === 'not-mine' && old.facts.uid === uid));

/** Each byte stands in one of the two texts at that place: pages reach the disk in any order. */
function isMixture(now: Buffer, one: Buffer, other: Buffer): boolean {
  const [least, most] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  if (now.length < least || now.length > most) return false;
  return now.every((byte, at) => byte === one[at] || byte === other[at]);
}

/** Whether an overwriting between these two texts was cut off in the middle. */
export async function isHalfWritten(
  tools: WriteTools,
  safePath: SafePath,
  now: OpenFile | null,
  texts: readonly (string | null)[],
): Promise<boolean> {
  const [one, other] = texts.map((text) => (text === null ? null : Buffer.from(text, 'utf8')));
  if (!now || !one || !other || texts.some((text) => hasText(now, text))) return false;
  return isMixture(now.bytes, one, other) && (await tempNamesFor(tools, safePath, safePath.name)).length > 0;
}

/** What a call that was cut off left beside, and nobody may write, says that the file was so, too: then it is so again. */
export async function lockAgain(tools: WriteTools, safePath: SafePath, now: OpenFile): Promise<OpenFile> {
  const mode = now.facts.mode & BITS;
  if ((mode & OWNER_WRITES) === 0) return now;
  for (const name of await tempNamesFor(tools, safePath, safePath.name)) {
    const facts = await tools.fs.lstat(safePath.at(name)).catch(() => null);
    if (!facts?.isFile() || (facts.mode & OWNER_WRITES) !== 0) continue;
    await now.handle.chmod(mode & ~OWNER_WRITES);
    return { ...now, facts: await now.handle.stat() };
  }
  return now;
}

async function put(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
  await handle.truncate(bytes.length);
  await handle.sync();
}

/** Lays the new text beside, for good. */
async function announce({ fs }: WriteTools, safePath: SafePath, bytes: Buffer, mode: number): Promise<void> {
  const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  const handle = await fs.open(safePath.at(newTempName(safePath.name)), flags, mode);
  try {
    await put(handle, bytes);
  } finally {
    await handle.close();
  }
  await safePath.sync();
}

/**
 * Overwrites a file where it lies: its names (hard links), group, access list and mount stay as they are. The new text
 * is laid beside it first: while that is there, a file that is half the old text and half the new is known for ours, and
 * the next call finishes it or takes it back. `old` holds `from` or such a half. What found no room is as before.
 */
export async function overwrite(
  tools: WriteTools,
  safePath: SafePath,
  old: OpenFile,
  { from, to }: { readonly from: Buffer; readonly to: Buffer },
): Promise<void> {
  const mode = old.facts.mode & BITS;
  const isLocked = (mode & OWNER_WRITES) === 0 && tools.uid !== 0;
  let isHalf = !old.bytes.equals(from);
  try {
    await announce(tools, safePath, to, isLocked ? 0o400 : 0o600);
    if (isLocked) await old.handle.chmod(mode | OWNER_WRITES);
    const handle = await tools.fs.open(safePath.at(safePath.name), O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    try {
      const [facts, bytes] = [await handle.stat(), await handle.readFile()];
      if (facts.ino !== old.facts.ino || !bytes.equals(old.bytes))
        throw new ConflictError(`${safePath.name} was written meanwhile`);
      isHalf = true;
      // Its own blocks are still its own: where there is no room for the new text, there is for what stood there.
      await put(handle, to).catch(async (error: unknown) => {
        await put(handle, from);
        isHalf = false;
        throw error;
      });
      isHalf = false;
    } finally {
      await handle.close();
    }
  } finally {
    if (!isHalf) {
      if (isLocked) await old.handle.chmod(mode);
      await removeTempFiles(tools, safePath, safePath.name);
    }
  }
}
