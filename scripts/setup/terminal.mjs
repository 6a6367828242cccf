import { pathToFileURL } from 'node:url';
import { TERMINAL } from './build.mjs';

/**
 * Runs the built terminal version in this process.
 * @param {string[]} words such as ['inspect', '--json']
 * @returns {Promise<number>} the exit code that DESIGN gives it
 */
export async function inTerminal(words) {
  const { main } = await import(pathToFileURL(TERMINAL).href);
  return main(words);
}

/**
 * Ends this process with a code, once everything printed has been read, even if some connection is still open.
 * @param {number} code
 */
export function endWith(code) {
  process.exitCode = code;
  setTimeout(() => process.stdout.write('', () => process.exit(code)), 500).unref();
}
