import type { EditChange } from '../contract/change';
import { maskJson5 } from './mask-json5';
import { type Hide, maskText, OF_COMMANDS } from './mask-text';

type Format = EditChange['format'];

const byLength: Hide = (secret) => `‹${secret.length}›`;

/**
 * The text with secrets replaced by their length: `token: "‹48›"`. What stands behind a secret's name, in any of the
 * shapes that settings, `.env` files, shells and services write; keys in PEM; passwords in addresses; and texts that
 * look drawn, not written, whatever their name. Line ends stay. A secret that looks like a word, behind a name that
 * nobody knows, can't be told.
 */
export const maskSecrets = (text: string, format: Format, hide: Hide = byLength): string =>
  maskText(text, hide, format === 'json5' ? maskJson5 : undefined);

/** A command line without the secrets that no fix should have put there. */
export const maskCommand = (line: string): string => maskText(line, byLength, undefined, OF_COMMANDS);

/**
 * Both sides of an edit without their secrets. A new secret that is as long as an old one is marked, `‹48 *›`: else a
 * change of nothing but a secret would show as no change.
 */
export function maskSides(
  before: string,
  after: string,
  format: Format,
): { readonly before: string; readonly after: string } {
  const old = new Set<string>();
  const masked = maskSecrets(before, format, (secret) => {
    old.add(secret);
    return byLength(secret);
  });
  const lengths = new Set([...old].map(({ length }) => length));
  const marked = (secret: string) => `‹${secret.length} *›`;
  const told = maskSecrets(after, format, (secret) =>
    !old.has(secret) && lengths.has(secret.length) ? marked(secret) : byLength(secret),
  );
  // Secrets that only changed places.
  const same = before !== after && told === masked;
  return { before: masked, after: same ? maskSecrets(after, format, marked) : told };
}

export { isSecretName } from './secret-names';
