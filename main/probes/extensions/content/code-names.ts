import { moduleName } from './code-normal';
import type { CodeToken } from './code-tokens';

/** The longest expression that is read, in tokens. */
export const LONGEST_EXPRESSION = 900;

/** The tokens of a piece of code, its brackets, and which names are others' (imports, aliases, functions). */
export class CodeNames {
  readonly aliases: Map<string, string>;
  protected readonly functions = new Map<string, readonly string[]>();
  protected readonly bodies = new Map<string, readonly [number, number]>();
  protected readonly closings: Int32Array;

  /** `imported`: names that stand for others', of the file that the tokens are a part of. */
  constructor(
    readonly tokens: readonly CodeToken[],
    imported: ReadonlyMap<string, string> = new Map(),
  ) {
    this.aliases = new Map(imported);
    this.closings = closingsOf(this.tokens);
    this.imports();
    this.declarations();
  }

  protected is = (at: number, value: string) =>
    this.tokens[at]?.value === value && this.tokens[at]?.type !== 'text';
  protected nameAt = (at: number) => (this.tokens[at]?.type === 'name' ? this.tokens[at].value : undefined);

  private imports(): void {
    const { tokens } = this;
    for (let at = 0; at < tokens.length; at++) {
      const word = this.nameAt(at);
      if (word === 'from' && this.nameAt(at + 1) && !this.is(at - 1, '}')) {
        let next = at + 1;
        let module = '';
        for (; next < tokens.length && !this.is(next, 'import') && next < at + 12; next++)
          module += tokens[next]?.value ?? '';
        if (!this.is(next, 'import')) continue;
        for (next++; next < tokens.length && tokens[next]?.type !== 'end' && next < at + 80; next++) {
          const name = this.nameAt(next);
          if (name === undefined) continue;
          const as = this.is(next + 1, 'as') ? this.nameAt(next + 2) : undefined;
          this.aliases.set(as ?? name, `${module}.${name}`);
          if (as) next += 2;
        }
      } else if (word === 'import') {
        const names: [string, string][] = [];
        let next = at + 1;
        let whole = '';
        let open = false;
        for (; next < tokens.length && next < at + 80; next++) {
          const token = tokens[next] as CodeToken;
          if (token.type === 'text' || token.type === 'end') break;
          if (token.value === '{') open = true;
          if (token.value === '}') open = false;
          if (token.type !== 'name' || token.value === 'from' || token.value === 'type') continue;
          let path = token.value;
          while (this.is(next + 1, '.') && this.nameAt(next + 2)) {
            path += `.${this.nameAt(next + 2)}`;
            next += 2;
          }
          const as = this.is(next + 1, 'as') ? this.nameAt(next + 2) : undefined;
          if (as) next += 2;
          names.push([as ?? path, open ? `.${path}` : path]);
        }
        const source = tokens[next]?.type === 'text' ? moduleName(tokens[next]?.value ?? '') : '';
        whole = source;
        for (const [name, path] of names) {
          if (whole) this.aliases.set(name, path.startsWith('.') ? whole + path : whole);
          else if (name !== path) this.aliases.set(name, path);
        }
      }
    }
  }

  /** Functions with their parameters, and names that destructuring gives to members. */
  private declarations(): void {
    const { tokens } = this;
    tokens.forEach((token, at) => {
      if (/^(?:def|function)$/.test(token.value) && token.type === 'name') {
        const name = this.nameAt(at + 1);
        if (name && this.is(at + 2, '(')) {
          this.functions.set(name, this.parameters(at + 2));
          const body = this.closings[at + 2] ?? -1;
          if (body > 0) this.bodies.set(name, [body, Math.min(tokens.length, body + LONGEST_EXPRESSION)]);
        }
      }
      // A method of a class: `add(item) { … }`
      if (
        token.type === 'name' &&
        this.is(at + 1, '(') &&
        !this.is(at - 1, '.') &&
        !this.functions.has(token.value)
      ) {
        const close = this.closings[at + 1] ?? -1;
        if (
          close > 0 &&
          this.is(close + 1, '{') &&
          !/^(?:if|for|while|switch|catch|with|function)$/.test(token.value)
        )
          this.functions.set(token.value, this.parameters(at + 1));
      }
      // `const send = async (kind, event) => …`, `exports.send = function (kind) …`
      if (token.value === '=' && token.type === 'sign' && this.nameAt(at - 1)) {
        const name = this.nameAt(at - 1) ?? '';
        const start = at + (this.is(at + 1, 'async') ? 2 : 1);
        const open = this.is(start, 'function') ? start + (this.is(start + 1, '(') ? 1 : 2) : start;
        const close = this.closings[open] ?? -1;
        if (close > 0 && this.is(open, '(') && (open > start || this.arrowAfter(close)))
          this.functions.set(name, this.parameters(open));
        else if (this.nameAt(start) && this.is(start + 1, '=>'))
          this.functions.set(name, [this.nameAt(start) ?? '']);
      }
      if (/^(?:const|let|var)$/.test(token.value) && this.is(at + 1, '{')) {
        const close = this.closings[at + 1] ?? -1;
        if (close < 0 || !this.is(close + 1, '=')) return;
        const source = this.pathAt(close + 2 + (this.is(close + 2, 'await') ? 1 : 0));
        for (let next = at + 2; next < close; next++) {
          const name = this.nameAt(next);
          if (!name) continue;
          const as = this.is(next + 1, ':') ? this.nameAt(next + 2) : undefined;
          if (source) this.aliases.set(as ?? name, `${this.resolve(source.path)}.${name}`);
          if (as) next += 2;
        }
      }
    });
  }

