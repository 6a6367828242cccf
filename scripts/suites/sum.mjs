/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, why: string }[]} skipped
 * @property {{ name: string, why: string }[]} [failures] those that can be named
 */

/**
 * What one run of vitest came to.
 * @param {{ name: string, state: string, note?: string, why?: string }[]} tests
 * @param {{ name: string, why: string }[]} broken files and hooks that failed outside of any test, and errors that nobody caught
 * @returns {Result} a run with no test at all counts as one failure: it proved nothing
 */
export function sumOfRun(tests, broken) {
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const skipped = tests.filter(({ state }) => state === 'skipped');
  // 'pending' tests never ran, because the run was cut short.
  const failed = tests.filter(({ state }) => state !== 'passed' && state !== 'skipped');
  const failures = [
    ...failed.map(({ name, state, why }) => ({
      name,
      why: why || (state === 'pending' ? 'never ran' : state),
    })),
    ...broken,
  ];
  return {
    passed,
    failed: tests.length === 0 && broken.length === 0 ? 1 : failures.length,
    failures,
    skipped: skipped.map(({ name, note }) => ({ name, why: note ?? 'no reason given' })),
  };
}

/**
 * @param {Result[]} results
 * @returns {Result} all of them together
 */
export function total(results) {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
    failures: results.flatMap(({ failures = [] }) => failures),
  };
}

/** @param {Result} result @returns {string} the closing line, such as "12 passed, 0 failed" */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
