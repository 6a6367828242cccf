import { decodeLiteral } from './decode-literal';
import { unescapeText } from './unescape-text';

/** A piece of code: a name, a text (literals that are joined are one), a number or a sign. `end` ends a statement. */
export interface CodeToken {
  readonly type: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly value: string;
  readonly line: number;
  /** What a text says once it is decoded. */
  readonly decoded?: string;
}

type Style = 'python' | 'javascript';

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|\d[\d_.]*/y;
const SIGN = /=>|\?\.|\.\.\.|[=!<>]==?|\+=|\*\*|&&|\|\||\?\?|:=|->|[^\s]/uy;

/** Reads code into pieces and undoes what hides a text in it: escapes, joining, lists of character codes, encodings. */
export function codeTokens(text: string, style: Style): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  new Lexer(text, style, tokens).run(1);
  return join(tokens, /b64|base64|fromhex|unhexlify|atob|hex|rot13|decode|reverse|::-1/i.test(text));
}

class Lexer {
  private open = 0;
  constructor(
    private readonly text: string,
    private readonly style: Style,
    private readonly tokens: CodeToken[],
  ) {}

  run(from: number): void {
    const { text, style } = this;
    let line = from;
    const push = (type: CodeToken['type'], value: string) => this.tokens.push({ type, value, line });
    let at = 0;
    while (at < text.length) {
      const char = text[at] as string;
      if (char === '\n') {
        if (this.open === 0) push('end', '\n');
        line++;
        at++;
      } else if (/\s/.test(char)) at++;
      else if (char === '\\' && text[at + 1] === '\n') at++;
      else if (this.comment(at)) {
        const block = style === 'javascript' && text[at + 1] === '*';
        const end = block ? text.indexOf('*/', at + 2) : text.indexOf('\n', at);
        const stop = end < 0 ? text.length : block ? end + 2 : end;
        line += lines(text.slice(at, stop));
        at = stop;
      } else if (char === '"' || char === "'" || (char === '`' && style === 'javascript')) {
        const begun = at;
        at = this.literal(at, line, '');
        line += lines(text.slice(begun, at));
      } else if (style === 'javascript' && char === '/' && this.startsPattern()) {
        const stop = patternEnd(text, at);
        push('text', '');
        at = stop;
      } else {
        NAME.lastIndex = at;
        const name = NAME.exec(text)?.[0];
        if (name !== undefined) {
          const quote = text[at + name.length];
          if (style === 'python' && (quote === '"' || quote === "'") && /^[rbfu]{1,2}$/i.test(name)) {
            const begun = at;
            at = this.literal(at + name.length, line, name.toLowerCase());
            line += lines(text.slice(begun, at));
            continue;
          }
          push('name', name);
          at += name.length;
          continue;
        }
        NUMBER.lastIndex = at;
        const number = NUMBER.exec(text)?.[0];
        SIGN.lastIndex = at;
        const sign = number ?? SIGN.exec(text)?.[0] ?? char;
        if (number === undefined) {
          if ('([{'.includes(sign) && (sign !== '{' || style === 'python')) this.open++;
          if (')]}'.includes(sign) && (sign !== '}' || style === 'python'))
            this.open = Math.max(0, this.open - 1);
        }
        if (sign === ';') push('end', sign);
        else push(number === undefined ? 'sign' : 'number', sign);
        at += sign.length;
      }
    }
    push('end', '\n');
  }

  private comment(at: number): boolean {
    const { text, style } = this;
    if (style === 'python') return text[at] === '#';
    return text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*')
      ? true
      : text[at] === '#' && text[at + 1] === '!' && at === 0;
  }

  private startsPattern(): boolean {
    const last = this.tokens.at(-1);
    if (!last || last.type === 'end') return true;
    if (last.type === 'sign') return !')]}'.includes(last.value);
    return (
      last.type === 'name' &&
      /^(?:return|typeof|case|in|of|delete|void|throw|new|await|yield)$/.test(last.value)
    );
  }

