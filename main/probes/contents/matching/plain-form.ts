/** Spaces, dashes and marks that look like ASCII's or like nothing, and the full-width forms (Unicode, blocks 2000 and FF00). */
const OTHER_FORMS =
  /[\u00a0\u00ad\u1680\u2000-\u200f\u2010-\u2015\u2028-\u202f\u205f\u2060\u2212\u3000\ufeff\uff01-\uff5e]|\ufe0f/g;

function asAscii(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return '-';
  if (
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060 ||
    code === 0xfe0f ||
    code === 0xfeff
  )
    return '';
  return code === 0x2028 || code === 0x2029 ? '\n' : ' ';
}

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  ndash: '-',
  mdash: '-',
  colon: ':',
};
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi;

function character(all: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
}

/**
 * A text as a person reads it: JSON's escapes undone, once or twice encoded alike (in `\n138…` the `n` is no letter of a
 * word, and many programs write Chinese as `\uXXXX`), HTML's entities, full-width letters and odd spaces as plain ones.
 */
export function plainForm(text: string): string {
  let plain = text;
  if (plain.includes('\\'))
    plain = plain
      .replace(/\\{1,8}u([0-9a-fA-F]{4})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
      .replace(/\\{1,8}[nrt]/g, '\n')
      .replace(/\\{1,8}(["'/])/g, '$1');
  if (plain.includes('&')) plain = plain.replace(ENTITY, character);
  return plain.replace(OTHER_FORMS, asAscii);
}

const TAG = /<\/?[a-z][^<>]{0,300}>|<!--[^<>]{0,300}-->/gi;

/** The text between the tags of HTML or XML; null where there are none. */
export const withoutTags = (text: string): string | null =>
  /<\/?[a-z]/i.test(text) ? text.replace(TAG, ' ').replace(/[ \t]{2,}/g, ' ') : null;
