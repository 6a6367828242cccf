import { CodeFlow } from './code-flow';
import { normalCode } from './code-normal';
import * as is from './code-patterns';
import { CodeReader } from './code-reader';
import type { CodeToken } from './code-tokens';
import type { ReadCode, Signal, Surroundings } from './types';
import { WholeText } from './whole-text';

/** Everything that a piece of Python or JavaScript (TypeScript too) is a sign of. */
export function codeSignals(
  text: string,
  line: number,
  style: 'python' | 'javascript',
  around: Surroundings,
  read: ReadCode,
): readonly Signal[] {
  const tokens = normalCode(text, style);
  const whole = new WholeText(text);
  const reader = (flow: CodeFlow) => new CodeReader(flow, whole, line - 1, style, around, read);
  const follows = tokens.length < MOST_FOLLOWED;
  const flow = new CodeFlow(tokens, follows);
  const signals = reader(flow).all();
  // In a bundle of many modules a name stands for many things: there it is followed no further than nearby.
  const acting = follows
    ? []
    : flow.calls.filter(({ path }) => is.ACTING_CALLS.some((each) => each.test(path)));
  for (let from = 0; !follows && from < tokens.length; from += MOST_FOLLOWED - SHARED) {
    const to = from + MOST_FOLLOWED;
    const near = tokens.slice(from, to);
    if (!isMinified(near) && acting.some((call) => call.from > from && call.from < to))
      signals.push(...reader(new CodeFlow(near, true, flow.aliases)).calls());
  }
  return follows ? signals : distinct(signals);
}

/**
 * What several files of code do together: only what follows from where something comes from and goes to. That two of them
 * name a thing each means nothing yet.
 */
export function joinedSignals(
  text: string,
  style: 'python' | 'javascript',
  around: Surroundings,
  read: ReadCode,
): readonly Signal[] {
  const tokens = normalCode(text, style);
  if (tokens.length >= MOST_FOLLOWED) return [];
  const reader = new CodeReader(new CodeFlow(tokens, true), new WholeText(text), 0, style, around, read);
  return distinct(
    reader.calls().filter(({ kind }) => /^(?:leaks|message-tap|spies|download-run|dns-leak)$/.test(kind)),
  );
}

/** The longest piece of code in which names are followed, and what two pieces share, in tokens. */
const MOST_FOLLOWED = 30_000;
const SHARED = 3000;
const isMinified = (tokens: readonly CodeToken[]): boolean =>
  tokens.length > 60 * (1 + (tokens.at(-1)?.line ?? 0) - (tokens[0]?.line ?? 0));
const distinct = (signals: readonly Signal[]): readonly Signal[] => [
  ...new Map(signals.map((each) => [JSON.stringify(each), each])).values(),
];
