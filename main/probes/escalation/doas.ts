import { splitArguments } from '../openclaw/parse-unit';
import { commandPower } from './command-power';
import type { SudoAsker } from './sudoers';

/** A rule of doas.conf(5) that asks for no password. */
interface OpenDoasRule {
  readonly line: number;
  readonly text: string;
  readonly power: 'all' | 'some';
  readonly program: string;
}

/** A rule without the variables that it sets: `setenv { … }`. */
function withoutVariables(text: string): string {
  const begin = text.search(/setenv\s*\{/);
  const end = text.indexOf('}', begin);
  return begin < 0 || end < 0 ? text : `${text.slice(0, begin)} ${text.slice(end + 1)}`;
}

/** Which commands doas.conf(5) lets an account run as root with no password being asked. The last line that fits decides. */
export function openDoasRules(
  conf: string,
  { name, uid, groups }: Omit<SudoAsker, 'hostname'>,
): readonly OpenDoasRule[] {
  let open: OpenDoasRule[] = [];
  for (const [at, raw] of conf.split('\n').entries()) {
    const text = (raw.split('#')[0] ?? '').trim();
    const rule = splitArguments(withoutVariables(text));
    const [verb, ...given] = rule;
    if (verb !== 'permit' && verb !== 'deny') continue;
    const from = given.findIndex((word) => !/^(?:nopass|nolog|persist|keepenv)$/.test(word));
    const who = given[from] ?? '';
    const isMine =
      who === name ||
      who === String(uid) ||
      groups.some((group) => who === `:${group.name}` || who === `:${group.gid}`);
    if (from < 0 || !isMine) continue;
    const rest = given.slice(from + 1);
    const [target, command] = ['as', 'cmd'].map((word) => {
      const found = rest.indexOf(word);
      return found < 0 ? undefined : rest[found + 1];
    });
    if (target !== undefined && target !== 'root' && target !== '0') continue;
    const isOpen = verb === 'permit' && given.slice(0, from).includes('nopass');
    const fixed = rest.indexOf('args');
    if (command === undefined) open = isOpen ? [{ line: at + 1, text, power: 'all', program: 'ALL' }] : [];
    else if (!isOpen) open = open.filter(({ program }) => program !== command);
    else {
      const power = commandPower(command, fixed < 0 ? null : rest.slice(fixed + 1));
      if (power !== 'none') open.push({ line: at + 1, text, power, program: command });
    }
  }
  return open;
}
