import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { noteAccess } from './access-log';

// O_NONBLOCK: a pipe in the file's place does not block for ever (open(2)). Windows has neither flag.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY } = constants;
const FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

const rejected = (path: string, code: 'EFTYPE' | 'EFBIG') =>
  Object.assign(new Error(`${path}: ${code}`), { code });

/** Somebody else's file, a pipe, a device or a folder is nothing that this app wrote. */
function check(path: string, facts: Stats, limit: number): void {
  const uid = process.geteuid?.();
  if (!facts.isFile() || (uid !== undefined && facts.uid !== uid)) throw rejected(path, 'EFTYPE');
  if (facts.size > limit) throw rejected(path, 'EFBIG');
}

/**
 * Text of one of the app's own files, UTF-8, of at most `limit` bytes: a regular file of this account, not a link.
 * Rejects with `EFTYPE` or `ELOOP` for anything else, `EFBIG` for a larger one, or as open(2) does; never waits.
 */
export async function readOwnFile(path: string, limit: number): Promise<string> {
  noteAccess('file', path);
  const handle = await open(path, FLAGS);
  try {
    check(path, await handle.stat(), limit);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** The same at once, for what the app needs before it can start. */
export function readOwnFileSync(path: string, limit: number): string {
  noteAccess('file', path);
  const file = openSync(path, FLAGS);
  try {
    const facts = fstatSync(file);
    check(path, facts, limit);
    const bytes = Buffer.alloc(facts.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
