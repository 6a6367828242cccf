import { unescapeText } from './unescape-text';

/** Where a command's own output or a file descriptor stands in an argument: the commands are in `inner`. */
export const SUBSTITUTED = '\ue000';

export interface ShellRedirect {
  readonly sign: string;
  readonly target: string;
}

/** One simple command: quotes undone, variables filled in whose value stands in the same text. */
export interface ShellCommand {
  readonly line: number;
  readonly args: readonly string[];
  readonly redirects: readonly ShellRedirect[];
  /** Commands whose output is put in: `$(…)`, backticks, `<(…)`. */
  readonly inner: readonly ShellPipeline[];
  /** What stands between `<<END` and `END`, or after `<<<`. */
  readonly input: string | null;
}
export type ShellPipeline = readonly ShellCommand[];

interface Value {
  readonly text: string;
  readonly inner: readonly ShellPipeline[];
}
export type ShellVariables = Map<string, Value>;

const DEEPEST = 8;
/** Variables that are made of themselves (`a=$a$a`) grow no further. */
const LONGEST_VALUE = 4096;
const MOST_INNER = 20;
const MOST_FILLED_IN = 256 * 1024;
const RESERVED = new Set(
  'if then else elif fi do done while until for in case esac function select time ! { } [[ ]]'.split(' '),
);

/**
 * Reads a shell script (POSIX and bash grammar as far as it decides what is run): quoting, continuation, comments,
 * substitutions, redirections, here documents, variables with a constant value. It takes whatever it is given and never
 * fails; time grows with the length of the text.
 */
export function parseShell(text: string, line = 1, variables: ShellVariables = new Map(), depth = 0) {
  return new ShellParser(text, line, variables, depth).pipelines();
}

class ShellParser {
  private at = 0;
  private filledIn = 0;
  private readonly documents: { end: string; put: (text: string) => void }[] = [];

  constructor(
    private readonly text: string,
    private line: number,
    private readonly variables: ShellVariables,
    private readonly depth: number,
  ) {}

  pipelines(): readonly ShellPipeline[] {
    const all: ShellPipeline[] = [];
    let pipeline: ShellCommand[] = [];
    while (this.at < this.text.length) {
      const command = this.command();
      if (command) pipeline.push(command);
      const sign = this.separator();
      if (sign === '|') continue;
      if (pipeline.length > 0) all.push(pipeline);
      pipeline = [];
    }
    if (pipeline.length > 0) all.push(pipeline);
    return all;
  }

  /** Goes past what ends a command and says what it was. */
  private separator(): string {
    const { text } = this;
    const char = text[this.at];
    if (char === undefined) return '';
    if (char === '|' && text[this.at + 1] !== '|') {
      this.at += text[this.at + 1] === '&' ? 2 : 1;
      return '|';
    }
    if (char === '\n') this.newLine();
    else this.at += /^(?:\|\||&&|;;)/.test(text.slice(this.at, this.at + 2)) ? 2 : 1;
    return char;
  }

  private newLine(): void {
    this.at++;
    this.line++;
    for (const { end, put } of this.documents.splice(0)) {
      const from = this.at;
      let to = this.text.length;
      while (this.at < this.text.length) {
        const next = this.text.indexOf('\n', this.at);
        const stop = next < 0 ? this.text.length : next;
        const begun = this.at;
        this.at = stop + 1;
        this.line++;
        if (this.text.slice(begun, stop).trim() !== end) continue;
        to = begun;
        break;
      }
      put(this.text.slice(from, to));
    }
  }

  private command(): ShellCommand | null {
    const { text } = this;
    const args: string[] = [];
    const redirects: ShellRedirect[] = [];
    const inner: ShellPipeline[] = [];
    let input: string | null = null;
    let line = 0;
    const made: { -readonly [K in keyof ShellCommand]: ShellCommand[K] } = {
      line,
      args,
      redirects,
      inner,
      input,
    };
    while (this.at < text.length) {
      const char = text[this.at] as string;
      if (char === ' ' || char === '\t' || char === '\r') this.at++;
      else if (char === '\\' && /^\\\r?\n/.test(text.slice(this.at, this.at + 3))) {
        this.at = text.indexOf('\n', this.at) + 1;
        this.line++;
      } else if (char === '#') {
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end;
      } else if ('|;\n)'.includes(char) || (char === '&' && text[this.at + 1] !== '>')) break;
      else if (char === '(') this.at++;
      else if ((char === '<' || char === '>') && text[this.at + 1] === '(') {
        line ||= this.line;
        const value = this.word();
        args.push(value.text);
        inner.push(...value.inner);
      } else if (/^(?:\d?[<>]|&>)/.test(text.slice(this.at, this.at + 2))) {
        const sign =
          /^(?:\d?(?:<<<|<<-?|<>|<&|<|>>|>&|>\||>)|&>>?)/.exec(text.slice(this.at, this.at + 4))?.[0] ?? '>';
        this.at += sign.length;
        while (text[this.at] === ' ') this.at++;
        const begun = this.at;
        const value = this.word();
        if (this.at === begun) this.at++;
        if (sign.startsWith('<<') && sign !== '<<<') {
          this.documents.push({ end: value.text, put: (document) => (made.input = document) });
        } else if (sign === '<<<') {
          input = value.text;
          inner.push(...value.inner);
        } else {
          redirects.push({ sign: sign.replace(/^\d/, ''), target: value.text });
          inner.push(...value.inner);
        }
      } else {
        line ||= this.line;
        const begun = this.at;
        const value = this.word();
        if (this.at === begun) this.at++;
        inner.push(...value.inner);
        if (args.length === 0 && this.assigned(text.slice(begun, this.at), value)) continue;
        if (args.length === 0 && (RESERVED.has(value.text) || value.text === '')) continue;
        args.push(value.text);
      }
    }
    if (args.length === 0 && redirects.length === 0 && inner.length === 0) return null;
    if (input !== null) made.input = input;
    made.line = line || this.line;
    return made;
  }

