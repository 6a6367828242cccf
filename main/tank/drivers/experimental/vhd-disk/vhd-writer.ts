import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { DiskReader } from './qcow2-reader';

const MIB = 1024 * 1024;
const SECTOR = 512;
/** The usual size of a block, and its bitmap: a bit a sector. */
const BLOCK = 2 * MIB;
const BITMAP = BLOCK / SECTOR / 8;
const TABLE_AT = 3 * SECTOR;
/** Seconds from 1970 to 2000, where the format's clock begins. */
const EPOCH = Date.UTC(2000, 0, 1) / 1000;

/** Ones’ complement of the sum of all bytes, the sum’s own field taken as zero. */
function sign(bytes: Buffer, at: number): Buffer {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  bytes.writeUInt32BE(~sum >>> 0, at);
  return bytes;
}

/** Cylinders, heads, sectors for programs that still ask: the format's appendix, "CHS Calculation". */
export function geometry(size: number): readonly [cylinders: number, heads: number, sectors: number] {
  const total = Math.min(Math.floor(size / SECTOR), 65535 * 16 * 255);
  if (total >= 65535 * 16 * 63) return [Math.floor(total / 255 / 16), 16, 255];
  let sectors = 17;
  let tracks = Math.floor(total / sectors);
  let heads = Math.max(4, Math.floor((tracks + 1023) / 1024));
  if (tracks >= heads * 1024 || heads > 16) {
    [sectors, heads] = [31, 16];
    tracks = Math.floor(total / sectors);
  }
  if (tracks >= heads * 1024) {
    [sectors, heads] = [63, 16];
    tracks = Math.floor(total / sectors);
  }
  return [Math.floor(tracks / heads), heads, sectors];
}

function footer(size: number, seconds: number): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  bytes.write('conectix', 0, 'latin1');
  bytes.writeUInt32BE(2, 8);
  bytes.writeUInt32BE(0x10000, 12);
  bytes.writeBigUInt64BE(BigInt(SECTOR), 16);
  bytes.writeUInt32BE(seconds - EPOCH, 24);
  // As Hyper-V's own: readers then take the size below and not what the geometry comes to.
  bytes.write('win ', 28, 'latin1');
  bytes.writeUInt32BE(0xa0000, 32);
  bytes.write('Wi2k', 36, 'latin1');
  bytes.writeBigUInt64BE(BigInt(size), 40);
  bytes.writeBigUInt64BE(BigInt(size), 48);
  const [cylinders, heads, sectors] = geometry(size);
  bytes.writeUInt16BE(cylinders, 56);
  bytes.writeUInt8(heads, 58);
  bytes.writeUInt8(sectors, 59);
  bytes.writeUInt32BE(3, 60);
  randomBytes(16).copy(bytes, 68);
  return sign(bytes, 64);
}

function dynamicHeader(blocks: number): Buffer {
  const bytes = Buffer.alloc(2 * SECTOR);
  bytes.write('cxsparse', 0, 'latin1');
  bytes.fill(0xff, 8, 16);
  bytes.writeBigUInt64BE(BigInt(TABLE_AT), 16);
  bytes.writeUInt32BE(0x10000, 24);
  bytes.writeUInt32BE(blocks, 28);
  bytes.writeUInt32BE(BLOCK, 32);
  return sign(bytes, 36);
}

async function blockOf(disk: DiskReader, index: number): Promise<Buffer | null> {
  const { clusterSize, size } = disk;
  const block = Buffer.alloc(BLOCK);
  const from = (index * BLOCK) / clusterSize;
  const until = Math.min(from + BLOCK / clusterSize, Math.ceil(size / clusterSize));
  let empty = true;
  for (let at = from; at < until; at += 1) {
    const cluster = await disk.cluster(at);
    if (!cluster) continue;
    empty = false;
    cluster.copy(block, (at - from) * clusterSize, 0, Math.min(clusterSize, size - at * clusterSize));
  }
  return empty || block.every((byte) => byte === 0) ? null : block;
}

/**
 * Writes a disk as a growing VHD into an empty file: VirtualBox runs it as it is, Hyper-V makes a VHDX of it. `size`
 * (bytes, whole MiB) is what the machine sees: at least the disk's own, more gives it room to grow into. Format:
 * "Virtual Hard Disk Image Format Specification" 1.0, Microsoft (Open Specification Promise).
 */
export async function writeVhd(
  disk: DiskReader,
  file: FileHandle,
  {
    size,
    now,
    signal,
    report,
  }: {
    readonly size: number;
    /** Milliseconds, as Date.now() counts. */
    readonly now: number;
    readonly signal: AbortSignal;
    /** Part done, 0 to 1. */
    report(part: number): void;
  },
): Promise<void> {
  if (size % MIB !== 0 || size < disk.size)
    throw new Error(`${size} bytes don’t hold a disk of ${disk.size}`);
  const blocks = Math.ceil(size / BLOCK);
  const table = Buffer.alloc(Math.ceil((blocks * 4) / SECTOR) * SECTOR, 0xff);
  const end = footer(size, Math.floor(now / 1000));
  await file.write(Buffer.concat([end, dynamicHeader(blocks)]), 0, TABLE_AT, 0);
  let at = TABLE_AT + table.length;
  const filled = Math.ceil(disk.size / BLOCK);
  for (let index = 0; index < filled; index += 1) {
    signal.throwIfAborted();
    const block = await blockOf(disk, index);
    if (!block) continue;
    table.writeUInt32BE(at / SECTOR, index * 4);
    await file.write(Buffer.concat([Buffer.alloc(BITMAP, 0xff), block]), 0, BITMAP + BLOCK, at);
    at += BITMAP + BLOCK;
    report(index / filled);
  }
  await file.write(table, 0, table.length, TABLE_AT);
  await file.write(end, 0, SECTOR, at);
}
