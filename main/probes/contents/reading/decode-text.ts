import { type ContentKind, isUtf8Part } from './content-kind';

/** Bytes of a text as UTF-8; those that are UTF-8 come back as they are. GB 18030 is what Chinese Windows saves plain text in. */
export function asUtf8(bytes: Buffer, kind: ContentKind): Buffer {
  if (kind === 'utf16le') return Buffer.from(bytes.subarray(0, bytes.length & ~1).toString('utf16le'));
  if (kind === 'utf16be') {
    const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
    return Buffer.from(swapped.toString('utf16le'));
  }
  if (isUtf8Part(bytes)) return bytes;
  return Buffer.from(new TextDecoder('gb18030').decode(bytes));
}

/** A base64 text of this length at the least is tried; shorter ones are names and numbers. */
const LEAST_BASE64 = 48;
const MOST_BLOCKS = 2000;

const isReadable = (bytes: Buffer) => {
  if (bytes.length < 16 || !isUtf8Part(bytes)) return false;
  for (const byte of bytes.subarray(0, 4096))
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127) return false;
  return true;
};

/** Texts in base64 within a text: bodies of mails and messages (RFC 2045, section 6.8; RFC 4648, section 5), each decoded. */
export function* base64Texts(text: string): Generator<string> {
  let block = '';
  let end = -1;
  let count = 0;
  const decoded = function* () {
    if (block.length < LEAST_BASE64 || ++count > MOST_BLOCKS) return;
    const bytes = Buffer.from(block, 'base64');
    if (isReadable(bytes)) yield bytes.toString('utf8');
  };
  for (const match of text.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)) {
    const between = text.slice(end, Math.min(match.index, end + 3));
    if (block && match.index - end <= 2 && /^\r?\n$/.test(between)) block += match[0];
    else {
      yield* decoded();
      block = match[0];
    }
    end = match.index + match[0].length;
  }
  // The last line of a body may be short.
  const [rest = ''] =
    /^\r?\n[A-Za-z0-9+/_-]{1,19}={0,2}(?![A-Za-z0-9+/_=-])/.exec(text.slice(Math.max(0, end), end + 26)) ??
    [];
  block += rest.trim();
  yield* decoded();
}

/** Quoted-printable undone (RFC 2045, section 6.7); null where the text has none. */
export function unquotedPrintable(text: string): string | null {
  if (!/=\r?\n|=3D|(?:=[0-9A-F]{2}){2}|=3A/.test(text)) return null;
  const joined = text.replace(/=[ \t]{0,4}\r?\n/g, '');
  return joined.replace(/(?:=[0-9A-F]{2}){1,400}/g, (codes) =>
    Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
