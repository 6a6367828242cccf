/** Programs that a step by hand may name; anything else behind a colon is a sentence. */
const COMMAND = /[:：]\s*((?:openclaw|sudo|npm|chmod|chown|netsh|docker|podman|systemctl) .+?)[.。]?$/u;
/**
 * A word in capitals that the reader has to put something in for, or more than a command. Told of all that follows the
 * first colon: a path may hold a colon and a program of its own.
 */
const PLACEHOLDER = /(?<![\w-])[A-Z]{2,}(?![\w-])|[：\p{Script=Han}]/u;

/** The command that a step by hand ends with, to be run as it is; null where there is none, or something is to be put in. */
export function commandIn(step: string): string | null {
  const command = COMMAND.exec(step)?.[1] ?? null;
  return command === null || PLACEHOLDER.test(command) ? null : command;
}
