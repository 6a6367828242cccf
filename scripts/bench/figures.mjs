/** @param {number[]} numbers @returns {number} the middle one */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Prints one figure as one line of JSON, beside what it was compared with in the same run.
 * @param {object} figure
 * @param {string} figure.figure what was measured
 * @param {string} figure.unit
 * @param {number[]} figure.ours one value a run
 * @param {string} figure.against what the other values are of
 * @param {number[]} [figure.theirs]
 * @param {{ atMost: number, of: 'ratio' | 'difference' | 'value' }} figure.goal
 */
export function print({ figure, unit, ours, against, theirs, goal }) {
  const value = round(median(ours));
  const other = theirs && round(median(theirs));
  const measures = {
    value,
    ratio: other === undefined ? undefined : round(value / other),
    difference: other === undefined ? undefined : round(value - other),
  };
  console.log(
    JSON.stringify({
      figure,
      unit,
      ...measures,
      range: [round(Math.min(...ours)), round(Math.max(...ours))],
      against,
      ...(other !== undefined && {
        theirs: other,
        theirRange: [round(Math.min(...theirs)), round(Math.max(...theirs))],
      }),
      runs: ours.length,
      goal: `${goal.of} at most ${goal.atMost}`,
      met: measures[goal.of] <= goal.atMost,
    }),
  );
}

const round = (number) => Math.round(number * 100) / 100;

/**
 * Prints how long each step of making a tank took, as one line of JSON: from its log, where a step begins and is done.
 * What was found done already, and looking for it, is in `between`.
 * @param {string} figure what was made
 * @param {string} log the tank's log.txt
 * @param {Record<string, number>} theirs seconds of the bare script by its own steps
 */
export function printSteps(figure, log, theirs) {
  const events = log.split('\n').flatMap((line) => {
    const [, at, step, what] = /^(\S+Z) ([\w-]+): (begins|done)$/.exec(line) ?? [];
    return at ? [{ at: Date.parse(at) / 1000, step, what }] : [];
  });
  const ours = {};
  let between = 0;
  for (const [index, { at, step, what }] of events.entries()) {
    const before = events[index - 1];
    if (!before) continue;
    if (what === 'done') ours[step] = round(at - before.at);
    else between += at - before.at;
  }
  console.log(JSON.stringify({ figure, unit: 's', ours: { ...ours, between: round(between) }, theirs }));
}

/** The steps that a bare script told in its output, as `step NAME SECONDS` by the clock. */
export function stepsOf(said, end) {
  const begun = [...said.matchAll(/^step (\S+) ([\d.]+)$/gm)].map(([, name, at]) => [name, Number(at)]);
  return Object.fromEntries(
    begun.map(([name, at], index) => [name, round((begun[index + 1]?.[1] ?? end) - at)]),
  );
}