  /** `name=value` before a command: remembers the value. */
  private assigned(raw: string, { text, inner }: Value): boolean {
    const name = /^([A-Za-z_]\w*)\+?=/.exec(raw)?.[1];
    if (name === undefined) return false;
    const value = text.slice(text.indexOf('=') + 1);
    this.variables.set(name, { text: value.slice(0, LONGEST_VALUE), inner: inner.slice(0, MOST_INNER) });
    return true;
  }

  private word(): Value {
    const { text } = this;
    let made = '';
    const inner: ShellPipeline[] = [];
    const add = (value: Value) => {
      made += value.text;
      inner.push(...value.inner);
    };
    while (this.at < text.length) {
      const char = text[this.at] as string;
      if (' \t\r\n|;&'.includes(char) || (char === ')' && made !== '(')) break;
      if ((char === '<' || char === '>') && text[this.at + 1] === '(' && made === '') {
        this.at++;
        add(this.substitution(')'));
      } else if (char === '<' || char === '>') break;
      else if (char === "'") {
        const end = text.indexOf("'", this.at + 1);
        const stop = end < 0 ? text.length : end;
        made += this.take(this.at + 1, stop);
        this.at = stop + 1;
      } else if (char === '"') add(this.doubleQuoted());
      else if (char === '$' && text[this.at + 1] === "'") {
        const end = /(?<!\\)'/g;
        end.lastIndex = this.at + 2;
        const stop = end.exec(text)?.index ?? text.length;
        made += unescapeText(this.take(this.at + 2, stop));
        this.at = stop + 1;
      } else if (char === '$' || char === '`') add(this.expansion());
      else if (char === '\\') {
        if (text[this.at + 1] === '\n') this.line++;
        else made += text[this.at + 1] ?? '';
        this.at += 2;
      } else {
        made += char;
        this.at++;
      }
    }
    return { text: made, inner };
  }

  private take(from: number, to: number): string {
    const part = this.text.slice(from, to);
    for (const char of part) if (char === '\n') this.line++;
    return part;
  }

  private doubleQuoted(): Value {
    const { text } = this;
    let made = '';
    const inner: ShellPipeline[] = [];
    this.at++;
    while (this.at < text.length && text[this.at] !== '"') {
      const char = text[this.at] as string;
      if (char === '$' || char === '`') {
        const value = this.expansion();
        made += value.text;
        inner.push(...value.inner);
        continue;
      }
      if (char === '\n') this.line++;
      if (char === '\\' && /["\\$`\n]/.test(text[this.at + 1] ?? '')) {
        this.at++;
        if (text[this.at] === '\n') this.line++;
        else made += text[this.at];
      } else made += char;
      this.at++;
    }
    this.at++;
    return { text: made, inner };
  }

  private expansion(): Value {
    const { text } = this;
    if (text[this.at] === '`') return this.substitution('`');
    const next = text[this.at + 1] ?? '';
    if (next === '(') {
      this.at++;
      return this.substitution(')');
    }
    const named = /^\$(?:\{([A-Za-z_]\w*)[^}]{0,200}\}|([A-Za-z_]\w*))/.exec(
      text.slice(this.at, this.at + 260),
    );
    if (!named) {
      this.at++;
      return { text: '$', inner: [] };
    }
    this.at += named[0].length;
    const known = this.variables.get(named[1] ?? named[2] ?? '');
    this.filledIn += known?.text.length ?? 0;
    return known && this.filledIn < MOST_FILLED_IN ? known : { text: named[0], inner: [] };
  }

  /** What stands up to the bracket or backtick that closes it, read as commands of their own. */
  private substitution(close: string): Value {
    const from = this.at + 1;
    const to = closing(this.text, from, close);
    const code = this.text.slice(from, to);
    const inner = this.depth < DEEPEST ? parseShell(code, this.line, this.variables, this.depth + 1) : [];
    this.take(from, to);
    this.at = to + 1;
    return { text: SUBSTITUTED, inner };
  }
}

/** Where the bracket that was opened before `from` is closed, quotes and brackets within passed over. */
function closing(text: string, from: number, close: string): number {
  let open = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === close && open === 0) return at;
    else if (close === ')' && (char === "'" || char === '"')) quote = char;
    else if (close === ')' && char === '(') open++;
    else if (close === ')' && char === ')') open--;
  }
  return text.length;
}
