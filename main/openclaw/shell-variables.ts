import { shellCommands } from './shell-text';

/** Variables by name; never with a prototype, since names come from files of others. */
export type Variables = Record<string, string>;

/** An empty map of variables. */
export const noVariables = (from: Readonly<Record<string, string>> = {}): Variables =>
  Object.assign(Object.create(null) as Variables, from);

/** What a text's `$NAME`s stand for, and the words after the command, `$1` first. */
export interface Expansion {
  readonly variables: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const NAME = /\$(?:\{([A-Za-z_]\w*|[@*]|\d)(?::?([-+=?])((?:[^{}]|\$\{\w+\})*))?\}|([A-Za-z_]\w*|\d))/g;

/**
 * Fills `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `$1` in (POSIX Shell Command Language, 2.6.2). A variable that
 * isn't known becomes nothing, as in a shell.
 */
export function fillVariables(text: string, given: Expansion): string {
  const { variables, args = [] } = given;
  return text.replace(NAME, (_whole, braced?: string, operator?: string, operand = '', bare?: string) => {
    const name = braced ?? bare ?? '';
    if (name === '@' || name === '*') return args.join(' ');
    const value = /^\d$/.test(name) ? args[Number(name) - 1] : variables[name];
    const isSet = value !== undefined && value !== '';
    if (operator === '+') return isSet ? fillVariables(operand, given) : '';
    return isSet ? value : operator === undefined ? '' : fillVariables(operand, given);
  });
}

/** Words with their variables filled in: a word that is one variable alone falls into as many as it holds. */
export function expandArguments(args: readonly string[], given: Expansion): readonly string[] {
  return args.flatMap((word) => {
    if (/^\$[@*]$|^\$\{[@*]\}$/.test(word)) return given.args ?? [];
    const filled = fillVariables(word, given);
    if (!/^\$\{?\w+(:?[-+=?][^}]*)?\}?$/.test(word)) return [filled];
    return shellCommands(filled)?.[0] ?? filled.split(/\s+/).filter(Boolean);
  });
}

/** Substitutions that stand for the folder of the script itself, in the ways in which people write it. */
const OWN_FOLDER =
  /\$\(\s*(?:cd\s+(?:--\s+)?"?\$\(\s*dirname\s[^()]*\)"?(?:(?!&&\s*pwd)[^()])*&&\s*pwd[^()]*|dirname\s+(?:--\s+)?"?(?:\$0"?\s*|\$\{?BASH_SOURCE[^()]*|\$\(readlink[^()]*\)"?\s*))\)|\$\{0%\/\*\}|\$\{BASH_SOURCE\[0\]%\/\*\}/g;

/** A script's lines as simple commands in order, with those that could not be read left out and counted. */
export interface ScriptLines {
  readonly commands: readonly (readonly string[])[];
  /** Lines that could do more than their words say (substitutions, functions, here-documents). */
  readonly unread: readonly string[];
}

/**
 * Reads a shell script line by line, so that one line that can't be read doesn't hide the others. `folder` is the
 * script's own.
 */
export function readScript(text: string, folder: string): ScriptLines {
  const plain = text
    .replace(/^#!.*/, '')
    .replace(OWN_FOLDER, () => folder)
    .replace(/\\\r?\n/g, ' ');
  const whole = shellCommands(plain);
  if (whole) return { commands: whole, unread: [] };
  const commands: (readonly string[])[] = [];
  const unread: string[] = [];
  for (const line of plain.split(/\r?\n/)) {
    // The head and the end of a function say nothing themselves; what stands between is read.
    const inner = line.replace(/^\s*(?:function\s+)?[\w-]+\s*\(\)\s*\{?/, '').replace(/^\s*[^()\s]+\)\s/, '');
    const read = shellCommands(inner);
    if (read) commands.push(...read);
    else unread.push(line.trim());
  }
  return { commands, unread };
}
