import type { KnownFolder } from './place-table';

/**
 * user-dirs.dirs(5): `XDG_DESKTOP_DIR="$HOME/桌面"`, the value absolute or under `$HOME`, escaped as in a shell.
 * A folder that is the home itself is how a user switches it off, so it is left out.
 */
export function parseUserDirs(text: string, home: string): Partial<Record<KnownFolder, string>> {
  const variables: Readonly<Record<string, KnownFolder>> = {
    DESKTOP: 'DESKTOP',
    DOCUMENTS: 'DOCUMENTS',
    DOWNLOAD: 'DOWNLOADS',
    PICTURES: 'PICTURES',
  };
  const found: Partial<Record<KnownFolder, string>> = {};
  for (const line of text.split('\n')) {
    const [, name = '', quoted = ''] = /^\s*XDG_(\w+)_DIR\s*=\s*"((?:\\.|[^"\\])*)"/.exec(line) ?? [];
    const folder = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const path = quoted.replace(/^\$HOME(?=\/|$)/, () => home).replace(/\\(.)/g, '$1');
    const plain = path.replace(/(?<!\/)\/+$/, '');
    if (folder && path.startsWith('/') && plain !== home && plain !== '') found[folder] = plain;
  }
  return found;
}

/**
 * What `reg query KEY` writes: four spaces, name, four spaces, type, four spaces, value
 * (learn.microsoft.com/windows-server/administration/windows-commands/reg-query). Names in lower case.
 */
export function parseRegistry(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const type = / {4}REG_(?:EXPAND_)?SZ {4}/.exec(line);
    if (type === null || type.index < 5 || !line.startsWith('    ')) continue;
    const value = line.slice(type.index + type[0].length).trimEnd();
    if (value !== '') values.set(line.slice(4, type.index).toLowerCase(), value);
  }
  return values;
}

/** The number in `    OEMCP    REG_SZ    936`, null when it isn't there. */
export function parseCodePage(stdout: Buffer): number | null {
  const number = Number(parseRegistry(stdout.toString('latin1')).get('oemcp'));
  return Number.isInteger(number) && number > 0 ? number : null;
}

/** Code pages of the console whose encoding the WHATWG Encoding standard knows: learn.microsoft.com/windows/win32/intl/code-page-identifiers. */
const ENCODINGS: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  65001: 'utf-8',
};

/** A console program's output. Plain ASCII needs no code page; null when the bytes can't be read for sure. */
export function decodeCodePage(bytes: Buffer, page: number | null): string | null {
  if (bytes.every((byte) => byte < 0x80)) return bytes.toString('latin1');
  const encoding = page === null ? undefined : ENCODINGS[page];
  try {
    return encoding ? new TextDecoder(encoding, { fatal: true }).decode(bytes) : null;
  } catch {
    return null;
  }
}
