import { CodeNames, LONGEST_EXPRESSION } from './code-names';
import {
  type CodeCall,
  DECODES,
  type Expression,
  FETCH_CALL,
  KEEPS_WHOLE,
  SCREEN,
  type Taint,
  VENDOR_KEY,
} from './code-taints';
import type { CodeToken } from './code-tokens';
import { secretPlaceIn } from './sensitive-paths';

const MOST_TEXTS = 60;

/** What names stand for in a piece of code, and what is called in it. Scopes are not told apart: a name is one thing. */
export class CodeFlow extends CodeNames {
  readonly calls: CodeCall[] = [];
  private readonly values = new Map<
    string,
    { texts: Set<string>; decoded: Set<string>; taints: Set<Taint> }
  >();

  /** `follows`: whether what names hold is followed, or each expression is read by itself. */
  constructor(
    tokens: readonly CodeToken[],
    private readonly follows: boolean,
    imported?: ReadonlyMap<string, string>,
  ) {
    super(tokens, imported);
    for (let round = 0; this.follows && round < 2; round++) this.assignments();
    this.findCalls();
    for (let round = 0; this.follows && round < 2; round++) {
      this.handOver();
      this.assignments();
    }
  }

  private value(name: string) {
    let known = this.values.get(name);
    if (!known) {
      known = { texts: new Set(), decoded: new Set(), taints: new Set() };
      this.values.set(name, known);
    }
    return known;
  }

  /** Marks names with what they hold. */
  mark(names: readonly string[], taint: Taint): void {
    for (const name of names) this.value(name).taints.add(taint);
  }

  /** Follows once more what names hold, after some were marked. */
  settle(): void {
    if (!this.follows) return;
    this.assignments();
    this.handOver();
    this.assignments();
  }

  private assignments(): void {
    const { tokens } = this;
    for (let at = 1; at < tokens.length; at++) {
      const assigns =
        this.is(at, '=') ||
        this.is(at, '+=') ||
        this.is(at, ':=') ||
        (this.is(at, 'as') && !this.is(at - 1, '*'));
      const loops = !assigns && (this.is(at, 'in') || this.is(at, 'of')) && this.nameAt(at - 1) !== undefined;
      if (!assigns && !loops) continue;
      if (this.is(at, 'as')) {
        // `with open(x) as f`
        const name = this.nameAt(at + 1);
        if (name && this.is(at - 1, ')')) this.assign(name, this.before(at), at);
        continue;
      }
      let target = at - 1;
      // `x: Type = …`, `a, b = …`
      const typed = this.is(at - 2, ':') && this.nameAt(at - 3) !== undefined;
      if (typed) target = at - 3;
      const name = this.nameAt(target) ?? (this.is(target, ']') ? this.nameOfIndexed(target) : undefined);
      if (name === undefined) continue;
      const from = at + 1;
      const to = this.expressionEnd(from);
      const path = this.pathAt(from + (this.is(from, 'await') ? 1 : 0));
      if (this.is(at, '=') && path && path.next >= to - 1 && path.path !== name && this.nameAt(target))
        this.aliases.set(name, path.path);
      const promised = path && /promisify$/.test(path.path) ? this.pathAt(path.next + 1) : null;
      if (promised) this.aliases.set(name, promised.path);
      if (this.is(at, '=') && to - from > 4 && this.isFunction(from)) this.bodies.set(name, [from, to]);
      this.assign(name, from, to);
      // `request.data = x`: the request carries it.
      const owner = this.is(target - 1, '.') ? this.nameAt(target - 2) : undefined;
      if (owner && !/^(?:self|this|exports|module|process|window|globalThis)$/.test(owner))
        this.assign(owner, from, to);
      for (
        let also = target - 1;
        this.is(also, ',') && this.nameAt(also - 1) && also > target - 12;
        also -= 2
      )
        this.assign(this.nameAt(also - 1) ?? '', from, to);
    }
  }

