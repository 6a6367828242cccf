import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unpack } from '../../main/tank/guest/unpack-archive';
import { safeName, uniqueNames } from '../../main/tank/model/exchange-names';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-unpack-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const taking = (plain = safeName) => ({ files: 10, bytes: 100_000, deep: 5, plain, beyond: () => {} });
const ZEROS = Buffer.alloc(16 * 1024 * 1024);

test.each([
  ['gzip', gzipSync(ZEROS)],
  ['zstd', zstdCompressSync?.(ZEROS) ?? gzipSync(ZEROS)],
])('an archive that is packed with %s, unasked, is refused at its first bytes', async (_, packed) => {
  const { output, result, close } = unpack(folder, taking());
  await expect(pipeline(Readable.from([packed]), output)).rejects.toThrow('packed');
  await close();
  expect(result().files).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});

test('zeros without end are no archive of a hundred kilobytes', async () => {
  const { output, close } = unpack(folder, taking());
  let given = 0;
  async function* zeros() {
    for (; given < 1024; given++) yield ZEROS.subarray(0, 1024 * 1024);
  }
  await expect(pipeline(Readable.from(zeros()), output)).rejects.toThrow('more than');
  expect(given).toBeLessThan(64);
  await close();
});

test('of a name of a hundred thousand letters only its ends are looked at', () => {
  const replace = vi.spyOn(String.prototype, 'replace');
  for (const letter of [' ', '.', '龙', 'x', '\u202e']) {
    const name = safeName(`${letter.repeat(100_000)}end.txt`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/\.txt$/);
  }
  const longest = Math.max(...replace.mock.contexts.map((each) => String(each).length));
  replace.mockRestore();
  expect(longest).toBeLessThan(2_000);
});

test('ten thousand files of one name get as many names', () => {
  const unique = uniqueNames();
  const names = new Set(Array.from({ length: 10_000 }, () => unique('a.txt')));
  expect(names.size).toBe(10_000);
  expect(names.has('a (10000).txt')).toBe(true);
});
