import type { CodeFlow } from './code-flow';
import * as is from './code-patterns';
import type { CodeCall } from './code-taints';

/** True where a call between two tokens opens a file. */
export const opensIn = ({ calls }: CodeFlow, from: number, to: number): boolean =>
  calls.some((each) => each.from > from && each.to <= to && is.READ_CALL.test(each.path));

/** What the name that a call takes first goes through, right around it and with nothing left out: `for x in home: remove(x)`. */
function loopOver({ tokens }: CodeFlow, from: number): readonly [number, number] | null {
  const name = tokens[from];
  if (name?.type !== 'name') return null;
  for (let at = from - 1; at > 0 && at > from - 40; at--) {
    if (/^(?:if|continue|def|function)$/.test(tokens[at]?.value ?? '')) return null;
    if (!/^(?:in|of)$/.test(tokens[at]?.value ?? '') || tokens[at - 1]?.value !== name.value) continue;
    let end = at + 1;
    while (
      end < from &&
      tokens[end]?.value !== ':' &&
      tokens[end]?.value !== '{' &&
      tokens[end]?.type !== 'end'
    )
      end++;
    return [at + 1, end];
  }
  return null;
}

/** True where a call names the whole home or disk, and nothing below it. */
export function namesEverything(flow: CodeFlow, { from, to }: CodeCall): boolean {
  const [begin, end] = loopOver(flow, from) ?? [from, to];
  const { texts } = flow.evaluate(begin, end);
  const code = flow.tokens
    .slice(begin, end)
    .map(({ value }) => value)
    .join('');
  const home = /expanduser|homedir|Path\.home|HOME|USERPROFILE/.test(code);
  const below = texts.filter(
    (each) =>
      !/^(?:~|\*|\/|HOME|USERPROFILE|utf-?8|Documents|Desktop|Pictures|Downloads|Music|Movies|Videos|)$/.test(
        each,
      ),
  );
  return below.length === 0 && (home || texts.includes('/') || texts.includes('~'));
}
