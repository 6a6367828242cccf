import { isSecret } from './names';
import { looksRandom } from './random';
import { isHidden, type TextRange } from './ranges';

const group = (match: RegExpMatchArray, number: number): TextRange | null => {
  const [from, to] = match.indices?.[number] ?? [0, 0];
  return to > from && !isHidden(match[number] ?? '') ? { from, to } : null;
};

/** Ranges of one group of a pattern, where `fits` says so. */
function each(
  text: string,
  pattern: RegExp,
  number: number,
  fits: (match: RegExpMatchArray) => boolean = () => true,
): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    const range = fits(match) ? group(match, number) : null;
    if (range) found.push(range);
  }
  return found;
}

/** Keys as RFC 7468 and RFC 4880 write them, from their first line to their last. */
const pem = (text: string) =>
  each(
    text,
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s){0,8}([\s\S]*?)(?:(?:\\[rn]|\s){0,8}-----END|$(?![\s\S]))/dg,
    1,
  );

/** `scheme://name:password@host`, and `scheme://token@host`. */
const addresses = (text: string): readonly TextRange[] => {
  const found: TextRange[] = [];
  for (const match of text.matchAll(/:\/\/([^\s/?#@:"'<>]*)(?::([^\s/?#"'<>]*))?@(?=[\w[])/dg)) {
    const password = match[2] !== undefined;
    if (!password && (match[1] ?? '').length < 8) continue;
    const range = group(match, password ? 2 : 1);
    if (range) found.push(range);
  }
  return found;
};

const queries = (text: string) =>
  each(text, /[?&#;]([\w.-]{1,60})=([^\s&#"'<>]+)/dg, 2, ([, name = '', value = '']) =>
    isSecret(name, value),
  );

const headers = (text: string) =>
  each(
    text,
    /\b(?:bearer|basic)[\t ]{1,8}([\w+/=.~-]{6,})/dgi,
    1,
    ([, value = '']) => /[\d+/=]/.test(value) || (/[A-Z]/.test(value) && /[a-z]/.test(value)),
  );

/** Switches of well-known programs that say nothing themselves: curl -u, mysql -p, sshpass -p, docker login -p. */
const switches = (text: string): readonly TextRange[] => [
  ...each(
    text,
    /(?:^|\s)(?:-u|--user)[\s=]{1,8}["']?[^\s:"']{1,200}:([^\s"']+)/dgm,
    1,
    ([, value = '']) => !/^\d{1,5}$/.test(value),
  ),
  ...each(text, /\b(?:mysql|mysqldump|mariadb)\b[^\n|;&]{0,200}?\s-p([^\s"'-][^\s"']*)/dg, 1),
  ...each(
    text,
    /\b(?:sshpass|docker[\t ]+login|podman[\t ]+login)\b[^\n|;&]{0,200}?\s-p[\t ]*["']?([^\s"']+)/dg,
    1,
  ),
];

/**
 * How a key begins as its issuer writes it, whatever stands around it: model providers, code hosts, clouds, chats, and
 * JSON web tokens (RFC 7519). Telegram's begin with the bot's number.
 */
const ISSUED =
  /(?:(?<![A-Za-z\d])|(?<=\\[nrt]))(?:(?:sk|pk|rk)[-_](?=[\w-]{0,80}\d)[\w-]{10,}|gh[pousr]_\w{10,}|github_pat_\w{10,}|glpat-[\w-]{10,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,}|(?:AKIA|ASIA)[A-Z\d]{12,}|AIza[\w-]{20,}|ya29\.[\w-]{10,}|(?:hf|gsk|npm)_[A-Za-z\d]{16,}|(?:xai|tvly|pypi|dop|shpat|figd|ntn|lin_api|r8|fw|nvapi|pplx|csk)[-_](?=[\w-]{0,80}\d)[\w-]{12,}|LTAI[A-Za-z\d]{12,}|AKLT[\w-]{12,}|AKID[\w-]{12,}|bce-v3\/[\w/-]{12,}|eyJ[\w-]{10,}(?:\.[\w-]*){0,4}|\d{8,10}:[\w-]{30,})/dg;
const issued = (text: string) => each(text, ISSUED, 0);

/** What is secret by its form alone. */
export const inForms = (text: string): readonly TextRange[] =>
  [pem, addresses, queries, headers, switches, issued].flatMap((find) => find(text));

/** Texts that nobody wrote, whatever their name. Not in command lines, whose paths are shown as they are. */
export const randomTexts = (text: string): readonly TextRange[] => [
  ...each(text, /(?<!\\)[\w+.~-]{12,}={0,2}/dg, 0, ([run]) => looksRandom(run)),
  ...each(
    text,
    /(?<![\w/.~\\-])[A-Za-z\d+][\w+/=-]{31,}/dg,
    0,
    ([run]) => run.includes('/') && looksRandom(run),
  ),
];
