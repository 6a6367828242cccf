/** One file of an image. */
export interface IsoFile {
  /** Up to 64 letters, digits, dots and hyphens. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** ECMA-119 6.1.2: everything is counted in sectors of 2048 bytes. */
const SECTOR = 2048;
/** Sectors of what stands at a fixed place: 16 unused ones, three descriptors, then four path tables. */
const AT = { primary: 16, joliet: 17, end: 18, paths: 19, files: 23 } as const;

type Naming = { readonly joliet: boolean; text(name: string): Buffer };

/** ECMA-119 7.5, level 1 in spirit: upper-case letters, digits, `_` and one dot; of eight letters, so that all can read it. */
const PLAIN: Naming = {
  joliet: false,
  text(name) {
    const [base = '', extension = ''] = name
      .toUpperCase()
      .replace(/[^A-Z0-9.]/g, '_')
      .split('.');
    return Buffer.from(`${base.slice(0, 8)}.${extension.slice(0, 3)};1`, 'latin1');
  },
};
/** Joliet specification 1995: UCS-2, big-endian, so that lower case and hyphens stay. */
const JOLIET: Naming = { joliet: true, text: (name) => Buffer.from(name, 'utf16le').swap16() };

const sectors = (bytes: number) => Math.ceil(bytes / SECTOR);
const padded = (text: Buffer, length: number, pad: Buffer) => {
  const field = Buffer.alloc(length);
  for (let at = 0; at + pad.length <= length; at += pad.length) pad.copy(field, at);
  text.copy(field, 0, 0, length);
  return field;
};

/** ECMA-119 7.3.3 and 7.2.3: both byte orders, one after the other. */
function both32(into: Buffer, value: number, at: number): void {
  into.writeUInt32LE(value, at);
  into.writeUInt32BE(value, at + 4);
}
function both16(into: Buffer, value: number, at: number): void {
  into.writeUInt16LE(value, at);
  into.writeUInt16BE(value, at + 2);
}

/** ECMA-119 9.1: one line of a folder. */
function record(name: Buffer, sector: number, size: number, folder: boolean, date: Date): Buffer {
  const length = 33 + name.length;
  const line = Buffer.alloc(length + (length % 2));
  line[0] = line.length;
  both32(line, sector, 2);
  both32(line, size, 10);
  line.set(
    [
      date.getUTCFullYear() - 1900,
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
    ],
    18,
  );
  line[25] = folder ? 2 : 0;
  both16(line, 1, 28);
  line[32] = name.length;
  name.copy(line, 33);
  return line;
}

/** ECMA-119 8.4 and 8.5: the volume's descriptor. */
function descriptor(label: string, naming: Naming, root: Buffer, paths: number, all: number, date: Date) {
  const to = Buffer.alloc(SECTOR);
  const space = naming.joliet ? Buffer.from([0, 0x20]) : Buffer.from(' ');
  const field = (text: string, at: number, length: number) =>
    padded(naming.joliet ? naming.text(text) : Buffer.from(text, 'latin1'), length, space).copy(to, at);
  to[0] = naming.joliet ? 2 : 1;
  to.write('CD001', 1, 'latin1');
  to[6] = 1;
  field('', 8, 32);
  field(label, 40, 32);
  both32(to, all, 80);
  // UCS-2 level 3 (Joliet specification, "Escape Sequences").
  if (naming.joliet) to.write('%/E', 88, 'latin1');
  both16(to, 1, 120);
  both16(to, 1, 124);
  both16(to, SECTOR, 128);
  both32(to, 10, 132);
  to.writeUInt32LE(paths, 140);
  to.writeUInt32BE(paths + 1, 148);
  root.copy(to, 156);
  field('', 190, 623);
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}00`;
  for (const at of [813, 830]) to.write(digits, at, 'latin1');
  for (const at of [847, 864]) to.write('0'.repeat(16), at, 'latin1');
  to[881] = 1;
  return to;
}

/** ECMA-119 9.4: the table of folders, of which there is one. */
function pathTable(root: number, bigEndian: boolean): Buffer {
  const table = Buffer.alloc(SECTOR);
  table[0] = 1;
  if (bigEndian) {
    table.writeUInt32BE(root, 2);
    table.writeUInt16BE(1, 6);
  } else {
    table.writeUInt32LE(root, 2);
    table.writeUInt16LE(1, 6);
  }
  return table;
}

/**
 * An ISO 9660 image with Joliet names (ECMA-119; Joliet specification, 1995) that holds these files and no folder.
 * The same files, label and date give the same bytes. Throws for more files than one sector can list, or names that
 * would clash.
 */
export function isoImage(label: string, files: readonly IsoFile[], date: Date): Buffer {
  const first = AT.files + 2;
  const starts: number[] = [];
  let next = first;
  for (const { bytes } of files) {
    starts.push(next);
    next += sectors(bytes.length);
  }
  const listed = (naming: Naming, sector: number) => {
    const names = files.map(({ name, bytes }, index) => ({
      name: naming.text(name),
      sector: starts[index] ?? 0,
      size: bytes.length,
    }));
    // ECMA-119 9.3: in the order of their names.
    names.sort((one, other) => Buffer.compare(one.name, other.name));
    if (new Set(names.map(({ name }) => name.toString('hex'))).size < names.length)
      throw new Error('two files of one name');
    const self = (name: number) => record(Buffer.from([name]), sector, SECTOR, true, date);
    const lines = [
      self(0),
      self(1),
      ...names.map((each) => record(each.name, each.sector, each.size, false, date)),
    ];
    const listing = Buffer.concat(lines);
    if (listing.length > SECTOR) throw new Error('too many files');
    return { root: self(0), listing: padded(listing, SECTOR, Buffer.alloc(1)) };
  };
  const plain = listed(PLAIN, AT.files);
  const joliet = listed(JOLIET, AT.files + 1);
  const end = Buffer.alloc(SECTOR);
  end[0] = 255;
  end.write('CD001', 1, 'latin1');
  end[6] = 1;
  return Buffer.concat([
    Buffer.alloc(AT.primary * SECTOR),
    descriptor(label, PLAIN, plain.root, AT.paths, next, date),
    descriptor(label, JOLIET, joliet.root, AT.paths + 2, next, date),
    end,
    pathTable(AT.files, false),
    pathTable(AT.files, true),
    pathTable(AT.files + 1, false),
    pathTable(AT.files + 1, true),
    plain.listing,
    joliet.listing,
    ...files.map(({ bytes }) => padded(Buffer.from(bytes), sectors(bytes.length) * SECTOR, Buffer.alloc(1))),
  ]);
}
