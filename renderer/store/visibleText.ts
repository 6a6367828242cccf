/** Turns of the writing direction and control characters, by which a name can pose as another (unicode.org/reports/tr36). */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

const name = (character: string) =>
  `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`;

/**
 * The same plain data with every such character spelled out: names of files are other people’s words,
 * and what stands on the page must be what stands on the disk.
 */
export function visible<T>(value: T): T;
export function visible(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(HIDDEN, name);
  if (Array.isArray(value)) return value.map((each) => visible(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visible(each)]));
}
