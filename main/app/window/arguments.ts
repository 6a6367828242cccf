import { COMMAND_NAMES } from '../../contract/commands';

/**
 * What the terminal is to do: the arguments from its word on; null when the app was started for its window.
 * Started from source code, the first argument that isn't a switch is the app's folder.
 */
export function terminalArguments(argv: readonly string[], packaged: boolean): readonly string[] | null {
  const own = argv.flatMap((word, at) => (at > 0 && !word.startsWith('-') ? [at] : []));
  const at = own[packaged ? 0 : 1];
  const word = at === undefined ? undefined : argv[at];
  return word !== undefined && COMMAND_NAMES.includes(word) ? argv.slice(at) : null;
}
