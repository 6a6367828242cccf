import { type Observation, SEVERITIES, type Severity, type State } from '../../contract/finding';

/** Worst first. `unknown` is worse than good, so it never hides behind it. */
const ORDER: readonly State[] = ['attention', 'unknown', 'good', 'not-applicable'];

/** Negative when `a` is worse than `b`: attention by severity, then unknown, good, not-applicable. */
export function compareWorse(
  a: { state: State; severity?: Severity },
  b: { state: State; severity?: Severity },
): number {
  const rank = (each: typeof a) =>
    ORDER.indexOf(each.state) * SEVERITIES.length + (each.severity ? SEVERITIES.indexOf(each.severity) : 0);
  return rank(a) - rank(b);
}

/**
 * One observation for all: the worst one's state and words, everyone's evidence.
 * Evidence from milder observations keeps its own state, so that the reader sees which of several copies it is.
 */
export function worstOf(observations: readonly Observation[]): Observation {
  const [worst, ...others] = [...observations].sort(compareWorse);
  if (!worst) throw new Error('nothing was observed');
  const since = observations
    .flatMap((each) => each.since ?? [])
    .sort()
    .at(-1);
  return {
    ...worst,
    ...(since && { since }),
    evidence: [
      ...worst.evidence,
      ...others.flatMap((other) =>
        other.evidence.map((each) => ({ ...each, state: each.state ?? other.state })),
      ),
    ],
  };
}
