import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from 'sql.js';
import { type Host, isAbsentReading } from '../../system/read';
import { withCommittedFrames } from './write-ahead-log';

/** Milliseconds before each try: what is written just now, a gateway's first start say, soon rests for a moment. */
const PAUSES = [0, 50, 250];

const EMPTY = Buffer.alloc(0);
const orEmpty = <T>(empty: T) => {
  return (error: unknown): T => {
    if (isAbsentReading(error)) return empty;
    throw error;
  };
};

let engine: Promise<{ Database: new (bytes: Uint8Array) => Database }> | undefined;

/**
 * Opens a copy of a SQLite database in memory; the file itself is only read, so a running gateway notices nothing and
 * no lock, log or index appears beside it (SQLite's own read-only mode may still make a `-shm`).
 * At most `limit` bytes each for the file and its log. Rejects as `readBytes` does, with `EBUSY` when it kept changing
 * under the reading, with `SQLITE` when it is no database. Close it after use.
 *
 * The engine is the build with its WebAssembly inside the script: one file that runs the same from a bundle, from an
 * asar archive and under the tests.
 */
export async function openDatabase(host: Host, file: string, limit: number): Promise<Database> {
  const log = `${file}-wal`;
  const stamp = async () => {
    const facts = await Promise.all([host.stat(file), host.stat(log).catch(orEmpty(null))]);
    return facts.map((each) => (each ? `${each.size} ${each.modifiedAt}` : 'absent')).join(', ');
  };
  for (const pause of PAUSES) {
    if (pause > 0)
      await sleep(pause, undefined, { signal: host.signal }).catch(() => host.signal.throwIfAborted());
    const before = await stamp();
    const [main, frames] = await Promise.all([
      host.readBytes(file, limit),
      host.readBytes(log, limit).catch(orEmpty(EMPTY)),
    ]);
    if ((await stamp()) !== before) continue;
    engine ??= import('sql.js/dist/sql-wasm-inline.js').then(({ default: start }) => start());
    const { Database } = await engine;
    host.signal.throwIfAborted();
    const database = new Database(withCommittedFrames(main, frames));
    try {
      // Opening reads nothing; the first question does.
      database.exec('SELECT count(*) FROM sqlite_schema');
      return database;
    } catch (error) {
      database.close();
      throw Object.assign(new Error('not a database', { cause: error }), { code: 'SQLITE' });
    }
  }
  throw Object.assign(new Error(`${file} keeps changing`), { code: 'EBUSY' });
}
