import { realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PINNED_NODE, ROOT } from './places.mjs';
import { pass } from './run.mjs';

/**
 * Starts this command again on the pinned Node when another one runs it, as the first one in a fresh clone does.
 * @param {string} script absolute path of the command
 * @returns {Promise<number | undefined>} its exit code; undefined when this already is the pinned Node
 */
export async function againOnPinnedNode(script) {
  if (realpathSync(process.execPath) === realpathSync(PINNED_NODE)) return undefined;
  return pass(PINNED_NODE, [script, ...process.argv.slice(2)], { env: withPinnedNode(process.env) });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} the same with the project's programs, the pinned Node among them, first in PATH
 */
export function withPinnedNode(env) {
  const path = [dirname(PINNED_NODE), join(ROOT, 'node_modules/.bin'), env.PATH ?? ''].join(delimiter);
  return { ...env, PATH: path };
}
