import { isSecret, isSecretName } from './names';
import { quotedAt } from './quoted';
import { isHidden, linesOf, type TextRange } from './ranges';

/** What was read behind a name. */
export interface Reading {
  /** Where it goes on. */
  readonly end: number;
  readonly ranges: readonly TextRange[];
}

/** How a value stands in its text. */
export interface ValueContext {
  readonly name: string;
  /** Its name is the first thing in its line: a bare value goes to the line's end. */
  readonly first: boolean;
  /** Spaces ahead of that line's first letter; what belongs to the name in the lines below has more. */
  readonly indent: number;
  /** The quote that encloses name and value, with its backslashes. */
  readonly enclosing?: string;
}

/** Settings beside a secret that say what it is or where it lies, not what it says. */
export const BESIDE =
  /^(?:enabled|mode|source|provider|type|kind|port|host|path|file|name|id|method|ttl.*|.*file|.*path)$/i;
const LITERAL = /^(?:true|false|null|none|undefined|yes|no|~)$/i;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const KEY = /[\p{L}\p{N}_$][\p{L}\p{N}_$.-]{0,100}/uy;
const BLOCK = /[|>][-+\d]{0,3}[\t ]*(?:#[^\r\n]*)?(?=\r?\n|$)/y;
const DASHES = /(?:-[\t ]+)*/y;
const COMMENTS = /(?:\/\*[^*]{0,1000}\*\/[\t ]*)+/y;
/** Quotes that look like ones: an input method or a chat put them there. */
const CURLED: Readonly<Record<string, string>> = {
  ...{ '“': '”', '”': '”', '‘': '’', '’': '’' },
  ...{ '「': '」', '『': '』', '＂': '＂', '＇': '＇' },
};
const LIST_ITEM = /[\t ]*-(?=\s)/y;

/** What ends a word in a shell, an address or a list. */
const STOPS = ' \t\r\n,;"\'`{}[]()<>&|';

const stuck = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};
const skip = (text: string, at: number, letters: string): number => {
  while (at < text.length && letters.includes(text.charAt(at))) at++;
  return at;
};
/** Reads values in one text. All readings together take no more steps than a few times its letters. */
export function valuesIn(text: string) {
  const lineOf = linesOf(text);
  const lineEnd = (at: number) => lineOf(at).end;
  /** Steps left for lists and objects whose end is looked for: a hostile text opens many and closes none. */
  let steps = 8 * text.length + 100_000;

  /** A single value, unless it says nothing secret. `of` is the name that made it one. */
  function scalar(of: string, name: string, from: number, to: number): readonly TextRange[] {
    const value = text.slice(from, to);
    if (value.trim() === '' || isHidden(value) || LITERAL.test(value)) return [];
    if (name !== of && BESIDE.test(name) && !isSecretName(name)) return [];
    if (/tokens$/i.test(of) && /^\d{1,9};?$/.test(value)) return [];
    return isSecret(isSecretName(name) ? name : 'secret', value) ? [{ from, to }] : [];
  }

  /** To the next sign that ends a word in a shell, an address or a list. */
  function word(at: number, stops: string): number {
    let end = at;
    while (end < text.length && !stops.includes(text.charAt(end))) end += text[end] === '\\' ? 2 : 1;
    return Math.min(end, text.length);
  }

  /** The values of a list or an object that begins here. Null where it has no end. */
  function bracketed(at: number, of: string): Reading | null {
    interface Frame {
      readonly closes: string;
      readonly keys: string[];
      readonly ranges: TextRange[];
      name: string;
    }
    const frames: Frame[] = [];
    let frame: Frame | undefined;
    for (let here = at; here < text.length && steps > 0; ) {
      steps--;
      const letter = text.charAt(here);
      const opens = CLOSING[letter];
      if (opens !== undefined) {
        if (frame) frames.push(frame);
        frame = { closes: opens, keys: [], ranges: [], name: frame?.name ?? of };
        here++;
      } else if (!frame) return null;
      else if (letter === frame.closes) {
        const refers = frame.keys.includes('source') && frame.keys.includes('id') && frame.keys.length <= 3;
        const ranges: readonly TextRange[] = refers ? [] : frame.ranges;
        const above = frames.pop();
        if (!above) return { end: here + 1, ranges };
        for (const range of ranges) above.ranges.push(range);
        frame = above;
        here++;
      } else if (/[\s,;)\]}]/.test(letter)) {
        if (letter === ',' || letter === ';') frame.name = of;
        here++;
      } else if (text.startsWith('//', here) || (letter === '#' && /\s/.test(text.charAt(here - 1))))
        here = lineEnd(here);
      else {
        const quoted = quotedAt(text, here);
        const key = quoted ? null : stuck(KEY, text, here);
        const [from, to, end] = quoted
          ? [quoted.from, quoted.to, quoted.end]
          : [here, word(here, ',;{}[]()"\'`\r\n'), 0];
        const behind = skip(text, quoted ? quoted.end : here + (key?.[0].length ?? 0), ' \t');
        const sign = /[:=]/.test(text.charAt(behind)) && (quoted || key) ? behind : -1;
        // `12345:abc` is a secret, `name: abc` and `name:"abc"` are a name and its value.
        const isKey =
          sign >= 0 &&
          (quoted !== null ||
            /[\s"'`{[\\]/.test(text.charAt(sign + 1)) ||
            /^[a-z_$]+$/i.test(key?.[0] ?? ''));
        if (isKey) {
          frame.name = quoted ? text.slice(from, to) : (key?.[0] ?? '');
          frame.keys.push(frame.name);
          here = skip(text, sign + 1, '>= \t');
        } else {
          let last = to;
          while (last > from && /\s/.test(text.charAt(last - 1))) last--;
          for (const range of scalar(of, frame.name, from, last)) frame.ranges.push(range);
          here = Math.max(quoted ? end : to, here + 1);
          steps -= (here - from) >> 3;
        }
      }
    }
    return null;
  }

  /** The lines below that have more spaces ahead than `indent`: `[from, to]` of each, blank ones left out. */
  function* below(at: number, indent: number, dashes: boolean): Generator<readonly [number, number]> {
    for (let start = text.indexOf('\n', at) + 1; start > 0 && start <= text.length; ) {
      const from = skip(text, start, ' \t');
      const to = lineEnd(from);
      if (from < to) {
        const deeper = from - start > indent;
        const item = dashes && from - start === indent && stuck(LIST_ITEM, text, start) !== null;
        if (!deeper && !item) return;
        yield [from, to];
      }
      start = text.indexOf('\n', to) + 1;
    }
  }

  /** YAML's block of text (`|`, `>`): all lines below it are one value. */
  function blockText(at: number, { indent }: ValueContext): Reading {
    const lines = [...below(at, indent, false)];
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last) return { end: lineEnd(at), ranges: [] };
    return { end: last[1], ranges: isHidden(text.slice(first[0])) ? [] : [{ from: first[0], to: last[1] }] };
  }

  /** What stands in the lines below a name: YAML's lists and maps, values on lines of their own. */
  function nested(at: number, standing: ValueContext): Reading | null {
    const ranges: TextRange[] = [];
    let end = -1;
    for (const [from, to] of below(at, standing.indent, true)) {
      if (from < end) continue;
      const content = from + (stuck(DASHES, text, from)?.[0].length ?? 0);
      const line = text.slice(content, to);
      const key = /^(["']?)([\p{L}\p{N}_$. -]{1,100}?)\1[\t ]*:(?=\s|$)/u.exec(line);
      const name = key?.[2] ?? standing.name;
      const value = content + (key?.[0].length ?? 0);
      const indent = content - lineOf(content).start;
      if (line.startsWith('#')) end = to;
      else {
        const reading =
          BESIDE.test(name) && name !== standing.name && !isSecretName(name)
            ? null
            : behind(value, { ...standing, first: true, indent: key ? indent : standing.indent }, name);
        for (const range of reading?.ranges ?? []) ranges.push(range);
        end = Math.max(to, reading?.end ?? to);
      }
    }
    return end < 0 ? null : { end, ranges };
  }

  /** Shells put what stands side by side together: `"a"'b'c`. */
  function together(
    from: number,
    ranges: readonly TextRange[],
    standing: ValueContext,
    name: string,
  ): Reading {
    const all = [...ranges];
    let end = from;
    while (/["'\w]/.test(text.charAt(end))) {
      const more = quotedAt(text, end);
      const to = more?.end ?? word(end, STOPS);
      if (to <= end) break;
      for (const range of scalar(standing.name, name, more?.from ?? end, more?.to ?? to)) all.push(range);
      end = to;
    }
    return { end, ranges: all };
  }

  function bare(at: number, standing: ValueContext, name: string): Reading {
    const { enclosing, first } = standing;
    if (enclosing !== undefined) {
      const close = text.slice(at, lineEnd(at)).indexOf(enclosing);
      if (close >= 0) return { end: at + close, ranges: scalar(standing.name, name, at, at + close) };
    }
    if (!first) {
      const scheme = /(?:bearer|basic|token)[\t ]+/iy;
      const from = at + (stuck(scheme, text, at)?.[0].length ?? 0);
      const end = word(from, STOPS);
      return together(end, end > from ? scalar(standing.name, name, at, end) : [], standing, name);
    }
    const end = lineEnd(at);
    let to = end;
    while (to > at && /[\t ,]/.test(text.charAt(to - 1))) to--;
    const comment = text.slice(at, to).search(/[\t ]#/);
    const valueEnd = comment < 0 ? to : at + comment;
    const plain = comment >= 0 && scalar(standing.name, name, at, valueEnd).length === 0;
    return { end, ranges: plain ? [] : scalar(standing.name, name, at, to) };
  }

  /** A value whose quote has no end, or is none to a program: to its like, else to the line's end. */
  function unclosed(at: number, standing: ValueContext, name: string): Reading {
    const end = lineEnd(at);
    const like = CURLED[text.charAt(at)];
    const close = like === undefined ? -1 : text.slice(at + 1, end).indexOf(like);
    let to = close < 0 ? end : at + 1 + close;
    while (to > at + 1 && /[\s,;{}[\]()]/.test(text.charAt(to - 1))) to--;
    return { end: close < 0 ? end : to + 1, ranges: scalar(standing.name, name, at + 1, to) };
  }

  /** What stands behind a sign. Null: nothing that could be a value. */
  function behind(start: number, standing: ValueContext, name = standing.name): Reading | null {
    let at = skip(text, start, ' \t');
    at += stuck(COMMENTS, text, at)?.[0].length ?? 0;
    // YAML's anchors and tags.
    for (const tag = /[&!][\w!.:/-]*[\t ]+/y; stuck(tag, text, at); ) at = tag.lastIndex;
    if (at >= lineEnd(at)) return standing.first ? nested(at, standing) : null;
    if (standing.first && stuck(BLOCK, text, at)) return blockText(at, standing);
    if (/[{[(]/.test(text.charAt(at))) {
      const reading = bracketed(at, standing.name);
      if (reading) return reading;
      const inside = nested(lineEnd(at), standing);
      const here = bare(at + 1, { ...standing, first: true }, name);
      return { end: inside?.end ?? here.end, ranges: [...here.ranges, ...(inside?.ranges ?? [])] };
    }
    if (text[at] === '$' && /["']/.test(text.charAt(at + 1))) at++;
    const quoted = quotedAt(text, at);
    if (!quoted)
      return /["'`“”‘’「『＂＇]/.test(text.charAt(at)) && !text.startsWith(standing.enclosing ?? '\n', at)
        ? unclosed(at, standing, name)
        : bare(at, standing, name);
    // A list or an object in quotes: JSON in a variable or in an argument.
    const inner = skip(text, quoted.from, ' \t\r\n');
    const within = /[{[]/.test(text.charAt(inner)) ? bracketed(inner, standing.name) : null;
    if (within && skip(text, within.end, ' \t\r\n') === quoted.to) return { ...within, end: quoted.end };
    const ranges = scalar(standing.name, name, quoted.from, quoted.to);
    return text[at] === '\\' ? { end: quoted.end, ranges } : together(quoted.end, ranges, standing, name);
  }

  return { behind, scalar };
}
