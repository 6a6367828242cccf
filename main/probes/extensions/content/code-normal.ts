import { type CodeToken, codeTokens } from './code-tokens';

/**
 * Code with its detours undone: a module that is called by a text is called by its name, a member that is looked up by a
 * text (`m['ex' + 'ec']`, `getattr(m, 'system')`) is written with a dot, and so is an entry of a list of constants.
 */
export function normalCode(text: string, style: 'python' | 'javascript'): readonly CodeToken[] {
  const tokens = withEntries(codeTokens(text, style));
  const texts = textsIn(tokens);
  const all: CodeToken[] = [];
  const is = (at: number, value: string) => tokens[at]?.value === value && tokens[at]?.type !== 'text';
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (token.type === 'name') {
      if (
        /^(?:getattr|Reflect)$/.test(token.value) &&
        is(at + 1, '(') &&
        tokens[at + 2]?.type === 'name' &&
        is(at + 3, ',') &&
        tokens[at + 4]?.type === 'text'
      ) {
        all.push(tokens[at + 2] as CodeToken, sign('.', token), {
          ...token,
          value: tokens[at + 4]?.value ?? '',
        });
        at += 5;
        continue;
      }
      const called = is(at + 1, '(') && is(at + 3, ')') ? tokens[at + 2] : undefined;
      const module =
        called?.type === 'text'
          ? called.value
          : called?.type === 'name'
            ? texts.get(called.value)
            : undefined;
      if (
        /^(?:require|__import__|import|import_module)$/.test(token.value) &&
        module &&
        /^[\w@:./-]{1,60}$/.test(module)
      ) {
        if (token.value === 'import_module')
          while (/^(?:\.|importlib)$/.test(all.at(-1)?.value ?? '')) all.pop();
        all.push({ ...token, value: moduleName(module) });
        at += 3;
        continue;
      }
    }
    all.push(token);
  }
  return withDots(all, texts);
}

/** Entries of lists of constants in the place of `list[0]`. */
function withEntries(tokens: readonly CodeToken[]): readonly CodeToken[] {
  const lists = listsIn(tokens);
  if (lists.size === 0) return tokens;
  const all: CodeToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    const entry =
      token.type === 'name' &&
      tokens[at + 1]?.value === '[' &&
      tokens[at + 2]?.type === 'number' &&
      tokens[at + 3]?.value === ']'
        ? lists.get(token.value)?.[Number(tokens[at + 2]?.value)]
        : undefined;
    if (entry === undefined) all.push(token);
    else {
      pushText({ ...token, type: 'text', value: entry }, all);
      at += 3;
    }
  }
  return all;
}

const sign = (value: string, { line }: CodeToken): CodeToken => ({ type: 'sign', value, line });
export const moduleName = (module: string): string => module.replace(/^node:/, '').replace(/\//g, '.');

function pushText(token: CodeToken, all: CodeToken[]): void {
  const last = all.at(-1);
  const before = all.at(-2);
  if (last?.value === '+' && last.type === 'sign' && before?.type === 'text')
    all.splice(-2, 2, { ...before, value: before.value + token.value });
  else all.push(token);
}

/** `x['name'](` and `x['name'].` as `x.name`. */
function withDots(tokens: readonly CodeToken[], texts: ReadonlyMap<string, string>): readonly CodeToken[] {
  const all: CodeToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    const member = tokens[at + 1];
    const last = all.at(-1);
    const name =
      member?.type === 'text'
        ? member.value
        : member?.type === 'name' && tokens[at + 3]?.value === '('
          ? texts.get(member.value)
          : undefined;
    const owned = last?.type === 'name' || last?.value === ')' || last?.value === ']' || last?.value === '?.';
    if (
      token.value === '[' &&
      token.type === 'sign' &&
      owned &&
      tokens[at + 2]?.value === ']' &&
      name &&
      /^[\w$]{1,60}$/.test(name) &&
      /^[(.]$/.test(tokens[at + 3]?.value ?? '')
    ) {
      if (last?.value !== '?.') all.push(sign('.', token));
      all.push({ type: 'name', value: name, line: token.line });
      at += 2;
      continue;
    }
    all.push(token);
  }
  return all;
}

/** Names that stand for a list of texts. */
function listsIn(tokens: readonly CodeToken[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  tokens.forEach((token, at) => {
    if (token.type !== 'name' || tokens[at + 1]?.value !== '=' || tokens[at + 2]?.value !== '[') return;
    const list: string[] = [];
    for (let next = at + 3; next < tokens.length && next < at + 4000; next++) {
      const each = tokens[next] as CodeToken;
      if (each.type === 'text') list.push(each.value);
      else if (each.value !== ',' && each.type !== 'end') {
        if (each.value === ']' && list.length > 0) all.set(token.value, list);
        break;
      }
    }
  });
  return all;
}

/** Names that stand for one text. */
function textsIn(tokens: readonly CodeToken[]): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  tokens.forEach((token, at) => {
    if (token.type !== 'name' || tokens[at + 1]?.value !== '=') return;
    const value =
      tokens[at + 2]?.value === 'String' && tokens[at + 4]?.value === 'fromCharCode'
        ? charCodes(tokens, at + 5, all)
        : tokens[at + 2]?.type === 'text'
          ? tokens[at + 2]?.value
          : undefined;
    if (value !== undefined && value.length < 4096) all.set(token.value, value);
  });
  return all;
}

/** `(...codes)` or `(1, 2)` after `String.fromCharCode`. */
function charCodes(
  tokens: readonly CodeToken[],
  from: number,
  texts: ReadonlyMap<string, string>,
): string | undefined {
  const next =
    tokens[from]?.type === 'text'
      ? tokens[from]
      : tokens[from + 1]?.value === '...'
        ? tokens[from + 2]
        : tokens[from + 1];
  return next?.type === 'text' ? next.value : next?.type === 'name' ? texts.get(next.value) : undefined;
}
