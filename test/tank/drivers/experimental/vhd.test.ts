import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readQcow2 } from '../../../../main/tank/drivers/experimental/vhd-disk/qcow2-reader';
import { geometry, writeVhd } from '../../../../main/tank/drivers/experimental/vhd-disk/vhd-writer';

const MIB = 1024 * 1024;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tank-disks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });

/** A disk with text, noise, long holes and an odd end. */
function rawDisk(name: string, size: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, size);
  const bytes = readFileSync(path);
  for (let at = 0; at < 3 * MIB; at += 64) bytes.write(`line ${at}`, at, 'latin1');
  let noise = createHash('sha512').update(name).digest();
  for (let at = 9 * MIB; at < 10 * MIB; at += noise.length) {
    noise = createHash('sha512').update(noise).digest();
    noise.copy(bytes, at);
  }
  bytes.write('the very end', size - 12, 'latin1');
  writeFileSync(path, bytes);
  return path;
}

async function convert(image: string, target: string, size: number): Promise<void> {
  const [from, to] = [await open(image, 'r'), await open(target, 'wx')];
  try {
    await writeVhd(await readQcow2(from), to, {
      size,
      now: Date.parse('2026-11-22T09:00:00Z'),
      signal: new AbortController().signal,
      report: () => {},
    });
  } finally {
    await from.close();
    await to.close();
  }
}

test.each([
  ['as Ubuntu’s are packed', ['-c', '-o', 'compat=1.1']],
  ['unpacked', ['-o', 'compat=1.1']],
  ['of the older version', ['-c', '-o', 'compat=0.10']],
  ['of small clusters', ['-c', '-o', 'cluster_size=4096']],
  ['of large clusters', ['-c', '-o', 'cluster_size=2M']],
])('a qcow2 image %s becomes a VHD with the same bytes', async (name, options) => {
  const raw = rawDisk(`${name}.raw`, 33 * MIB + 1536);
  const [image, vhd] = [join(folder, `${name}.img`), join(folder, `${name}.vhd`)];
  qemuImg('convert', '-q', '-f', 'raw', '-O', 'qcow2', ...options, raw, image);
  await convert(image, vhd, 64 * MIB);
  const reported = JSON.parse(qemuImg('info', '--output=json', vhd));
  expect([reported.format, reported['virtual-size']]).toEqual(['vpc', 64 * MIB]);
  // What is longer must be zeros: qemu-img compare then calls them identical.
  expect(qemuImg('compare', '-f', 'raw', '-F', 'vpc', raw, vhd)).toContain('identical');
  expect(Number(reported['actual-size'])).toBeLessThan(12 * MIB);
});

test('the disk may be as large as asked for, and not smaller than the image', async () => {
  const raw = rawDisk('room.raw', 12 * MIB);
  const image = join(folder, 'room.img');
  qemuImg('convert', '-q', '-f', 'raw', '-O', 'qcow2', '-c', raw, image);
  await convert(image, join(folder, 'room.vhd'), 12 * 1024 * MIB);
  expect(JSON.parse(qemuImg('info', '--output=json', join(folder, 'room.vhd')))['virtual-size']).toBe(
    12 * 1024 * MIB,
  );
  await expect(convert(image, join(folder, 'less.vhd'), 8 * MIB)).rejects.toThrow(/don’t hold/);
});

test.each([
  ['no image at all', (bytes: Buffer) => bytes.fill(0)],
  ['a version of the future', (bytes: Buffer) => bytes.writeUInt32BE(4, 4)],
  ['one that rests on another', (bytes: Buffer) => bytes.writeBigUInt64BE(4096n, 8)],
  ['one that is encrypted', (bytes: Buffer) => bytes.writeUInt32BE(2, 32)],
  ['huge clusters', (bytes: Buffer) => bytes.writeUInt32BE(30, 20)],
  ['another compression', (bytes: Buffer) => bytes.writeBigUInt64BE(8n, 72)],
  ['a table too short', (bytes: Buffer) => bytes.writeBigUInt64BE(1n << 50n, 24)],
  ['a table past the end', (bytes: Buffer) => bytes.writeBigUInt64BE(1n << 40n, 40)],
])('refuses %s', async (_name, spoil) => {
  const image = join(folder, `spoilt-${Math.random()}.img`);
  qemuImg('create', '-q', '-f', 'qcow2', image, '16M');
  const bytes = readFileSync(image);
  spoil(bytes);
  writeFileSync(image, bytes);
  const file = await open(image, 'r');
  await expect(readQcow2(file)).rejects.toThrow();
  await file.close();
});

test('a cluster that unpacks to too much, or ends early, is refused', async () => {
  const raw = rawDisk('bomb.raw', 12 * MIB);
  const image = join(folder, 'bomb.img');
  qemuImg('convert', '-q', '-f', 'raw', '-O', 'qcow2', '-c', '-o', 'cluster_size=64k', raw, image);
  const bytes = readFileSync(image);
  bytes.writeUInt32BE(12, 20);
  bytes.writeUInt32BE(8192, 36);
  writeFileSync(image, bytes);
  const file = await open(image, 'r');
  const disk = await readQcow2(file).catch(() => null);
  await expect(
    (async () => {
      for (let at = 0; disk && at < 64; at += 1) await disk.cluster(at);
      if (!disk) throw new Error('refused at once');
    })(),
  ).rejects.toThrow();
  await file.close();
});

test('geometry is the specification’s', () => {
  // 81,920 sectors: 4818 tracks of 17, so 5 heads. 25,165,824: too many for 17 and 31, so 63 and 16.
  expect(geometry(40 * MIB)).toEqual([963, 5, 17]);
  expect(geometry(12 * 1024 * MIB)).toEqual([24966, 16, 63]);
});
