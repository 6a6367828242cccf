import { lineFinder } from './line-finder';
import type { Signal } from './types';

/** Letters and marks of scripts in which joiners, marks of direction and overrides are part of ordinary writing. */
const NEEDS_MARKS =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Kannada}\p{Script=Telugu}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Lao}]/u;
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\u{1d173}-\u{1d17a}]/gu;
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
/** U+E0020 to U+E007E stand for ASCII; after a black flag they make a country's. */
const TAGS = /(?<!\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{0,6})[\u{e0020}-\u{e007e}]{4,}/gu;
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/gu;

export interface HiddenText {
  readonly signals: readonly Signal[];
  /** What the hidden letters say, with the line they stand on. */
  readonly spelled: readonly { readonly text: string; readonly line: number }[];
}

/** Letters that nobody sees, and marks that show a text in another order than it is read (Trojan Source, CVE-2021-42574). */
export function hiddenText(text: string): HiddenText {
  const signals: Signal[] = [];
  const spelled: { text: string; line: number }[] = [];
  if (!/[\u0080-\uffff]/.test(text)) return { signals, spelled };
  const lineAt = lineFinder(text);
  for (const { 0: tags, index } of text.matchAll(TAGS)) {
    const line = lineAt(index);
    spelled.push({
      text: [...tags].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - 0xe0000)).join(''),
      line,
    });
    signals.push({ kind: 'hidden-text', line, what: 'tags' });
  }
  for (const { index } of text.matchAll(SELECTORS))
    signals.push({ kind: 'hidden-text', line: lineAt(index), what: 'selectors' });
  text.split('\n').forEach((row, at) => {
    if (row.length > 100_000 || NEEDS_MARKS.test(row)) return;
    const plain = row.replace(
      /\p{Extended_Pictographic}(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}])?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}])?){1,8}/gu,
      '',
    );
    const count = plain.match(INVISIBLE)?.length ?? 0;
    if (count >= 8) signals.push({ kind: 'hidden-text', line: at + 1, what: 'invisible' });
    const turned = row.match(DIRECTION)?.length ?? 0;
    if (turned >= 1 && /[\u202d\u202e]/.test(row))
      signals.push({ kind: 'hidden-text', line: at + 1, what: 'direction' });
    else if (turned >= 3) signals.push({ kind: 'hidden-text', line: at + 1, what: 'direction' });
  });
  return { signals, spelled };
}
