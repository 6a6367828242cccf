import { looksDrawn } from './random';
import { isSecret, isSecretName } from './secret-names';

/** Puts something else in a secret's place. */
export type Hide = (secret: string) => string;

const NAME = String.raw`[A-Za-z_$][\w.$-]{0,100}`;
const DONE = /^‹[^›\n]*›/;
/** Words before a name at the start of a line: shells, lists, comments. */
const BEFORE = String.raw`[\t ]*(?:(?:export|set|setx|env|declare -x|[-#;]+|//+|\*)[\t ]+)*`;

export type Rule = (text: string, hide: Hide) => string;

/** `NAME=value`, `name: value` at the start of a line: the value goes to the end of the line, spaces and all. */
const ofLine: Rule = (text, hide) =>
  text.replace(
    new RegExp(
      String.raw`^(${BEFORE}["']?)(${NAME})(["']?[\t ]*[:=][\t ]*)(?![{[(\s])([^\r\n]+?)([\t ]*,?)(?=\r?$)`,
      'gm',
    ),
    (whole, lead: string, name: string, sign: string, value: string, end: string) => {
      if (DONE.test(value.replace(/^["']/, ''))) return whole;
      const [, quote = '', inner = ''] = /^(["']?)([\s\S]*?)\1$/.exec(value) ?? [];
      // More may follow on the same line: `a: "…", b: "…"`, `A="…" program`.
      if (quote === '' && /["']/.test(value) && /^["']/.test(value)) return whole;
      if (quote && inner.includes(quote)) return whole;
      return isSecret(name, inner) ? `${lead}${name}${sign}${quote}${hide(inner)}${quote}${end}` : whole;
    },
  );

/** The same anywhere in a line, in quotes as a whole (`"NAME=a b"`), escaped (`\"name\":\"…\"`), or over several lines. */
const anywhere: readonly Rule[] = [
  (text, hide) =>
    text.replace(
      new RegExp(String.raw`(["'])(${NAME})(=|:[\t ]+)((?:(?!\1)[^\r\n])+)\1`, 'g'),
      (whole, quote: string, name: string, sign: string, value: string) =>
        isSecret(name, value) && !DONE.test(value) ? `${quote}${name}${sign}${hide(value)}${quote}` : whole,
    ),
  (text, hide) =>
    text.replace(
      new RegExp(
        String.raw`(\\*["'\x60]?)(${NAME})(\\*["'\x60]?\s*(?:[:=]|=>)\s*)(\\*)(["'\x60])((?:\\(?!\5)[\s\S]|(?!\4\5)[^\\])*?)\4\5`,
        'g',
      ),
      (whole, lead: string, name: string, sign: string, slash: string, quote: string, value: string) =>
        isSecret(name, value) && !DONE.test(value)
          ? `${lead}${name}${sign}${slash}${quote}${hide(value)}${slash}${quote}`
          : whole,
    ),
  // The value is only looked at, so that it may begin another: `Environment=NAME=value`, `--env=NAME=value`.
  (text, hide) => {
    const behind = new RegExp(
      String.raw`(?<![\w.$-])(${NAME})\s*(?:[:=]|=>)[\t ]*(?=((?:(?:bearer|basic|token)[\t ]+)?[^\s,;'"\x60{}[\]()<>&|]+))`,
      'gi',
    );
    let so = '';
    let at = 0;
    for (const { 0: lead, 1: name = '', 2: value = '', index } of text.matchAll(behind)) {
      const start = index + lead.length;
      if (start < at || DONE.test(value) || !isSecret(name, value)) continue;
      so += text.slice(at, start) + hide(value);
      at = start + value.length;
    }
    return so + text.slice(at);
  },
  // A list or an object behind a secret's name, in a text that could not be parsed.
  (text, hide) =>
    text.replace(
      new RegExp(String.raw`(${NAME})(["']?\s*[:=]\s*[[{])([^\]}]*)`, 'g'),
      (whole, name: string, sign: string, inside: string) =>
        isSecretName(name)
          ? `${name}${sign}${inside.replace(
              /(["'])((?:(?!\1)[^\\\n]|\\.)+)\1(?!\s*:)/g,
              (each, quote: string, value: string) =>
                DONE.test(value) ? each : `${quote}${hide(value)}${quote}`,
            )}`
          : whole,
    ),
];

/** Switches of programs: `--token x`, `--api-key=x`, `-u name:password`; launchd's and Windows' XML. */
const programs: readonly Rule[] = [
  (text, hide) =>
    text.replace(
      /(--?)([A-Za-z][\w-]*)((?:["']?\s+["']?)|=["']?)((?!-)[^\s"',]+|(?<=["'])[^"'\n]+)/g,
      (whole, dashes: string, name: string, sign: string, value: string) =>
        isSecretName(name) && !DONE.test(value) ? `${dashes}${name}${sign}${hide(value)}` : whole,
    ),
  (text, hide) =>
    text.replace(
      /((?:^|\s)(?:-u|--user)[\s=]+["']?[^\s:"']+:)([^\s"']+)/g,
      (_whole, lead: string, value: string) => `${lead}${DONE.test(value) ? value : hide(value)}`,
    ),
  (text, hide) =>
    text.replace(
      /(<key>|<string>--?)([^<]*)(<\/key>|<\/string>)(\s*<string>)([^<]*)(?=<\/string>)/g,
      (whole, open: string, name: string, close: string, sign: string, value: string) =>
        isSecret(name, value) && !DONE.test(value) ? `${open}${name}${close}${sign}${hide(value)}` : whole,
    ),
];

/** What is secret by its form, whatever its name: keys in PEM (RFC 7468), addresses with passwords, headers, drawn texts. */
const forms: readonly Rule[] = [
  (text, hide) =>
    text.replace(
      /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)(-----END|$(?![\s\S]))/g,
      (_whole, begin: string, body: string, end: string) =>
        `${begin}${body.trim() ? hide(body) : body}${end}`,
    ),
  (text, hide) =>
    text.replace(
      /\b([a-z][a-z\d+.-]*:\/\/)([^\s/?#@:"'<>]*)(?::([^\s/?#"'<>]*))?@(?=[\w[])/gi,
      (_whole, scheme: string, user: string, password?: string) => {
        const name = password === undefined && user.length >= 8 && !DONE.test(user) ? hide(user) : user;
        const rest = password === undefined ? '' : `:${DONE.test(password) ? password : hide(password)}`;
        return `${scheme}${name}${rest}@`;
      },
    ),
  (text, hide) =>
    text.replace(
      /([?&#;])([\w.-]{1,60})=([^\s&#"'<>]+)/g,
      (whole, lead: string, name: string, value: string) =>
        isSecret(name, value) && !DONE.test(value) ? `${lead}${name}=${hide(value)}` : whole,
    ),
  (text, hide) =>
    text.replace(
      /\b(bearer|basic)([\t ]+)([\w+/=.~-]{6,})/gi,
      (whole, scheme: string, space: string, value: string) =>
        /\d|[A-Z].*[a-z]|[a-z].*[A-Z]|[+/=]/.test(value) ? `${scheme}${space}${hide(value)}` : whole,
    ),
  (text, hide) => text.replace(/[\w+.~-]{12,}={0,2}/g, (run) => (looksDrawn(run) ? hide(run) : run)),
  (text, hide) =>
    text.replace(/(?<![\w/.~-])[A-Za-z\d+][\w+/=-]{31,}/g, (run) =>
      run.includes('/') && looksDrawn(run) ? hide(run) : run,
    ),
];

const ALL = [...forms.slice(0, 1), ofLine, ...anywhere, ...programs, ...forms.slice(1)];

/** For a command line, whose paths are shown as they are, however they look. */
export const OF_COMMANDS: readonly Rule[] = [...anywhere, ...programs, ...forms.slice(0, -2)];

/**
 * Hides secrets in any text; `first` may hide what it knows by the text's structure. Line ends stay, so that lines keep
 * their numbers.
 */
export function maskText(
  text: string,
  hide: Hide,
  first: Rule = (same) => same,
  rules: readonly Rule[] = ALL,
): string {
  // What is hidden already stands as a number meanwhile: no rule takes that for a secret, or a part of one.
  const parts: string[] = [];
  const once: Hide = (secret) => {
    parts.push(hide(secret));
    return `‹${parts.length - 1}›${secret.replace(/[^\n]/g, '')}`;
  };
  const masked = [first, ...rules].reduce((so, rule) => rule(so, once), text);
  return masked.replace(/‹(\d+)›/g, (whole, number: string) => parts[Number(number)] ?? whole);
}
