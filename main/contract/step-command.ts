/** Programs that a step by hand may name; anything else behind a colon is a sentence. */
const BEFORE_COMMAND =
  /[:：]\s{0,8}(?=(?:openclaw|sudo|npm|chmod|chown|netsh|docker|podman|systemctl) [^\n])/u;
/**
 * A word in capitals that the reader has to put something in for, or more than a command. Told of all that follows the
 * first colon: a path may hold a colon and a program of its own.
 */
const PLACEHOLDER = /(?<![\w-])[A-Z]{2,}(?![\w-])|[：\p{Script=Han}]/u;

/** The command that a step by hand ends with, to be run as it is; null where there is none, or something is to be put in. */
export function commandIn(step: string): string | null {
  const line = step.slice(step.lastIndexOf('\n') + 1);
  const before = BEFORE_COMMAND.exec(line);
  if (before === null) return null;
  const command = line.slice(before.index + before[0].length).replace(/[.。]$/u, '');
  return PLACEHOLDER.test(command) ? null : command;
}
