import { isSecret, isSecretName, mayBeSecretName } from './names';
import { quotedAt } from './quoted';
import { linesOf, type TextRange } from './ranges';
import { type Reading, type ValueContext, valuesIn } from './values';

/** A run of letters that may be a name: settings, variables, headers, switches; Chinese ones too. */
const WORD = /[A-Za-z_$\u4e00-\u9fff][\w.$\u4e00-\u9fff-]*/g;
/** What may stand ahead of a name that is the first in its line: shells' words, lists, comments, an object's beginning. */
const AHEAD =
  /^[\t ]*(?:(?:export|set|setx|setenv|env|declare|local|readonly|global|var|let|const|ENV|ARG|-[A-Za-z]{1,2}|[-#;*>]+|\/\/+)[\t ]+)*(?:\$env:|\$)?\\*["'`]?$/;
/** Words behind which a name and its value stand with nothing but a space between. */
const SETS = /(?:^|[\s&;|])(?:setx|setenv|set(?:[\t ]+-{1,2}[a-z]+){0,3}|ENV)[\t ]+$/;
const SIGN = /(?:=>|:=|\+=|\?=|[:：=](?![:=]))/y;
const LOGIN = /(?:^|\s)login\s{1,8}\S{1,48}\s{1,8}$/;
const MISFIT = /^["'`“”‘’＂＇「」『』][ \t]{0,4}[:：=]/;
const QUOTE_AHEAD = /(\\{0,15}["'`])(?:--?)?$/;

/** How far ahead of a name is looked for what it stands in, in letters. */
const NEAR = 64;

interface Word {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Ranges of what stands behind a secret's name in a text of any kind: `NAME=value`, `name: value`, `"name": […]`,
 * `--name value`, in quotes and in quotes within quotes.
 */
export function behindNames(text: string): readonly TextRange[] {
  const values = valuesIn(text);
  const ranges: TextRange[] = [];
  /** A setting called `value` before this place belongs to a `name`, which says whether it is a secret. */
  let paired = { until: -1, secret: false };

  const lineOf = linesOf(text);
  const skip = (at: number, letters: string) => {
    while (at < text.length && letters.includes(text.charAt(at))) at++;
    return at;
  };

  /** Where the value begins, and how name and value stand. Null: no value belongs to this word. */
  function findValue({ name, start, end }: Word): { at: number; standing: ValueContext } | null {
    const line = lineOf(start).start;
    const ahead = text.slice(Math.max(line, start - NEAR), start);
    const first = line >= start - NEAR && AHEAD.test(ahead);
    const quote = QUOTE_AHEAD.exec(ahead.slice(-18))?.[1];
    const closed = quote !== undefined && text.startsWith(quote, end);
    const indent = skip(line, ' \t') - line;
    let at = closed ? end + quote.length : end;
    // Quotes that don't fit each other, or are none to a program.
    const misfits = !closed && MISFIT.test(text.slice(end, end + 8));
    if (misfits) at++;
    const standing: ValueContext = {
      name,
      first: first && (quote === undefined || closed),
      indent,
      ...(quote !== undefined && !closed && !misfits && { enclosing: quote }),
    };
    if (text[at] === ']' && closed) at++;
    const sign = skip(at, closed ? ' \t\r\n' : ' \t');
    SIGN.lastIndex = sign;
    const matched = SIGN.exec(text)?.[0];
    if (matched !== undefined) {
      const behind = sign + matched.length;
      // In JSON the value may come on a line of its own.
      const jumped = skip(behind, ' \t\r\n');
      const lies = closed && /["'`{[\\]/.test(text.charAt(jumped)) ? jumped : behind;
      return { at: lies, standing };
    }
    // The sign was forgotten, or is another.
    const behindName = closed ? skip(sign, ':：;= \t') : at;
    if (behindName > at && quotedAt(text, behindName)) return { at: behindName, standing };
    const dashes = /(?:^|[\s"'`[(,>=])(--?)$/.exec(ahead)?.[1];
    if (dashes !== undefined && !name.startsWith('no-')) return afterSwitch(at, closed, standing);
    if (closed && /\(\s*\\*["'`]$/.test(ahead) && text[sign] === ',') {
      const next = skip(sign + 1, ' \t\r\n');
      return quotedAt(text, next) ? { at: next, standing: { ...standing, first: false } } : null;
    }
    if (SETS.test(ahead.replace(/(?<!\\)\\*["'`]$/, '')) && sign > at)
      return { at: sign, standing: { ...standing, first: true } };
    // A file for netrc(5): login and password, one after the other.
    if (
      sign > at &&
      /^pass(?:word|phrase)$/i.test(name) &&
      LOGIN.test(text.slice(Math.max(0, start - NEAR), start))
    )
      return { at: sign, standing: { ...standing, first: false } };
    return null;
  }

  /** `--token x`, `"--token" "x"`, `["--token", "x"]`; what begins with a dash is another switch. */
  function afterSwitch(at: number, closed: boolean, standing: ValueContext) {
    let next = skip(at, closed ? ' \t\r\n' : ' \t');
    if (closed && text[next] === ',') next = skip(next + 1, ' \t\r\n');
    if (next === at || next >= text.length || /[-\r\n|&;<>]/.test(text.charAt(next))) return null;
    const { enclosing: _, ...rest } = standing;
    return { at: next, standing: { ...rest, first: false } };
  }

  function read(word: Word, forced: boolean): Reading | null {
    const found = findValue(word);
    if (!found) return null;
    const { at, standing } = found;
    if (forced || isSecretName(word.name))
      return values.behind(at, forced ? { ...standing, name: 'secret' } : standing);
    const next = skip(at, ' \t');
    if (/[{[(|>\r\n]/.test(text.charAt(next))) return null;
    const reading = values.behind(at, { ...standing, first: false });
    const [range] = reading?.ranges ?? [];
    if (!reading || !range || !isSecret(word.name, text.slice(range.from, range.to))) return null;
    return standing.first && !quotedAt(text, next) ? values.behind(at, standing) : reading;
  }

  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match; match = WORD.exec(text)) {
    const { 0: run, index } = match;
    const word: Word = { name: run.slice(-120), start: index, end: index + run.length };
    const resume = word.end;
    if (/^(?:name|key|variable|header|header_?name)$/i.test(word.name)) {
      const found = findValue(word);
      const at = found ? skip(found.at, ' \t') : -1;
      const quoted = at < 0 ? null : quotedAt(text, at);
      const matched = quoted
        ? text.slice(quoted.from, quoted.to)
        : /^[\w.-]*/.exec(text.slice(at, at + 100))?.[0];
      if (matched) paired = { until: resume + 400, secret: isSecretName(matched) };
    }
    const belongs = index < paired.until && /^(?:value|val|content|data)$/i.test(word.name);
    const forced = belongs && paired.secret;
    if (belongs && !forced) continue;
    if (!forced && !isSecretName(word.name) && !mayBeSecretName(word.name)) continue;
    const reading = read(word, forced);
    if (!reading) continue;
    for (const range of reading.ranges) ranges.push(range);
    WORD.lastIndex = Math.max(resume, reading.end);
  }
  return [...ranges, ...inSections(text, values)];
}

/** Tables of TOML and INI whose name says that all in them is secret: `[credentials]`, `[auth.tokens]`. */
function inSections(text: string, values: ReturnType<typeof valuesIn>): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let secret = false;
  for (const { 0: line, index } of text.matchAll(/^[^\r\n]+/gm)) {
    const section = /^[\t ]*\[{1,2}([\w."' -]{1,100})\]{1,2}[\t ]*(?:[#;].*)?$/.exec(line)?.[1];
    if (section !== undefined) secret = isSecretName(section.split('.').at(-1)?.replace(/["' ]/g, '') ?? '');
    else if (secret) {
      const [lead, name = ''] = /^[\t ]*["']?([\w.-]{1,100})["']?[\t ]*=/.exec(line) ?? [];
      if (lead === undefined) continue;
      const standing = { name: 'secret', first: true, indent: 0 };
      for (const range of values.behind(index + lead.length, standing, name)?.ranges ?? [])
        ranges.push(range);
    }
  }
  return ranges;
}
