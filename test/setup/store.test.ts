import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kept } from '../../scripts/suites/tank/store.mjs';

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'tankmate-store-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(store, { recursive: true });
});

const make = vi.fn(async (folder: string) => writeFileSync(join(folder, 'whole'), ''));
const thing = (...inputs: unknown[]) => kept({ name: 'disk', what: 'Making a disk', inputs, make }, store);

test('the same inputs are made once', async () => {
  make.mockClear();
  const folder = await thing('1.0', ['a']);
  expect(await thing('1.0', ['a'])).toBe(folder);
  expect(make).toHaveBeenCalledTimes(1);
  expect(existsSync(join(folder, 'whole'))).toBe(true);
});

test('other inputs are made anew, and the old ones go; what has another name stays', async () => {
  const old = await thing('1.0');
  mkdirSync(join(store, 'disk-of-somebody'));
  const folder = await thing('1.1');
  expect(readdirSync(store).sort()).toEqual([folder.slice(store.length + 1), 'disk-of-somebody'].sort());
  expect(folder).not.toBe(old);
});

test('a half-made one is never used, and goes after a day', async () => {
  const failing = async (folder: string) => {
    writeFileSync(join(folder, 'half'), '');
    throw new Error('cut off');
  };
  const wish = { name: 'disk', what: 'Making a disk', inputs: [], make: failing };
  await expect(kept(wish, store)).rejects.toThrow('cut off');
  expect(readdirSync(store)).toEqual([]);
  for (const name of ['disk-0123456789abcdef.part-00000000', 'disk-0123456789abcdef.part-00000001'])
    mkdirSync(join(store, name));
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  utimesSync(join(store, 'disk-0123456789abcdef.part-00000000'), yesterday, yesterday);
  await thing('1.0');
  expect(readdirSync(store).filter((name) => name.includes('part'))).toEqual([
    'disk-0123456789abcdef.part-00000001',
  ]);
});
