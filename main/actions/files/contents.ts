import { constants, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { NotAsSeen } from '..';
import { codeOf, isAbsent } from '../problem';
import type { Tools } from '../tools';
import type { Place } from './place';

/** A file that is open for reading, with all that it held a moment ago. */
export interface Contents {
  readonly handle: FileHandle;
  readonly bytes: Buffer;
  readonly facts: Stats;
}

/** No change is larger: what the probes read ends at 1 MiB, and an edit may add to it. */
const LIMIT = 16 * 1024 * 1024;

/**
 * Null when there is no file. What is no plain file, or larger than any change, rejects with NotAsSeen.
 * O_NONBLOCK, so that a pipe in its place does not block for ever (open(2)); links were followed before.
 */
export async function readContents({ layer }: Tools, place: Place, name: string): Promise<Contents | null> {
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;
  let handle: FileHandle;
  try {
    handle = await layer.open(place.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isAbsent(error)) return null;
    // ELOOP: a link to nowhere, or one that came since. EISDIR, ENXIO: a folder, a socket.
    if (['ELOOP', 'EMLINK', 'EISDIR', 'ENXIO'].includes(codeOf(error) ?? ''))
      throw new NotAsSeen(`${name} is no file`);
    throw error;
  }
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > LIMIT) throw new NotAsSeen(`${name} is no file of a usual size`);
    return { handle, facts, bytes: await handle.readFile() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** True when the file holds exactly this text, or is not there and should not be. */
export const holds = (contents: Contents | null, text: string | null): boolean =>
  contents === null || text === null
    ? contents === null && text === null
    : contents.bytes.equals(Buffer.from(text, 'utf8'));