  /** Whether an arrow stands after a bracket, or after the type of what is answered. */
  private arrowAfter(close: number): boolean {
    for (let at = close + 1; at < close + 12 && this.tokens[at]?.type !== 'end'; at++)
      if (this.is(at, '=>')) return true;
      else if (at === close + 1 && !this.is(at, ':')) return false;
    return false;
  }

  protected isFunction(from: number): boolean {
    for (let at = from; at < from + 14; at++) if (this.is(at, '=>') || this.is(at, 'function')) return true;
    return false;
  }

  protected nameOfIndexed(close: number): string | undefined {
    for (let open = close - 1; open > 0 && open > close - 30; open--)
      if (this.closings[open] === close) return this.nameAt(open - 1);
    return undefined;
  }

  /** Where the call that ends before a place begins. */
  protected before(at: number): number {
    let from = at - 1;
    while (from > 0 && from > at - 80 && this.tokens[from]?.type !== 'end' && !this.is(from, 'with')) from--;
    return from + 1;
  }

  /** The names of the parameters in a bracket. */
  private parameters(open: number): readonly string[] {
    const close = this.closings[open] ?? -1;
    const names: string[] = [];
    for (let at = open + 1; at < close && at < open + 60; at++) {
      const name = this.nameAt(at);
      if (name && !this.is(at - 1, ':') && !this.is(at - 1, '=') && !this.is(at - 1, '.')) names.push(name);
    }
    return names;
  }

  /** The parameters of every function that is written between two places. */
  parametersWithin(from: number, to: number): readonly string[] {
    const names: string[] = [];
    for (let at = from; at < to; at++) {
      if (this.is(at, '=>')) {
        const before = this.nameAt(at - 1);
        if (before) names.push(before);
        else if (this.is(at - 1, ')'))
          for (let open = at - 2; open > from - 1 && open > at - 40; open--)
            if (this.closings[open] === at - 1) names.push(...this.parameters(open));
      } else if (/^(?:function|lambda)$/.test(this.tokens[at]?.value ?? '')) {
        const open = this.is(at + 1, '(') ? at + 1 : at + 2;
        if (this.is(open, '(')) names.push(...this.parameters(open));
      }
    }
    return names;
  }

  /** The parameters of a function by its name, and of those that are written in it. */
  parametersOf(name: string): readonly string[] {
    const body = this.bodies.get(name);
    return [...(this.functions.get(name) ?? []), ...(body ? this.parametersWithin(...body) : [])];
  }

  /** The dotted path that begins at a token. */
  protected pathAt(at: number): { readonly path: string; readonly next: number } | null {
    let path = this.nameAt(at);
    if (path === undefined) return null;
    let next = at + 1;
    while ((this.is(next, '.') || this.is(next, '?.')) && this.nameAt(next + 1)) {
      path += `.${this.nameAt(next + 1)}`;
      next += 2;
    }
    return { path, next };
  }

  /** A path without the names that only stand for others: `s.socket` after `import socket as s`. */
  resolve(path: string): string {
    let [first = '', ...rest] = path.split('.');
    if (/^(?:globalThis|window|global|self|builtins|__builtins__|this)$/.test(first) && rest.length > 0)
      [first = '', ...rest] = rest;
    for (let step = 0; step < 4; step++) {
      const known = this.aliases.get(first);
      if (known === undefined || known.split('.')[0] === first) {
        if (known) return [known, ...rest].join('.');
        break;
      }
      [first = '', ...rest] = [...known.split('.'), ...rest];
    }
    return [first, ...rest]
      .join('.')
      .replace(/^(fs|dns|stream|timers)\.promises\./, '$1.')
      .replace(/^child_process\.promises\./, 'child_process.');
  }
}

/** For each opening bracket the place of the one that closes it; -1 where none does. */
function closingsOf(tokens: readonly CodeToken[]): Int32Array {
  const all = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.type !== 'sign') return;
    if ('([{'.includes(token.value)) open.push(at);
    else if (')]}'.includes(token.value)) {
      const from = open.pop();
      if (from !== undefined) all[from] = at;
    }
  });
  return all;
}
