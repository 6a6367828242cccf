import { constants, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { ConflictError } from '..';
import { codeOf, isAbsent } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { SafePath } from './safe-path';

/** A file that is open for reading, with all that it held a moment ago. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly bytes: Buffer;
  readonly facts: Stats;
}

/** No change is larger: what the probes read ends at 1 MiB, and an edit may add to it. */
const LIMIT = 16 * 1024 * 1024;

/**
 * Null when there is no file. What is no plain file, or larger than any change, rejects with ConflictError.
 * O_NONBLOCK, so that a pipe in its place does not block for ever (open(2)); links were followed before.
 */
export async function readContents(
  { fs }: WriteTools,
  safePath: SafePath,
  name: string,
): Promise<OpenFile | null> {
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;
  let handle: FileHandle;
  try {
    handle = await fs.open(safePath.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isAbsent(error)) return null;
    // ELOOP: a link to nowhere, or one that came since. EISDIR, ENXIO: a folder, a socket.
    if (['ELOOP', 'EMLINK', 'EISDIR', 'ENXIO'].includes(codeOf(error) ?? ''))
      throw new ConflictError(`${name} is no file`);
    throw error;
  }
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > LIMIT) throw new ConflictError(`${name} is no file of a usual size`);
    return { handle, facts, bytes: await handle.readFile() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** True when the file holds exactly this text, or is not there and should not be. */
export const hasText = (contents: OpenFile | null, text: string | null): boolean =>
  contents === null || text === null
    ? contents === null && text === null
    : contents.bytes.equals(Buffer.from(text, 'utf8'));
