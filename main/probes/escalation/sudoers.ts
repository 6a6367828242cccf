import { ADMIN_GROUPS } from '../account/account-linux';
import { fitsWildcard } from '../folders/fits-wildcard';
import { commandPower } from './command-power';

/** A line of sudoers(5), continued lines joined, includes put in their place. */
export interface SudoersLine {
  readonly file: string;
  /** Of its first part, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The account that asks, and the computer. */
export interface SudoAsker {
  readonly name: string;
  readonly uid: number;
  readonly groups: readonly { readonly name: string | undefined; readonly gid: number }[];
  /** Null where it isn't known: then every rule counts. */
  readonly hostname: string | null;
}

/** A rule that asks for no password. */
export interface OpenRule {
  readonly at: SudoersLine;
  /** `all`: everything as root, or a command that leads to it; `some`: single commands, `program` one of them. */
  readonly power: 'all' | 'some';
  readonly program: string;
}

/** What an include names; null where the text is none. Both spellings, `#include` of before 1.9.1 too. */
export function includeOf(text: string): { readonly path: string; readonly isFolder: boolean } | null {
  const [, folder, rest = ''] = /^[@#]include(dir)?(?=\s)(.*)$/.exec(text) ?? [];
  const path = rest.trim().replace(/^"/, '').replace(/"$/, '');
  if (path === '' || path.includes('"')) return null;
  return { path: path.replace(/\\ /g, ' '), isFolder: folder !== undefined };
}

/** The lines of one file. A `#` starts a remark unless digits (a number of an account) or `include` follow it. */
export function sudoersLines(file: string, text: string): readonly SudoersLine[] {
  const lines: SudoersLine[] = [];
  let open: { line: number; text: string } | null = null;
  for (const [at, raw] of text.split('\n').entries()) {
    const whole: { line: number; text: string } = open
      ? { line: open.line, text: open.text + raw }
      : { line: at + 1, text: raw };
    if (whole.text.endsWith('\\')) {
      open = { ...whole, text: `${whole.text.slice(0, -1)} ` };
      continue;
    }
    open = null;
    const trimmed = whole.text.trim();
    const [rule = ''] = trimmed.split(/(?<!\\)#(?!\d)/);
    const bare = includeOf(trimmed) ? trimmed : rule.trim();
    if (bare !== '') lines.push({ file, line: whole.line, text: bare });
  }
  return lines;
}

const ALIAS = /^(?:User|Runas|Host|Cmnd|Cmd)_Alias(?=\s)(.*)$/;
const NAME = /^[A-Z][A-Z0-9_]*$/;
const DEEPEST = 20;
/** Of private use, so that no name holds it. */
const BLANK = '\ue000';
const TAG_LAST = /(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)$/;
const LIST_FIRST = /^[^()=:]+=/;
/** Options that may stand before a command (sudoers(5), "Option_Spec"), and digests. */
const OPTION =
  /^(?:(?:ROLE|TYPE|APPARMOR_PROFILE|PRIVS|LIMITPRIVS|NOTBEFORE|NOTAFTER|TIMEOUT|CWD|CHROOT)\s*=\s*\S+|sha(?:224|256|384|512):\S+)\s*/;
const TAG = /^(NO)?(PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)\s*:\s*/;

/** Further computers with commands of their own stand behind a colon that belongs to no tag. */
function byComputers(text: string): readonly string[] {
  const groups: string[] = [];
  for (const part of text.split(/\s:\s/).map((each) => each.trimStart())) {
    const before = groups.pop();
    const isFurther = before !== undefined && !TAG_LAST.test(before.trimEnd()) && LIST_FIRST.test(part);
    if (before === undefined) groups.push(part);
    else if (isFurther) groups.push(before, part);
    else groups.push(`${before} : ${part}`);
  }
  return groups;
}

/** Splits at commas outside of brackets and quotes. */
function commas(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') parts[parts.length - 1] += char + text.charAt(++at);
    else if (char === ',' && depth === 0) parts.push('');
    else {
      if (char === '(') depth++;
      if (char === ')') depth--;
      parts[parts.length - 1] += char;
    }
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** Which commands the lines let an account run as root with no password being asked. The last line that fits decides. */
export function openRules(lines: readonly SudoersLine[], who: SudoAsker): readonly OpenRule[] {
  const aliases = new Map<string, readonly string[]>();
  for (const { text } of lines)
    for (const one of ALIAS.exec(text)?.[1]?.split(/\s:\s/) ?? []) {
      const [, name, members] = /^\s*(\w+)\s*=(.*)$/.exec(one) ?? [];
      if (name && members) aliases.set(name, commas(members));
    }

  /** The last item of a list that fits decides, and `!` turns it round. Null: none does. */
  function fits(list: readonly string[], test: (item: string) => boolean, depth = 0): boolean | null {
    let is: boolean | null = null;
    for (const item of list) {
      const bare = item.replace(/^[!\s]+/, '').replace(/^"(.*)"$/, '$1');
      const isTurned = (/^[!\s]*/.exec(item)?.[0].split('!').length ?? 1) % 2 === 0;
      const inside = NAME.test(bare) && bare !== 'ALL' && depth < DEEPEST ? aliases.get(bare) : undefined;
      const found = inside ? fits(inside, test, depth + 1) : test(bare.replace(/\\(.)/g, '$1')) || null;
      if (found !== null) is = found !== isTurned;
    }
    return is;
  }
  const isMe = (item: string) =>
    item === 'ALL' ||
    item === who.name ||
    item === `#${who.uid}` ||
    who.groups.some(({ name, gid }) => item === `%${name}` || item === `%#${gid}`);
  const isHere = (item: string) => {
    // Addresses and netgroups can't be told from here: such a rule counts.
    if (item === 'ALL' || who.hostname === null || /^[+\d]|:/.test(item)) return true;
    const short = (name: string) => name.toLowerCase().split('.')[0];
    const own = short(who.hostname) ?? '';
    return /[?[]/.test(item) || fitsWildcard(own, short(item) ?? '', true);
  };
  const isRoot = (item: string) => item === 'ALL' || item === 'root' || item === '#0';
  const defaults = defaultsOf(lines, (scope, list) =>
    scope === ':'
      ? fits(list, isMe)
      : scope === '@'
        ? fits(list, isHere)
        : scope === '>'
          ? fits(list, isRoot)
          : scope === '',
  );
  const runsAsRoot = (runas: string | null) => {
    if (runas === null) return isRoot(defaults.runas);
    const [users = '', groups = ''] = runas.split(':');
    const isOfRoots = (group: string) => group === 'ALL' || ADMIN_GROUPS.includes(group);
    return fits(commas(users), isRoot) === true || fits(commas(groups), isOfRoots) === true;
  };
  const isExempt = defaults.exempt !== null && isMe(`%${defaults.exempt}`);

  let open: OpenRule[] = [];
  for (const at of lines) {
    const { text } = at;
    const equals = text.indexOf('=');
    if (equals < 1 || ALIAS.test(text) || /^Defaults\b/.test(text) || includeOf(text)) continue;
    const left = text
      .slice(0, equals)
      .split(',')
      .map((each) => each.trim())
      .join(',')
      .replace(/!\s+/g, '!')
      // Blanks inside of a name.
      .replace(/"([^"]*)"/g, (_, name: string) => name.replaceAll(' ', BLANK))
      .replaceAll('\\ ', BLANK)
      .trim();
    const [users = '', ...first] = left.split(/\s+/);
    if (fits(users.replaceAll(BLANK, ' ').split(','), isMe) !== true) continue;
    const groups = byComputers(text.slice(equals + 1));
    groups.forEach((group, index) => {
      const own = index === 0 ? first.join(' ') : group.slice(0, group.indexOf('='));
      const commands = index === 0 ? group : group.slice(group.indexOf('=') + 1);
      if (fits(commas(own), isHere) !== true) return;
      let runas: string | null = null;
      let asks = defaults.asks;
      for (const part of commas(commands)) {
        let rest = part;
        for (;;) {
          const given = /^\(([^)]*)\)\s*/.exec(rest);
          const tag = TAG.exec(rest);
          const other = OPTION.exec(rest);
          if (given) runas = given[1] ?? '';
          if (tag?.[2] === 'PASSWD') asks = tag[1] === undefined;
          const length = (given ?? tag ?? other)?.[0].length ?? 0;
          if (length === 0) break;
          rest = rest.slice(length);
        }
        if (!runsAsRoot(runas)) continue;
        for (const command of commandsIn(rest, aliases)) {
          // "ALL, !/bin/sh" keeps nobody from a shell (sudoers(5), "Security Notes").
          const isTaken = command.startsWith('!');
          const bare = command.replace(/^!\s*/, '');
          if (isTaken || (asks && !isExempt)) open = open.filter(({ program }) => !covers(bare, program));
          else open.push(...ruleOf(at, bare));
        }
      }
    });
  }
  return open.map((rule) => ({ ...rule, program: rule.program.split(/\s/)[0] ?? '' }));
}

/** Whether a command of a rule means all that another one does: by its words, its folder or its pattern. */
function covers(wide: string, narrow: string): boolean {
  if (wide === 'ALL' || wide === narrow) return true;
  const [program = ''] = narrow.split(/\s/);
  if (/[\s?[]/.test(wide) || /[*?[]/.test(program)) return false;
  if (wide.endsWith('/')) return program.slice(0, program.lastIndexOf('/') + 1) === wide;
  return fitsWildcard(program, wide, false);
}

function commandsIn(
  text: string,
  aliases: ReadonlyMap<string, readonly string[]>,
  depth = 0,
): readonly string[] {
  const bare = text.replace(/^!\s*/, '').trim();
  const inside = NAME.test(bare) && bare !== 'ALL' && depth < DEEPEST ? aliases.get(bare) : undefined;
  if (!inside) return [text.trim()];
  const isTurned = text.startsWith('!');
  return inside.flatMap((each) =>
    commandsIn(each, aliases, depth + 1).map((one) => (isTurned ? `!${one}` : one)),
  );
}

/** `program` holds the whole command until the end, so that a later line for the same one finds it. */
function ruleOf(at: SudoersLine, command: string): readonly OpenRule[] {
  if (command === 'ALL') return [{ at, power: 'all', program: command }];
  const [program = '', ...args] = command.split(/\s+/);
  if (program === 'list' || program === '') return [];
  if (program === 'sudoedit')
    return [
      {
        at,
        power:
          args.length === 0 || /[*?[]|\/etc\/(?:passwd|shadow|group|sudoers)/.test(args.join(' '))
            ? 'all'
            : 'some',
        program: command,
      },
    ];
  if (!program.startsWith('/') && !program.startsWith('^')) return [];
  const power = commandPower(program, args.length === 0 ? null : args.filter((word) => word !== '""'));
  return power === 'none' ? [] : [{ at, power, program: command }];
}

/** The parts of a `Defaults` line for all, or for some computers, accounts or targets; null: it is none of these. */
function defaultsOn(text: string): { scope: string; list: string; settings: string } | null {
  const rest = /^Defaults(.*)$/.exec(text)?.[1] ?? '';
  if (/^\s/.test(rest)) return { scope: '', list: '', settings: rest.trim() };
  if (!/^[:@>]/.test(rest)) return null;
  // Blanks may stand behind the commas of the list.
  const given = rest.slice(1).trimStart().replace(/,\s+/g, ',');
  const end = given.search(/\s/);
  if (end < 0) return null;
  return { scope: rest.charAt(0), list: given.slice(0, end), settings: given.slice(end).trim() };
}

interface Defaults {
  readonly asks: boolean;
  /** A group that is never asked. */
  readonly exempt: string | null;
  readonly runas: string;
}

/** What `Defaults` lines say, the general ones first, then those for computers, accounts and targets (sudoers(5), "Defaults"). */
function defaultsOf(
  lines: readonly SudoersLine[],
  counts: (scope: string, list: readonly string[]) => boolean | null,
): Defaults {
  let [asks, exempt, runas]: [boolean, string | null, string] = [true, null, 'root'];
  const all = lines.flatMap(({ text }) => {
    return defaultsOn(text) ?? [];
  });
  const order = ['', '@', ':', '>'];
  for (const { scope, list, settings } of all.toSorted(
    (a, b) => order.indexOf(a.scope) - order.indexOf(b.scope),
  )) {
    if (counts(scope, commas(list)) !== true) continue;
    for (const each of commas(settings)) {
      const [name = '', value = ''] = each.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
      if (/^!?\s*authenticate$/.test(name)) asks = !name.startsWith('!');
      if (name === 'exempt_group') exempt = value;
      if (name === '!exempt_group') exempt = null;
      if (name === 'runas_default') runas = value;
    }
  }
  return { asks, exempt, runas };
}

/** The folders in which root's commands are looked for by sudo (`secure_path`), with the line that says so. */
export const securePaths = (lines: readonly SudoersLine[]) =>
  lines.flatMap((at) => {
    const value = /^Defaults\s.*\bsecure_path\s*\+?=\s*"?([^"\s,]+)/.exec(at.text)?.[1];
    return (value?.split(':') ?? []).map((folder) => ({ folder, at }));
  });
