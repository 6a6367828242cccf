import { isPair } from './addresses';
import type { MatchHandler } from './match-handler';
import { isPlaceholder, looksDrawn } from './placeholders';
import { namesSecret } from './secret-names';

/** Rows of one table that are looked at; more say the same. */
const MOST_ROWS = 2000;
const MOST_COLUMNS = 60;

/** The fields of one line; quotes hold a separator (RFC 4180). */
function fieldsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator, MOST_COLUMNS).map((field) => field.trim());
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const letter of line.slice(0, 20_000)) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...fields, field.trim()];
}

const isField = (field: string) =>
  field.length <= 40 &&
  (namesSecret(field) || /^(?:密码|口令|password|passwd|pwd|pass|登录密码|账号密码)$/i.test(field));

/** What a cell of such a column holds: anything that is no placeholder and no sentence. */
const isCell = (cell: string) =>
  cell.length >= 6 &&
  cell.length <= 300 &&
  !/\s/.test(cell) &&
  !isPlaceholder(cell) &&
  /[^-:=*]/.test(cell) &&
  (/\d/.test(cell) || looksDrawn(cell) || /[!@#$%^&*]/.test(cell));

/** Exports of password managers and tables of notes: a column that is called a secret, and what stands below. */
export function findTabledSecrets(text: string, heard: MatchHandler): void {
  if (!/pass|pwd|secret|token|key|密|口令|令牌/i.test(text)) return;
  const lines = text.split(/\r?\n/, 20_000);
  for (let at = 0; at + 1 < lines.length; at++) {
    const head = lines[at] ?? '';
    if (head.length > 1000) continue;
    const separator = ['|', '\t', ',', ';'].find((each) => head.includes(each));
    if (separator === undefined) continue;
    const columns = fieldsOf(head, separator);
    if (columns.length < 2 || columns.some((field) => field.length > 60)) continue;
    const secret = columns.flatMap((field, index) => (isField(field) ? [index] : []));
    if (secret.length === 0 || secret.length > 4) continue;
    let row = at + 1;
    for (; row < Math.min(lines.length, at + MOST_ROWS); row++) {
      const cells = fieldsOf(lines[row] ?? '', separator);
      if (cells.length !== columns.length) break;
      for (const index of secret) {
        const cell = (cells[index] ?? '').replace(/^`|`$/g, '');
        if (isCell(cell)) heard('password', cell);
      }
    }
    // What belonged to this table is the head of no other.
    at = row - 1;
  }
}

/** Names of cookies that sign somebody in. */
const SIGNS_IN =
  /sess|token|auth|\bsid\b|_sid|sid$|login|jwt|ticket|passport|remember|credential|^z_c0$|^SUB$|^SID$|uid_tt|csrf/i;
const isCookieValue = (value: string) =>
  value.length >= 16 && !isPlaceholder(value) && /\d/.test(value) && /[A-Za-z]/.test(value);

/** Cookies of a request, of a browser's or curl's jar (curl.se/docs/http-cookies.html), and sign-ins of containers' registries. */
export function findCookies(text: string, heard: MatchHandler): void {
  if (/cookie/i.test(text))
    for (const [, pairs = ''] of text.matchAll(
      /(?:^|[\n"'{ ])(?:set-)?cookie["']?\s{0,3}[:=]\s{0,3}["']?([^\n"']{8,8000})/gi,
    ))
      for (const pair of pairs.split(';', 200)) {
        const [name = '', value = ''] = pair.trim().split('=', 2);
        if (SIGNS_IN.test(name) && isCookieValue(value)) heard('cookie', value);
      }
  if (text.includes('\t'))
    for (const [, name = '', value = ''] of text.matchAll(
      /^[^\t\n]{1,255}\t(?:TRUE|FALSE)\t[^\t\n]{0,1000}\t(?:TRUE|FALSE)\t\d{1,14}\t([^\t\n]{1,200})\t([^\t\n]{1,8000})$/gm,
    ))
      if (SIGNS_IN.test(name) && isCookieValue(value)) heard('cookie', value);
  if (/"name"/.test(text))
    for (const [, name = '', value = ''] of text.matchAll(
      /"name"\s{0,3}:\s{0,3}"([\w.-]{1,80})",[^{}]{0,300}?"value"\s{0,3}:\s{0,3}"([^"\n]{6,4000})"/g,
    ))
      if (SIGNS_IN.test(name) && isCookieValue(value)) heard('cookie', value);
  if (text.includes('auth'))
    for (const [, value = ''] of text.matchAll(/"_?auth"\s{0,3}:\s{0,3}"([A-Za-z0-9+/=]{8,400})"/g))
      if (isPair(value)) heard('registry-login', value);
}

/** Lines of PostgreSQL's password file, `host:port:database:user:password` (documentation, section 34.16). */
export function findPasswordFileLines(text: string, heard: MatchHandler): void {
  for (const [, value = ''] of text.matchAll(
    /^[^\s:#][^\s:]{0,255}:(?:\d{1,5}|\*):[^\s:]{1,100}:[^\s:]{1,100}:([^\s:][^\n]{3,200})$/gm,
  ))
    if (!isPlaceholder(value)) heard('password', value);
}
