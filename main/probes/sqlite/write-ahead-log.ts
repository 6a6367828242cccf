const FRAME_HEADER = 24;

/**
 * The running checksum of a write-ahead log: pairs of 32-bit words, in the byte order that its magic number names.
 * `from` to `to` is a multiple of 8 bytes.
 */
function checksum(
  bytes: DataView,
  from: number,
  to: number,
  little: boolean,
  [first, second]: readonly [number, number],
): [number, number] {
  let a = first;
  let b = second;
  for (let at = from; at < to; at += 8) {
    a = (a + bytes.getUint32(at, little) + b) >>> 0;
    b = (b + bytes.getUint32(at + 4, little) + a) >>> 0;
  }
  return [a, b];
}

/**
 * A copy of a SQLite file as a reader would see it now: the pages that its write-ahead log has committed laid over it.
 * A running gateway keeps its newest rows in the log only, so the main file alone is the past. Frames after the last
 * commit, of an older generation (salt) or with a wrong checksum don't count, as in SQLite itself.
 * The copy says that it has no log (bytes 18 and 19), since an in-memory SQLite has nowhere to keep one.
 * Format: https://www.sqlite.org/fileformat2.html, sections 1.3.3 and 4.
 */
export function withCommittedFrames(main: Uint8Array, log: Uint8Array): Uint8Array {
  const bytes = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const pages = new Map<number, Uint8Array>();
  let pageSize = 0;
  let pageCount = 0;
  const magic = log.length >= 32 ? bytes.getUint32(0) : 0;
  if (magic >>> 1 === 0x377f0682 >>> 1) {
    const little = magic === 0x377f0682;
    pageSize = bytes.getUint32(8);
    let sum = checksum(bytes, 0, 24, little, [0, 0]);
    const sound = pageSize >= 512 && sum[0] === bytes.getUint32(24) && sum[1] === bytes.getUint32(28);
    const open = new Map<number, Uint8Array>();
    const step = FRAME_HEADER + pageSize;
    for (let at = 32; sound && at + step <= log.length; at += step) {
      if (bytes.getUint32(at + 8) !== bytes.getUint32(16) || bytes.getUint32(at + 12) !== bytes.getUint32(20))
        break;
      sum = checksum(bytes, at, at + 8, little, sum);
      sum = checksum(bytes, at + FRAME_HEADER, at + step, little, sum);
      if (sum[0] !== bytes.getUint32(at + 16) || sum[1] !== bytes.getUint32(at + 20)) break;
      open.set(bytes.getUint32(at), log.subarray(at + FRAME_HEADER, at + step));
      const committed = bytes.getUint32(at + 4);
      if (committed === 0) continue;
      pageCount = committed;
      for (const [number, page] of open) pages.set(number, page);
      open.clear();
    }
  }

  const copy = new Uint8Array(pages.size > 0 ? pageCount * pageSize : main.length);
  copy.set(main.subarray(0, copy.length));
  for (const [number, page] of pages) {
    if (number >= 1 && number <= pageCount) copy.set(page, (number - 1) * pageSize);
  }
  if (copy.length >= 20) copy.fill(1, 18, 20);
  return copy;
}
