import {
  forbidsOrWarns,
  type TurnedLine,
  type TurnedOrder,
  turnedLines,
} from '../../openclaw/dangers/turned-orders';
import { analyseExtension } from '../extensions/content/analyse';
import type { BehaviourId } from '../extensions/content/judge';

/** What the analyser of skills finds that is as bad in what an agent is told before each talk. */
const AS_BAD: Partial<Record<BehaviourId, TurnedOrder>> = {
  'takes-secrets': 'sends-secrets',
  'opens-shell': 'runs-fetched',
  'runs-download': 'runs-fetched',
  'runs-encoded': 'runs-fetched',
  'orders-agent': 'overrides',
  'hides-text': 'hidden-text',
};
const noYaml = () => ({});

/**
 * Lines of a text that turn an agent against its owner, each kind once a line: by the analyser of skills and by rules for
 * what is said openly. A line that forbids or warns of something is no order; people write such into their instructions.
 */
export function turnedIn(text: string): readonly TurnedLine[] {
  const lines = text.split('\n');
  const found = new Map(turnedLines(text).map((each) => [`${each.kind} ${each.line}`, each]));
  for (const { id, line } of analyseExtension([{ path: 'AGENTS.md', text }], 'instructions', noYaml)) {
    const kind = AS_BAD[id];
    if (kind === undefined || forbidsOrWarns(lines[line - 1] ?? '')) continue;
    // One sentence can be wrong in several ways: the worst is told.
    if (kind === 'overrides' && [...found.values()].some((each) => each.line === line)) continue;
    found.set(`${kind} ${line}`, { kind, line });
  }
  return [...found.values()].toSorted((a, b) => a.line - b.line);
}
