import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const MAGIC = 0x514649fb;
/** Bits 9 to 55 of an entry: where it points to in the file. */
const OFFSET = 0x00ff_ffff_ffff_fe00n;
const COMPRESSED = 1n << 62n;
const ALL_ZERO = 1n;
/** QEMU's own limits: clusters of 512 bytes to 2 MiB, an active table of 32 MiB. */
const CLUSTER_BITS = { least: 9, most: 21 };
const TABLE_BYTES = 32 * 1024 * 1024;

/** A disk image to be read front to back. */
export interface DiskReader {
  /** Bytes of the disk that the machine sees. */
  readonly size: number;
  readonly clusterSize: number;
  /** The cluster of that number; null where it holds nothing but zeros. */
  cluster(index: number): Promise<Buffer | null>;
}

async function exactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new Error(`the image ends at ${position + bytesRead}`);
  return bytes;
}

/**
 * Reads a qcow2 image, versions 2 and 3, with deflate-compressed clusters as Ubuntu's cloud images have them
 * (qemu.org/docs/master/interop/qcow2.html). Rejects for what a base image never has: a backing file, encryption,
 * another compression, external data, extended entries, or an image that was left open or is corrupt.
 */
export async function readQcow2(file: FileHandle): Promise<DiskReader> {
  const header = await exactly(file, 0, 104);
  if (header.readUInt32BE(0) !== MAGIC) throw new Error('not a qcow2 image');
  const version = header.readUInt32BE(4);
  const bits = header.readUInt32BE(20);
  const size = Number(header.readBigUInt64BE(24));
  if (version !== 2 && version !== 3) throw new Error(`qcow2 version ${version}`);
  if (header.readBigUInt64BE(8) !== 0n) throw new Error('the image rests on another one');
  if (header.readUInt32BE(32) !== 0) throw new Error('the image is encrypted');
  if (bits < CLUSTER_BITS.least || bits > CLUSTER_BITS.most) throw new Error(`clusters of 2^${bits} bytes`);
  if (version === 3 && header.readBigUInt64BE(72) !== 0n)
    throw new Error(`features 0x${header.readBigUInt64BE(72).toString(16)} that we don’t know`);

  const clusterSize = 2 ** bits;
  const perTable = clusterSize / 8;
  const tables = header.readUInt32BE(36);
  if (tables * 8 > TABLE_BYTES || tables * perTable * clusterSize < size)
    throw new Error('the image’s first table doesn’t fit its size');
  const first = await exactly(file, Number(header.readBigUInt64BE(40)), tables * 8);
  const { size: fileSize } = await file.stat();
  /** The last second table that was read: clusters are asked for in order. */
  let kept: { readonly at: number; readonly table: Buffer } | null = null;

  async function entryOf(index: number): Promise<bigint> {
    const at = Number(first.readBigUInt64BE(Math.floor(index / perTable) * 8) & OFFSET);
    if (at === 0) return 0n;
    if (kept?.at !== at) kept = { at, table: await exactly(file, at, clusterSize) };
    return kept.table.readBigUInt64BE((index % perTable) * 8);
  }

  async function unpacked(entry: bigint): Promise<Buffer> {
    const offsetBits = BigInt(62 - (bits - 8));
    const at = Number(entry & ((1n << offsetBits) - 1n));
    const sectors = Number((entry & (COMPRESSED - 1n)) >> offsetBits) + 1;
    // The last sector may end past the end of the file.
    const length = Math.min(sectors * 512 - (at % 512), fileSize - at);
    const bytes = await inflate(await exactly(file, at, length), { maxOutputLength: clusterSize });
    if (bytes.length !== clusterSize) throw new Error(`a packed cluster of ${bytes.length} bytes`);
    return bytes;
  }

  return {
    size,
    clusterSize,
    async cluster(index) {
      const entry = await entryOf(index);
      if (entry & COMPRESSED) return unpacked(entry);
      const at = Number(entry & OFFSET);
      return at === 0 || (version === 3 && entry & ALL_ZERO) ? null : exactly(file, at, clusterSize);
    },
  };
}
