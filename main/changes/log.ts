import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readShape, type ShapeOf } from '../contract/shape';
import { readOwnFile } from '../system/read/own-file';
import { makePrivateFolder, writeDurable } from '../system/write/atomic-file';
import { canonical } from './canonical';
import type { LogRecord } from './index';

const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_WRONLY } = constants;
/** A pipe or link that came in its place is neither waited for nor followed. */
const APPEND = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
/** Bytes: no log of changes grows larger. */
const LARGEST = 256 * 1024 * 1024;
const NONE = '0'.repeat(64);

const HeadShape = v.object({
  number: v.pipe(v.number(), v.integer()),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** The number and hash of the newest record, kept beside the log so that a cut-off end shows. */
type Head = ShapeOf<typeof HeadShape>;

/** What the files say, line by line. */
export interface StoredLog {
  /** One for each whole line; null for one that is no record. */
  readonly records: readonly (LogRecord | null)[];
  /** What stands after the last line end: a record whose writing was cut off. */
  readonly rest: string;
  readonly head: Head | null | 'broken';
  /** Bytes up to and with the last line end. */
  readonly wholeBytes: number;
}

const logFile = (folder: string) => join(folder, 'changes.log');
const headFile = (folder: string) => join(folder, 'changes.head');
const textOf = (file: string) =>
  readOwnFile(file, LARGEST).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });

/** SHA-256 over a record without its own hash, in hexadecimal. */
export const hashOf = ({ hash: _hash, ...rest }: LogRecord): string =>
  createHash('sha256').update(canonical(rest)).digest('hex');

function parse(line: string): LogRecord | null {
  try {
    const value = JSON.parse(line) as LogRecord | null;
    return typeof value?.number === 'number' && typeof value.hash === 'string' ? value : null;
  } catch {
    return null;
  }
}

const parseHead = (text: string): StoredLog['head'] =>
  text === '' ? null : (readShape(HeadShape, text) ?? 'broken');

/** Reads the log. Rejects when it is there and can't be read. */
export async function readLog(folder: string): Promise<StoredLog> {
  const [text, head] = await Promise.all([textOf(logFile(folder)), textOf(headFile(folder))]);
  const end = text.lastIndexOf('\n') + 1;
  return {
    records: text.slice(0, end).split('\n').slice(0, -1).map(parse),
    rest: text.slice(end),
    head: parseHead(head),
    wholeBytes: Buffer.byteLength(text.slice(0, end)),
  };
}

export type LogInput = Pick<LogRecord, 'what' | 'entry' | 'fix' | 'finding' | 'changes'>;

/**
 * Adds a record to `changes.log`, flushed, then tells `changes.head` of it. Only under the engine's lock.
 *
 * A last line that was cut off by a crash or a full disk is taken away and a record `repaired` says so; it could not
 * have been counted by the head, so a record that once was whole can't be made to vanish like that. A log that was
 * tampered with is continued all the same, after what the head knows: the gap stays to be seen.
 *
 * What such a chain can't prove: whoever may write these files, and this account may, can make a whole new chain with a
 * head to it, take both away, or add one more record. It shows later edits by hand, by accident, and by those who
 * didn't know of it, no more.
 */
export async function appendLog(folder: string, now: number, input: LogInput): Promise<void> {
  await makePrivateFolder(folder);
  const { records, rest, head, wholeBytes } = await readLog(folder);
  const at = new Date(now).toISOString();
  // The crash may have come between the line's last brace and its end.
  const unended = rest === '' ? null : parse(rest);
  const last = unended ?? records.findLast((each) => each !== null) ?? null;
  const known = head && head !== 'broken' && head.number >= (last?.number ?? 0) ? head : last;

  const lines: string[] = [];
  let tip: Head = known ?? { number: 0, hash: NONE };
  const add = (each: LogInput) => {
    const { what, entry, fix, finding, changes } = each;
    const bare = {
      number: tip.number + 1,
      at,
      what,
      entry,
      fix,
      finding,
      changes,
      previous: tip.hash,
      hash: '',
    };
    const record: LogRecord = { ...bare, hash: hashOf(bare) };
    lines.push(JSON.stringify(record));
    tip = record;
  };
  if (rest !== '' && !unended) add({ what: 'repaired', entry: '', fix: '', finding: null, changes: [] });
  add(input);

  const handle = await open(logFile(folder), APPEND, 0o600);
  try {
    if (rest !== '' && !unended) await handle.truncate(wholeBytes);
    await handle.writeFile(`${unended ? '\n' : ''}${lines.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await writeDurable(headFile(folder), JSON.stringify({ number: tip.number, hash: tip.hash }));
}