  private assign(name: string, from: number, to: number): void {
    const { texts, decoded, taints } = this.evaluate(from, to);
    const known = this.value(name);
    for (const each of texts) if (known.texts.size < MOST_TEXTS) known.texts.add(each);
    for (const each of decoded) if (known.decoded.size < MOST_TEXTS) known.decoded.add(each);
    for (const each of taints) known.taints.add(each);
  }

  /** Where the expression at a place ends, at the latest at `to`. */
  endOf(from: number, to: number): number {
    return Math.min(to, this.expressionEnd(from));
  }

  private expressionEnd(from: number): number {
    let at = from;
    const last = Math.min(this.tokens.length, from + LONGEST_EXPRESSION);
    while (at < last) {
      const token = this.tokens[at] as CodeToken;
      if (token.type === 'end') {
        const next = this.tokens[at + 1];
        if (
          token.value !== '\n' ||
          !(next?.type === 'sign' && /^(?:\.|\?\.|\+|\?|\|\||&&)$/.test(next.value))
        )
          return at;
      } else if (token.type === 'sign' && '([{'.includes(token.value)) {
        const close = this.closings[at] ?? -1;
        if (close < 0) return last;
        at = close;
      } else if (token.type === 'sign' && ')]},'.includes(token.value)) return at;
      else if (token.value === ':' && at > from && this.is(from - 1, 'in')) return at;
      at++;
    }
    return Math.min(at, last);
  }

  /** What an expression between two places holds. */
  evaluate(from: number, to: number): Expression {
    const texts: string[] = [];
    const decoded: string[] = [];
    const taints = new Set<Taint>();
    const own: string[] = [];
    const last = Math.min(to, from + LONGEST_EXPRESSION);
    for (let at = from; at < last; at++) {
      const token = this.tokens[at] as CodeToken;
      if (token.type === 'text') {
        texts.push(token.value);
        own.push(token.value);
        if (token.decoded) decoded.push(token.decoded);
        continue;
      }
      if (token.type !== 'name' || this.is(at - 1, '.') || this.is(at - 1, '?.')) {
        if (this.is(at, ')') && at < last - 1) this.narrow(at + 1, last, taints);
        continue;
      }
      const found = this.pathAt(at);
      if (!found) continue;
      const path = this.resolve(found.path);
      if (
        /^(?:process\.env|os\.environ|Deno\.env\.toObject|Bun\.env)(?:\.(?:copy|items|entries))?$/.test(
          path,
        ) &&
        !this.is(found.next, '[') &&
        !this.is(found.next, '.')
      )
        taints.add('environment');
      if (SCREEN.test(path)) taints.add('screen');
      if (VENDOR_KEY.test(path.split('.').at(-1) ?? '')) taints.add('own');
      if (this.is(found.next, '(')) {
        if (FETCH_CALL.test(path)) taints.add('fetched');
        if (
          DECODES.test(path) ||
          (/^Buffer\.from$/.test(path) && this.mentions(found.next, /^(?:base64|hex)$/))
        )
          taints.add('decoded');
      }
      const inside = /^(?:this|self)$/.test(token.value) ? found.path.split('.')[1] : undefined;
      const known =
        this.values.get(inside ?? token.value) ?? this.values.get(found.path.split('.').at(-1) ?? '');
      if (known && (!this.functions.has(token.value) || this.is(found.next, '('))) {
        for (const each of known.texts) if (texts.length < MOST_TEXTS) texts.push(each);
        for (const each of known.decoded) if (decoded.length < MOST_TEXTS) decoded.push(each);
        const part =
          found.path
            .split('.')
            .slice(1)
            .some((each) => !KEEPS_WHOLE.test(each)) || this.is(found.next, '[');
        for (const each of known.taints) {
          if (!part || each === 'others' || each === 'messages' || each === 'decoded') taints.add(each);
          else if (each === 'fetched' || each === 'part-fetched') taints.add('part-fetched');
        }
      }
      at = found.next - 1;
    }
    if (own.some((each) => VENDOR_KEY.test(each))) taints.add('own');
    const place =
      secretPlaceIn(own.length > 1 ? `${own.join('/')} ${own.join(' ')}` : (own[0] ?? '')) ??
      secretPlaceIn(decoded.join(' '));
    if (place !== null) taints.add(place);
    else if (texts.length > own.length && texts.length < 12) {
      const joined = secretPlaceIn(texts.join('/'));
      if (joined !== null) taints.add(joined);
    }
    return { texts, decoded, taints };
  }

