import type { CodeFlow } from './code-flow';
import * as is from './code-patterns';
import type { CodeCall } from './code-taints';

/** True where a call between two tokens opens a file. */
export const opensIn = ({ calls }: CodeFlow, from: number, to: number): boolean =>
  calls.some((each) => each.from > from && each.to <= to && is.READ_CALL.test(each.path));

/** True where a call names the whole home or disk, and nothing below it. */
export function namesEverything(flow: CodeFlow, { from, to }: CodeCall): boolean {
  const { texts } = flow.evaluate(from, to);
  const code = flow.tokens
    .slice(from, to)
    .map(({ value }) => value)
    .join('');
  const home = /expanduser|homedir|Path\.home|HOME|USERPROFILE/.test(code);
  const below = texts.filter((each) => !/^(?:~|\/|HOME|USERPROFILE|utf-?8|)$/.test(each));
  return below.length === 0 && (home || texts.includes('/') || texts.includes('~'));
}