  /** A literal from its quote on; code within `${…}` or `{…}` is read as code. Returns where it ends. */
  private literal(from: number, line: number, prefix: string): number {
    const { text, style } = this;
    const quote = text[from] as string;
    const long = style === 'python' && text.startsWith(quote.repeat(3), from);
    const close = long ? quote.repeat(3) : quote;
    const raw = prefix.includes('r');
    const formatted = quote === '`' ? '${' : prefix.includes('f') ? '{' : '';
    let at = from + close.length;
    let begun = at;
    const push = (type: CodeToken['type'], value: string) => this.tokens.push({ type, value, line });
    const put = (to: number) =>
      push('text', raw ? text.slice(begun, to) : unescapeText(text.slice(begun, to)));
    const plus = () => push('sign', '+');
    while (at < text.length && !text.startsWith(close, at)) {
      if (text[at] === '\\') at += 2;
      else if (text[at] === '\n' && !long && quote !== '`') break;
      else if (formatted === '{' && text.startsWith('{{', at)) at += 2;
      else if (formatted !== '' && text.startsWith(formatted, at)) {
        put(at);
        const inside = at + formatted.length;
        const stop = braceEnd(text, inside);
        plus();
        push('sign', '(');
        const code = text.slice(inside, stop);
        const inner: CodeToken[] = [];
        if (code.length < 2000)
          new Lexer(
            style === 'python' ? code.replace(/(?:![rsa])?(?::[^:]{0,20})?$/, '') : code,
            style,
            inner,
          ).run(line);
        for (const each of inner) if (each.type !== 'end') this.tokens.push(each);
        push('sign', ')');
        plus();
        at = stop + 1;
        begun = at;
      } else at++;
    }
    put(Math.min(at, text.length));
    return Math.min(text.length, at + close.length);
  }
}

function braceEnd(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') open++;
    else if (text[at] === '}' && open-- === 0) return at;
    else if (text[at] === '`' && open === 0) return at;
  }
  return text.length;
}

function patternEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '\n') return from + 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return from + 1;
}

function lines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Texts that are joined become one; what they say decoded stands beside; lists of character codes become texts. */
function join(tokens: readonly CodeToken[], decodes: boolean): readonly CodeToken[] {
  const all: CodeToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    const last = all.at(-1);
    const before = all.at(-2);
    if (token.type === 'text' && last?.type === 'text') {
      all[all.length - 1] = {
        ...last,
        value: last.value.length < 100_000 ? last.value + token.value : last.value,
      };
      continue;
    }
    if (token.type === 'text' && last?.type === 'sign' && last.value === '+' && before?.type === 'text') {
      all.splice(-2, 2, {
        ...before,
        value: before.value.length < 100_000 ? before.value + token.value : before.value,
      });
      continue;
    }
    if (token.value === '[' || token.value === '(') {
      const listed = listAt(tokens, at);
      if (listed) {
        all.push({ type: 'text', value: listed.value, line: token.line });
        at = listed.at;
        continue;
      }
    }
    all.push(token);
  }
  return decodes
    ? all.map((token) => {
        const decoded = token.type === 'text' ? decodeLiteral(token.value) : null;
        return decoded === null ? token : { ...token, decoded };
      })
    : all;
}

/** `[104, 116, …]` as text, `['a', 'b'].join('/')` too. */
function listAt(tokens: readonly CodeToken[], from: number): { value: string; at: number } | null {
  const codes: number[] = [];
  const texts: string[] = [];
  let at = from + 1;
  for (; at < tokens.length && at < from + 20_000; at++) {
    const token = tokens[at] as CodeToken;
    if (token.type === 'number') codes.push(Number(token.value));
    else if (token.type === 'text') texts.push(token.value);
    else if (token.value !== ',' && token.type !== 'end') break;
  }
  if (!/[\])]/.test(tokens[at]?.value ?? '')) return null;
  if (
    texts.length === 0 &&
    codes.length >= 5 &&
    codes.every((code) => code === 9 || code === 10 || (code > 31 && code < 127))
  )
    return { value: String.fromCharCode(...codes.slice(0, 10_000)), at };
  const joined =
    tokens[at + 1]?.value === '.' && tokens[at + 2]?.value === 'join' && tokens[at + 4]?.type === 'text';
  return joined && texts.length > 1 && codes.length === 0
    ? { value: texts.join(tokens[at + 4]?.value ?? ''), at: at + 5 }
    : null;
}