  private mentions(open: number, pattern: RegExp): boolean {
    const close = Math.min(this.closings[open] ?? open, open + 60);
    for (let at = open; at < close; at++)
      if (this.tokens[at]?.type === 'text' && pattern.test(this.tokens[at]?.value ?? '')) return true;
    return false;
  }

  /** `read(x).token`, `load(x)['a']`: only a part of what was read. */
  private narrow(at: number, to: number, taints: Set<Taint>): void {
    const dotted = (this.is(at, '.') || this.is(at, '?.')) && this.nameAt(at + 1);
    if (at >= to || (!this.is(at, '[') && (!dotted || KEEPS_WHOLE.test(dotted)))) return;
    for (const each of ['own', 'environment', 'private'] as const) taints.delete(each);
    if (taints.delete('fetched')) taints.add('part-fetched');
  }

  private findCalls(): void {
    const { tokens } = this;
    for (let at = 0; at < tokens.length; at++) {
      if (
        tokens[at]?.type !== 'name' ||
        this.is(at - 1, '.') ||
        this.is(at - 1, '?.') ||
        this.is(at - 1, 'def') ||
        this.is(at - 1, 'function')
      ) {
        // A method of what a call answers: `open(x).read()`
        if (
          this.is(at, '(') &&
          this.nameAt(at - 1) &&
          (this.is(at - 2, '.') || this.is(at - 2, '?.')) &&
          this.is(at - 3, ')')
        )
          this.addCall(`().${this.nameAt(at - 1)}`, at, '');
        continue;
      }
      const found = this.pathAt(at);
      if (!found) continue;
      const open = this.is(found.next, '?.') ? found.next + 1 : found.next;
      if (this.is(open, '(')) this.addCall(this.resolve(found.path), open, found.path.split('.')[0] ?? '');
      at = found.next - 1;
    }
  }

  private addCall(path: string, open: number, base: string): void {
    const close = this.closings[open] ?? -1;
    const to = close < 0 ? Math.min(this.tokens.length, open + LONGEST_EXPRESSION) : close;
    this.calls.push({ path, line: this.tokens[open]?.line ?? 1, from: open + 1, to, base });
  }

  /** What functions of this file are called with becomes what their parameters hold; what they return, what they hold. */
  private handOver(): void {
    for (const { path, from, to } of this.calls) {
      const own = path.split('.').at(-1) ?? '';
      // What is put into a collection is what the collection holds.
      const kept = path.split('.').at(-2);
      if (kept && /^(?:push|unshift|append|add|extend|appendleft)$/.test(own)) this.assign(kept, from, to);
      const parameters = this.functions.get(path) ?? this.functions.get(own);
      if (parameters) {
        let at = from;
        for (const name of parameters) {
          if (at >= to) break;
          const end = Math.min(to, this.expressionEnd(at));
          this.assign(name, at, end);
          at = end + 1;
        }
      }
      if (FETCH_CALL.test(path))
        this.mark(this.parametersWithin(from, Math.min(this.tokens.length, to + 60)), 'fetched');
    }
    let current = '';
    this.tokens.forEach((token, at) => {
      if (/^(?:def|function)$/.test(token.value) && token.type === 'name')
        current = this.nameAt(at + 1) ?? current;
      if (token.value === 'return' && token.type === 'name' && current)
        this.assign(current, at + 1, this.expressionEnd(at + 1));
    });
  }
}
