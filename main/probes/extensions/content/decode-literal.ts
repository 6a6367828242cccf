const BASE64 = /^[A-Za-z0-9+/_-]{12,}={0,2}$/;
const HEX = /^(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[\s,]?){8,}$/;

/** Text in which nearly every character can be read. */
function readable(bytes: Buffer): string | null {
  const wide = bytes.length > 7 && bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0;
  const text = bytes.toString(wide ? 'utf16le' : 'utf8');
  if (text.length < 6) return null;
  let odd = 0;
  for (const char of text) if (!/[\t\n\r\x20-\x7e\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/.test(char)) odd++;
  return odd * 20 <= text.length ? text : null;
}

/** What a literal says once base64 (either alphabet, UTF-8 or UTF-16), hexadecimal or its reverse is undone; null: nothing. */
export function decodeLiteral(literal: string): string | null {
  const text = literal.trim();
  if (text.length < 12) return null;
  const packed = text.replace(/[\r\n\s]+/g, '');
  if (HEX.test(packed)) {
    const decoded = readable(Buffer.from(packed.replace(/\\x|0x|%|,/g, ''), 'hex'));
    if (decoded !== null) return decoded;
  }
  if (!BASE64.test(packed) && !BASE64.test([...packed].reverse().join(''))) return null;
  // A word or path is base64 by chance: only what mixes cases or digits can be meant as such.
  if (/^[a-z]+$|^[A-Z]+$|^[\w-]+\/[\w/-]+$/.test(packed) && packed.length < 40) return null;
  return (
    readable(Buffer.from(packed, 'base64')) ?? readable(Buffer.from([...packed].reverse().join(''), 'base64'))
  );
}

/** Whether a long literal can only be packed code or data: dense, mixed, and no words in it. */
export const isDense = (literal: string): boolean =>
  literal.length >= 80 &&
  /^[A-Za-z0-9+/=_\\-]+$/.test(literal) &&
  /[A-Z]/.test(literal) &&
  /\d/.test(literal);
