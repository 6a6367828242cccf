import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** A ZIP archive (PKWARE's APPNOTE 4.3): local headers, the central directory, its end. */
export function zipped(entries: Readonly<Record<string, string | Buffer>>, stored = false): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content);
    const packed = stored ? raw : deflateRawSync(raw);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(stored ? 0 : 8, 4);
    head.writeUInt32LE(crc32(raw), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(raw.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** A word processor's document with these paragraphs (ECMA-376): the text is split over runs, as such programs do. */
export function wordDocument(...paragraphs: readonly string[]): Buffer {
  const runs = (text: string) => {
    const half = Math.ceil(text.length / 2);
    return [text.slice(0, half), text.slice(half)]
      .map((part) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${part}</w:t></w:r>`)
      .join('');
  };
  const body = paragraphs.map((each) => `<w:p>${runs(each)}</w:p>`).join('');
  return zipped({
    '[Content_Types].xml': '<?xml version="1.0"?><Types/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document><w:body>${body}</w:body></w:document>`,
  });
}

/** A workbook with one sheet of these rows. */
export function workbook(rows: readonly (readonly string[])[]): Buffer {
  const strings = rows.flat();
  const cells = rows
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((each) => `<c t="s"><v>${strings.indexOf(each)}</v></c>`).join('')}</row>`,
    )
    .join('');
  return zipped({
    'xl/sharedStrings.xml': `<sst>${strings.map((each) => `<si><t>${each}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${cells}</sheetData></worksheet>`,
  });
}

/** A PDF with one page of these lines in a standard font, its content packed as most programs do. */
export function pdf(lines: readonly string[], packed = true): Buffer {
  const page = `BT /F1 12 Tf 72 720 Td ${lines.map((line) => `(${line.replace(/([()\\])/g, '\\$1')}) Tj 0 -14 Td`).join(' ')} ET`;
  const content = packed ? deflateSync(Buffer.from(page)) : Buffer.from(page);
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n'),
    Buffer.from(`4 0 obj\n<</Length ${content.length}${packed ? '/Filter/FlateDecode' : ''}>>\nstream\n`),
    content,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n'),
  ]);
}

/** A database with one table of texts, in a column of that name. */
export function database(texts: readonly string[], column = 'body'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-labelled-'));
  const made = new DatabaseSync(join(folder, 'a.sqlite'));
  made.exec(`CREATE TABLE notes (at INTEGER, ${column} TEXT)`);
  for (const text of texts) made.prepare('INSERT INTO notes VALUES (1, ?)').run(text);
  made.close();
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  rmSync(folder, { recursive: true });
  return bytes;
}

/** A tape archive (POSIX ustar) with these files. */
export function tape(entries: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(entries).map(([name, text]) => {
    const content = Buffer.from(text);
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write('0000644\0', 100);
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('        0', 148);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** UTF-16 with its most significant byte first. */
export const utf16be = (text: string, mark = true): Buffer =>
  Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le').swap16();
