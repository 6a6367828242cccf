import { shellCommands } from '../../openclaw/shell-text';
import { splitArguments } from '../openclaw/parse-unit';

/** Start what follows them, as the same account. */
const WRAPPERS =
  /^(?:env|nice|ionice|nohup|timeout|setsid|stdbuf|chronic|flock|chrt|taskset|time|exec|command|then|do|else|if|while|until|!|\{|&&|\|\|)$/;
const SHELLS = /^(?:ba|da|z|k|a|fi)?sh$/;
const INTERPRETERS = /^(?:node|nodejs|bun|deno|perl|ruby|php|lua|tsx|ts-node)$|^python[\d.]*$/;
/** Words of theirs that take another word. */
const WITH_WORD = /^(?:-r|--require|--import|--loader|-W|-X|-I|-u|-n|-c|-k|-s)$/;

/** Words behind which another command begins. */
const COMMAND_ENDS = /(?:&&|\|\||[;&|\n(){}`])/;

/**
 * The files that a command line runs, by whole paths: its program, what a wrapper starts, the script of an interpreter, the
 * commands that a shell is given. What is only read or written by it isn't meant.
 */
export function filesRun(args: readonly string[]): readonly string[] {
  const [first = '', ...rest] = args;
  const name = first.split('/').at(-1) ?? '';
  const own = first.startsWith('/') && !first.includes('$') ? [first] : [];
  if (/^\w+=/.test(first)) return filesRun(rest);
  if (WRAPPERS.test(name)) {
    const next = rest.findIndex((word) => !word.startsWith('-') && !/^\w+=|^\d+[smhd]?$/.test(word));
    return next < 0 ? own : [...own, ...filesRun(rest.slice(next))];
  }
  if (name === '.' || name === 'source') return filesRun(rest.slice(0, 1));
  if (SHELLS.test(name)) {
    const given = rest.findIndex((word) => /^-\w*c$/.test(word));
    if (given >= 0) return [...own, ...filesRunByShell(rest[given + 1] ?? '')];
    return [...own, ...script(rest)];
  }
  return INTERPRETERS.test(name) ? [...own, ...script(rest)] : own;
}

function script(args: readonly string[]): readonly string[] {
  const at = args.findIndex((word, index) => !word.startsWith('-') && !WITH_WORD.test(args[index - 1] ?? ''));
  const word = args[at] ?? '';
  return word.startsWith('/') && !word.includes('$') ? [word] : [];
}

/** The same of a shell's text, each simple command by itself; what variables stand for isn't known. */
export function filesRunByShell(text: string): readonly string[] {
  const whole = shellCommands(text);
  if (whole) return whole.flatMap(filesRun);
  // Of what can't be followed word by word, each command's beginning still tells.
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .split(COMMAND_ENDS)
    .flatMap((command) => filesRun(splitArguments(command.trim())))
    .filter((path) => !/["'\\]/.test(path));
}
