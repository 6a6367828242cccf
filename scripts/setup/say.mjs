/**
 * Progress in plain words. It goes to standard error, so that a report on standard output stays alone there.
 * @param {string} line what is being done now, or what came of it
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Says what is being done, does it, and says how long it took when that was long enough to wonder about.
 * @template T
 * @param {string} what a sentence about what is being done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work gave
 */
export async function saying(what, work) {
  say(`${what} …`);
  const start = Date.now();
  const waiting = setInterval(() => say(`  still at it, ${seconds(start)} so far`), 20_000);
  try {
    const result = await work();
    say(`  done in ${seconds(start)}`);
    return result;
  } finally {
    clearInterval(waiting);
  }
}

/** @param {number} start milliseconds since 1970 @returns {string} the time since then, as "12 s" */
function seconds(start) {
  return `${Math.max(1, Math.round((Date.now() - start) / 1000))} s`;
}

/** Something that the reader can do something about: said in one sentence, without a stack. */
export class Told extends Error {}

/**
 * Runs a command's main function; an error becomes one plain sentence and exit code 70.
 * @param {() => Promise<number>} main gives the exit code
 */
export async function asCommand(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof Told ? error.message : `Tankmate's set-up failed: ${error?.stack ?? error}`);
    process.exitCode = 70;
  }
}
