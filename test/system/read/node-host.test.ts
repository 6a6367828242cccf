import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeHost } from '../../../main/system/read/node-host';

let top: string;
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'tankmate-host-'));
});
afterEach(() => rm(top, { recursive: true, force: true }));
const host = nodeHost(new AbortController().signal);

test.each([0, 1, 4095, 4096, 4097, 65_536, 300_000])(
  'a file of %d bytes is read to its end',
  async (size) => {
    const file = join(top, 'file');
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7) % 251));
    await writeFile(file, bytes);
    expect((await host.readBytes(file)).equals(bytes)).toBe(true);
    expect((await host.readBytes(file, size)).length).toBe(size);
    if (size > 0) await expect(host.readBytes(file, size - 1)).rejects.toMatchObject({ code: 'EFBIG' });
  },
);

test.runIf(process.platform === 'linux')(
  'one of the kernel that says no size is, and within the limit',
  async () => {
    // Longer than a page, in pieces of its own choosing.
    const text = await host.readText('/proc/self/smaps');
    expect(text.length).toBeGreaterThan(8192);
    expect(text).toMatch(/\n$/);
    await expect(host.readText('/proc/self/smaps', 5000)).rejects.toMatchObject({ code: 'EFBIG' });
  },
);

test('a mark that nobody may change a file is seen, and rights are no such mark', async ({ skip }) => {
  const file = join(top, 'file');
  await writeFile(file, '', { mode: 0 });
  expect(await host.isImmutable(file)).toBe(false);
  await expect(host.isImmutable(join(top, 'absent'))).resolves.toBe(false);
  try {
    execFileSync('chattr', ['+i', file], { stdio: 'ignore' });
  } catch {
    skip('no file can be marked immutable here: that takes root, and a file system that knows it');
  }
  try {
    expect(await host.isImmutable(file)).toBe(true);
  } finally {
    execFileSync('chattr', ['-i', file]);
  }
});
