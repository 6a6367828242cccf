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
