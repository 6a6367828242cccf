import { inflateSync, constants as zlib } from 'node:zlib';

/** Streams of one document that are looked at, and bytes that one of them may unpack to. */
const MOST_STREAMS = 5000;
const LARGEST_STREAM = 16 * 1024 * 1024;
/** Fonts whose tables are tried on texts of numbered glyphs. */
const MOST_TABLES = 12;

/** Unpacks one stream; what is cut off or broken gives what came before. Null: packed in another way. */
function unpackedStream(bytes: Buffer, dictionary: string): Buffer | null {
  if (!/\/Filter/.test(dictionary)) return bytes;
  if (!/\/FlateDecode/.test(dictionary) || /\/(?:DCT|JPX|CCITTFax|JBIG2)Decode/.test(dictionary)) return null;
  try {
    return inflateSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: LARGEST_STREAM });
  } catch {
    return null;
  }
}

/** What stands between two words, each time; the rest of the text where the second one is missing. */
function* blocksOf(text: string, begin: string, end: string): Generator<string> {
  for (let at = text.indexOf(begin); at >= 0; ) {
    const to = text.indexOf(end, at);
    yield text.slice(at + begin.length, to < 0 ? undefined : to);
    at = to < 0 ? -1 : text.indexOf(begin, to);
  }
}

/** What glyphs of a font mean: the `bfchar` and `bfrange` lines of its ToUnicode table (Adobe Technical Note 5411). */
function glyphTable(text: string): ReadonlyMap<number, string> {
  const table = new Map<number, string>();
  const letters = (hex: string) =>
    Buffer.from(hex.slice(0, hex.length - (hex.length % 4)), 'hex')
      .swap16()
      .toString('utf16le');
  for (const block of blocksOf(text, 'beginbfchar', 'endbfchar'))
    for (const [, from = '', to = ''] of block.matchAll(/<([0-9A-Fa-f]{1,4})>\s{0,4}<([0-9A-Fa-f]{4,16})>/g))
      table.set(Number.parseInt(from, 16), letters(to));
  for (const block of blocksOf(text, 'beginbfrange', 'endbfrange'))
    for (const [, from = '', last = '', to = ''] of block.matchAll(
      /<([0-9A-Fa-f]{1,4})>\s{0,4}<([0-9A-Fa-f]{1,4})>\s{0,4}<([0-9A-Fa-f]{4})>/g,
    )) {
      const start = Number.parseInt(from, 16);
      const length = Math.min(Number.parseInt(last, 16) - start, 0xffff);
      for (let step = 0; step <= length; step++)
        table.set(start + step, String.fromCharCode(Number.parseInt(to, 16) + step));
    }
  return table;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t', b: '', f: '' };
const literal = (text: string) =>
  text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8) & 0xff) : (ESCAPES[code] ?? code),
  );

/** A text (one that never ends is read once, not from each of its places), a gap in a line (`TJ`), or the operators that begin another line (ISO 32000-1, section 9.4). */
const SHOWN =
  /\(((?:[^()\\]|\\[\s\S]){0,8000})\)?|<([0-9A-Fa-f\s]{2,16000})>?|(-?\d{3,5}(?:\.\d{1,4})?)(?=[ \]<(])|(?<![A-Za-z])(T[dDm*]|ET|'|")(?![A-Za-z])/g;

/** The text that a page's stream shows, by `decode` where its glyphs are numbered. */
function shownText(stream: string, decode: (bytes: Buffer) => string): string {
  let text = '';
  for (const [, written, hex, gap, operator] of stream.matchAll(SHOWN)) {
    if (written !== undefined) text += decode(Buffer.from(literal(written), 'latin1'));
    else if (hex !== undefined) text += decode(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
    else if (gap !== undefined) text += Number(gap) < -180 ? ' ' : '';
    else if (operator !== undefined) text += '\n';
  }
  return text;
}

/**
 * The text of a PDF (ISO 32000-1): each page's stream as it is written, and once more by each font's table for fonts
 * whose glyphs are numbered, as Chinese ones are. Null where there is none: encrypted, scanned, or packed otherwise.
 */
export function pdfText(bytes: Buffer): string | null {
  const raw = bytes.toString('latin1');
  if (/\/Encrypt\s/.test(raw)) return null;
  const pages: string[] = [];
  const tables: ReadonlyMap<number, string>[] = [];
  let at = 0;
  for (let count = 0; count < MOST_STREAMS; count++) {
    const start = raw.indexOf('stream', at);
    if (start < 0) break;
    const from = start + 6 + (raw.startsWith('\r\n', start + 6) ? 2 : 1);
    const end = raw.indexOf('endstream', from);
    if (end < 0) break;
    at = end + 9;
    const above = raw.slice(Math.max(0, start - 2000), start);
    const dictionary = above.slice(Math.max(0, above.lastIndexOf('obj')));
    const content = unpackedStream(bytes.subarray(from, end), dictionary)?.toString('latin1');
    if (content === undefined) continue;
    if (content.includes('beginbf')) {
      if (tables.length < MOST_TABLES) tables.push(glyphTable(content));
    } else if (/(?:Tj|TJ|'|")\s/.test(content) && content.includes('BT')) pages.push(content);
  }
  const plain = pages.map((page) => shownText(page, (part) => part.toString('latin1')));
  const numbered = tables.flatMap((table) =>
    pages.map((page) =>
      shownText(page, (part) => {
        let text = '';
        for (let index = 0; index + 1 < part.length; index += 2)
          text += table.get(part.readUInt16BE(index)) ?? '';
        return text;
      }),
    ),
  );
  const text = [...plain, ...numbered].join('\n');
  return /\w{2}|\p{Script=Han}/u.test(text) ? text : null;
}
