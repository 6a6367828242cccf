import { breathe } from './bounds';

const PIECE = 256 * 1024;
const OVERLAP = 1024;

/**
 * Bytes as text; null when they are none (a picture, an archive). UTF-8, UTF-16 with its mark, and GB 18030, in which
 * Chinese Windows saves plain text.
 */
export function textOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes.subarray(0, 8192).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * JSON's escapes undone, once or twice encoded alike: in `\n138…` the `n` is no letter of a word,
 * and many programs write Chinese as `\uXXXX`.
 */
export const unescaped = (text: string): string =>
  text.includes('\\')
    ? text
        .replace(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/\\+[nrt]/g, '\n')
    : text;

/**
 * A text in pieces that are quick to search, with a turn of the event loop between them. Neighbours overlap,
 * so that nothing shorter than 1,000 characters is cut; the same thing may come twice.
 */
export async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += PIECE) {
    if (at > 0) await breathe();
    yield text.slice(Math.max(0, at - OVERLAP), at + PIECE);
  }
}
