import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../main/probes/sqlite';
import { withCommittedFrames } from '../../../main/probes/sqlite/write-ahead-log';
import { fakeHost } from '../../fakes/host';

const MIB = 1024 * 1024;
let folder: string;
let writer: DatabaseSync;

// Real SQLite (node:sqlite) writes; what is read back is a copy of its files while the writer is still open.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-sqlite-'));
  writer = new DatabaseSync(join(folder, 'a.sqlite'));
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  writer.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)');
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true });
});

const main = () => readFileSync(join(folder, 'a.sqlite'));
const log = () => readFileSync(join(folder, 'a.sqlite-wal'));
const machine = (bytes: Buffer, wal?: Buffer) =>
  fakeHost({ files: { '/s/a.sqlite': { bytes }, ...(wal && { '/s/a.sqlite-wal': { bytes: wal } }) } });
const texts = async (bytes: Buffer, wal?: Buffer) => {
  const database = await openDatabase(machine(bytes, wal), '/s/a.sqlite', 64 * MIB);
  const answer = database.exec('SELECT text FROM rows ORDER BY id')[0]?.values.map(([text]) => text) ?? [];
  database.close();
  return answer;
};
const add = (text: string) => writer.prepare('INSERT INTO rows (text) VALUES (?)').run(text);

describe('a database that is in use', () => {
  it('is read with the rows that are in its log only', async () => {
    add('in the main file');
    writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    add('in the log');
    expect(main().includes('in the log')).toBe(false);
    expect(await texts(main(), log())).toEqual(['in the main file', 'in the log']);
  });

  it('is read when everything is in the log, a value over many pages among it', async () => {
    const long = '長'.repeat(20_000);
    add(long);
    add('short');
    expect(await texts(main(), log())).toEqual([long, 'short']);
  });

  it('does not show frames that were not committed', async () => {
    const before = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(3000)}`);
    for (const text of before) add(text);
    const committed = log().length;
    writer.exec(`PRAGMA cache_size = 1; BEGIN; UPDATE rows SET text = '${'y'.repeat(3000)}'`);
    const during = log();
    writer.exec('ROLLBACK');
    expect(during.length).toBeGreaterThan(committed + 50 * 4096);
    expect(await texts(main(), during)).toEqual(before);
  });

  it('does not show frames of an older generation, nor broken ones', async () => {
    for (let each = 0; each < 20; each++) add('y'.repeat(3000));
    writer.exec('PRAGMA wal_checkpoint(RESTART)');
    writer.exec('DELETE FROM rows');
    const before = log();
    expect(await texts(main(), before)).toEqual([]);
    const broken = Buffer.from(before);
    broken.writeUInt8(broken.readUInt8(100) ^ 1, 100);
    expect((await texts(main(), broken)).length).toBe(20);
  });
});

describe('hostile files', () => {
  it('refuses what is no database', async () => {
    await expect(texts(Buffer.from('not a database at all, but long enough to be read'))).rejects.toThrow(
      expect.objectContaining({ code: 'SQLITE' }),
    );
  });
  it('refuses what is too large', async () => {
    await expect(openDatabase(machine(Buffer.alloc(4096)), '/s/a.sqlite', 100)).rejects.toThrow('EFBIG');
  });
  it('says so when the file keeps changing', async () => {
    const host = machine(main(), log());
    let size = 0;
    const changing = {
      ...host,
      stat: async (file: string) => ({ ...(await host.stat(file)), size: size++ }),
    };
    await expect(openDatabase(changing, '/s/a.sqlite', MIB)).rejects.toThrow(
      expect.objectContaining({ code: 'EBUSY' }),
    );
  });
  it('ends while it waits for such a file to rest', async () => {
    const host = machine(main(), log());
    const ended = new AbortController();
    let looks = 0;
    const changing = {
      ...host,
      signal: ended.signal,
      stat: async (file: string) => {
        if (++looks === 4) queueMicrotask(() => ended.abort(new Error('ended')));
        return { ...(await host.stat(file)), size: looks };
      },
    };
    await expect(openDatabase(changing, '/s/a.sqlite', MIB)).rejects.toThrow('ended');
    expect(looks).toBe(4);
  });
  it('survives logs of any bytes', () => {
    for (let each = 0; each < 200; each++) {
      const noise = Buffer.alloc(each * 7, each);
      if (each > 10) noise.writeUInt32BE(0x377f0682, 0);
      expect(withCommittedFrames(main(), noise).length).toBe(main().length);
    }
  });
});
