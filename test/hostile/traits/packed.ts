import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { hide, one, type Place, put, type Traits } from '../place';

interface Entry {
  readonly name: string;
  readonly packed: Buffer;
  /** What its heads say of its size. */
  readonly size: number;
  readonly flags?: number;
}

const head = (
  signature: number,
  { packed, size, name, flags = 0 }: Entry,
  more: readonly [number, number][],
  length: number,
) => {
  const bytes = Buffer.alloc(length);
  const central = signature === 0x02014b50 ? 2 : 0;
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(flags, 6 + central);
  bytes.writeUInt16LE(8, 8 + central);
  bytes.writeUInt32LE(packed.length, 18 + central);
  bytes.writeUInt32LE(size, 22 + central);
  bytes.writeUInt16LE(Buffer.byteLength(name), 26 + central);
  for (const [at, value] of more) bytes.writeUInt32LE(value, at);
  return Buffer.concat([bytes, Buffer.from(name)]);
};

/** A ZIP archive (PKWARE's APPNOTE 6.3.9) whose directory names each entry so many times, and says what it is told to say. */
function zip(entries: readonly Entry[], times = 1): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = Buffer.concat([head(0x04034b50, entry, [], 30), entry.packed]);
    for (let time = 0; time < times; time++)
      directory.push(head(0x02014b50, { ...entry, name: `${time}-${entry.name}` }, [[42, at]], 46));
    parts.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(directory.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(directory.length, 0xffff), 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const zeros = (bytes: number) => Buffer.alloc(bytes);
const entry = (name: string, content: Buffer, size = content.length): Entry => ({
  name,
  size,
  packed: deflateRawSync(content),
});
const MIB = 1024 * 1024;

/** The head of one file of a tape archive (pax(1), ustar). */
function tarHead(name: string, size: string, kind = '0'): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write(name, 0);
  bytes.write('0000644\0', 100);
  bytes.write(size, 124);
  bytes.write(kind, 156);
  bytes.write('ustar\0', 257);
  bytes.write('        ', 148);
  bytes.write(
    `${bytes
      .reduce((sum, each) => sum + each, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return bytes;
}

const everywhere = async (place: Place, name: string, bytes: Uint8Array) => {
  for (const folder of ['workspace', 'skills/a', 'media/inbound', 'agents/main/sessions'])
    await put(place, `.openclaw/${folder}/${name}`, bytes);
};
/** Where a text lay that others packed since. */
const hidden = (place: Place) => hide(place, '.openclaw/workspace/memory/2026-01-01.md');

/** Archives, documents and pictures. */
export const packed: Traits = {
  async zipBomb(place) {
    await everywhere(place, 'a.zip', zip([entry('a.txt', zeros(200 * MIB))]));
    hidden(place);
  },
  async zipThatLies(place) {
    await everywhere(place, 'a.zip', zip([entry('a.txt', zeros(100 * MIB), 10)]));
    await everywhere(place, 'b.docx', zip([entry('word/document.xml', zeros(100 * MIB), 1)]));
    hidden(place);
  },
  async zipOfOneFile(place) {
    // Many names of the same bytes (D. Fifield, "A better zip bomb", 2019).
    await everywhere(place, 'a.zip', zip([entry('a.txt', zeros(10 * MIB))], 20_000));
    await everywhere(place, 'b.xlsx', zip([entry('xl/sharedStrings.xml', zeros(10 * MIB))], 5000));
    hidden(place);
  },
  async zipInZip(place) {
    let inner = zip([entry('a.txt', zeros(20 * MIB))]);
    for (let at = 0; at < 20; at++)
      inner = zip(Array.from({ length: 10 }, (_, each) => entry(`${each}.zip`, inner)));
    await everywhere(place, 'a.zip', inner);
    hidden(place);
  },
  async zipHeads(place) {
    const good = zip([entry('a.txt', Buffer.from('x'))]);
    for (let at = 0; at < 30; at++) {
      const bytes = Buffer.from(good);
      for (let flip = 0; flip < 4; flip++) bytes[place.random(bytes.length)] = place.random(256);
      await put(
        place,
        `.openclaw/workspace/z${at}.${one(place, ['zip', 'docx', 'xlsx', 'odt', 'epub', 'jar'])}`,
        bytes,
      );
    }
    await put(place, '.openclaw/workspace/ends.zip', Buffer.from('PK\x05\x06'.repeat(200_000), 'latin1'));
    await put(
      place,
      '.openclaw/workspace/encrypted.zip',
      zip([{ ...entry('a.txt', Buffer.from('x')), flags: 1 }]),
    );
  },
  async gzipBomb(place) {
    // A thousand times its size, packed twice.
    await everywhere(place, 'a.gz', gzipSync(zeros(300 * MIB)));
    await everywhere(place, 'b.jsonl.gz', gzipSync(gzipSync(zeros(300 * MIB))));
    await everywhere(
      place,
      'c.tar.gz',
      gzipSync(Buffer.concat([tarHead('a', '77777777777\0'), zeros(50 * MIB)])),
    );
    await everywhere(place, 'd.log.gz', gzipSync(zeros(10)).subarray(0, 15));
    hidden(place);
  },
  async tarHeads(place) {
    const sizes = [
      '77777777777\0',
      '-0000000001\0',
      '           \0',
      'x\0',
      '\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff',
      '00000000000\0',
    ];
    const all = sizes.flatMap((size) =>
      ['0', '1', '2', 'L', 'x', 'g', 'S'].map((kind) => tarHead('../../a', size, kind)),
    );
    await everywhere(place, 'a.tar', Buffer.concat(all));
    await everywhere(
      place,
      'b.tar',
      Buffer.concat(Array.from({ length: 30_000 }, (_, at) => tarHead(`${at}`, '00000000000\0'))),
    );
  },
  async pictures(place) {
    const png = Buffer.from(
      '89504e470d0a1a0a0000000d49484452ffffffffffffffff08060000000000000000000000ffffffff49444154',
      'hex',
    );
    await everywhere(place, 'a.png', Buffer.concat([png, zeros(1000)]));
    await everywhere(place, 'b.jpg', Buffer.from('ffd8ffe1ffff45786966'.repeat(100), 'hex'));
    await everywhere(place, 'c.gif', Buffer.from(`GIF89a${'\xff'.repeat(1000)}`, 'latin1'));
  },
  async documents(place) {
    const stream = deflateSync(zeros(100 * MIB));
    const filters = '/FlateDecode '.repeat(place.random(2) === 0 ? 1 : 200);
    const pdf = (body: Uint8Array, length: number) =>
      Buffer.concat([
        Buffer.from(`%PDF-1.7\n1 0 obj<</Filter[${filters}]/Length ${length}>>stream\n`),
        body,
        Buffer.from('\nendstream endobj'),
      ]);
    await everywhere(place, 'a.pdf', pdf(stream, stream.length));
    await everywhere(place, 'b.pdf', pdf(stream, 4_000_000_000));
    await everywhere(
      place,
      'c.pdf',
      Buffer.from(`%PDF-1.7\n${'<<'.repeat(200_000)}${'('.repeat(200_000)}${'stream\n'.repeat(50_000)}`),
    );
    await everywhere(
      place,
      'd.docx',
      zip([entry('word/document.xml', Buffer.from('<w:p>'.repeat(500_000)))]),
    );
    const entities = Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY a${at} "${`&a${at - 1};`.repeat(10)}">`,
    ).join('');
    await everywhere(
      place,
      'e.docx',
      zip([entry('word/document.xml', Buffer.from(`<!DOCTYPE x [${entities}]><x>&a11;</x>`))]),
    );
    hidden(place);
  },
};
