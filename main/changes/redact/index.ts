import type { EditChange } from '../../contract/change';
import { inForms, randomTexts } from './forms';
import { inJson5 } from './json5';
import { replaced, type TextRange } from './ranges';
import { behindNames } from './text';
import { inXml } from './xml';

type Format = EditChange['format'];
/** Puts something else in a secret's place. */
type Hide = (secret: string) => string;

const byLength: Hide = (secret) => `‹${secret.length}›`;

const inAny = (text: string): readonly TextRange[] => [
  ...behindNames(text),
  ...inXml(text),
  ...inForms(text),
];

/**
 * The text with secrets replaced by their length: `token: "‹48›"`. What stands behind a secret's name, in any of the
 * shapes that settings, `.env` files, shells, services and XML write, in lists and objects too; keys in PEM; passwords
 * in addresses; keys by their issuer's prefix; and texts that look random, whatever their name. Line ends and all signs
 * around them stay, and what is hidden already stays as it is. A secret that looks like a word, behind a name that
 * nobody knows, can't be told.
 */
export const redact = (text: string, format: Format, hide: Hide = byLength): string =>
  replaced(text, [...(format === 'json5' ? inJson5(text) : []), ...inAny(text), ...randomTexts(text)], hide);

/** A command line without the secrets that no fix should have put there. Its paths are shown, however they look. */
export const redactCommand = (line: string): string => replaced(line, inAny(line), byLength);

/**
 * Both sides of an edit without their secrets. A new secret that is as long as an old one is marked, `‹48 *›`: else a
 * change of nothing but a secret would show as no change.
 */
export function redactSides(
  before: string,
  after: string,
  format: Format,
): { readonly before: string; readonly after: string } {
  const old = new Set<string>();
  const shown = redact(before, format, (secret) => {
    old.add(secret);
    return byLength(secret);
  });
  const lengths = new Set([...old].map(({ length }) => length));
  const marked = (secret: string) => `‹${secret.length} *›`;
  const redacted = redact(after, format, (secret) =>
    !old.has(secret) && lengths.has(secret.length) ? marked(secret) : byLength(secret),
  );
  // Secrets that only changed places.
  const same = before !== after && redacted === shown;
  return { before: shown, after: same ? redact(after, format, marked) : redacted };
}

export { isSecretName } from './names';
