/**
 * One entry of a `.env` file by the grammar of the package dotenv, with which OpenClaw reads such files (2026.9.6,
 * dist/dotenv-global: `parse` of dotenv): `KEY=value`, `KEY: value` and both after `export`, a value in ', " or `
 * that may go over lines, else up to a `#` or the line's end. Blanks before a name are none of the characters that
 * begin a line: a run of those would be read anew from each.
 */
const ENTRY =
  /^[^\S\r\n\u2028\u2029]*(?:export\s+)?([\w.-]+)(?:\s*=|:(?=\s))([^\S\r\n]*(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)|[^#\r\n]*)/gm;

/** The variables of a `.env` file; a name that comes twice has its last value. They may be secrets. */
export function parseDotenv(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = '', given = ''] of text.replace(/\r\n?/g, '\n').matchAll(ENTRY)) {
    const value = given.trim();
    const quote = /^(['"`])([\s\S]*)\1$/.exec(value);
    const plain = quote ? (quote[2] ?? '') : value;
    found[name] = value.startsWith('"') ? plain.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : plain;
  }
  return found;
}
