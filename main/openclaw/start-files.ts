import { shellCommands } from './shell-text';
import { noVariables, type Variables } from './shell-variables';

/** What a file says is started, and with what. */
export interface StartEntry {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((each) => typeof each === 'string')
    : typeof value === 'string'
      ? (shellCommands(value)?.[0] ?? value.split(/\s+/).filter(Boolean))
      : [];
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const environment = (...values: readonly unknown[]): Variables => {
  const found = noVariables();
  for (const value of values)
    for (const [name, each] of Object.entries(record(value)))
      if (typeof each === 'string' && /^[A-Za-z_]\w*$/.test(name)) found[name] = each;
  return found;
};

/**
 * The programs in a dump of pm2 (lib/API/Startup.js of pm2: a list of processes, each with `pm_exec_path`, `args`,
 * `exec_interpreter`, `pm_cwd` and its environment, in `env` and beside it). Null when it is none.
 */
export function parseKeeperDump(source: string): readonly StartEntry[] | null {
  let list: unknown;
  try {
    list = JSON.parse(source);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  return list.map(record).map((each) => {
    const script = text(each.pm_exec_path) ?? text(each.script) ?? '';
    const interpreter = text(each.exec_interpreter) ?? text(each.interpreter);
    const own = interpreter === null || interpreter === 'none' ? [] : [interpreter, ...texts(each.node_args)];
    // A program found by its name is run by the shell (`pm2 start "openclaw gateway"`).
    return {
      args: [...own, script, ...texts(each.args)],
      env: environment(each, each.env),
      cwd: text(each.pm_cwd) ?? text(each.cwd),
    };
  });
}

/** The value of a key in one section of a file in the manner of INI; null where there is none. */
function iniSections(source: string): readonly (readonly [string, Readonly<Record<string, string>>])[] {
  const sections: [string, Variables][] = [];
  for (const line of source.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) sections.push([header, noVariables()]);
    const [, key, value] = /^([^#;=][^=]*)=(.*)/s.exec(line.trim()) ?? [];
    const here = sections.at(-1)?.[1];
    if (here && key !== undefined && value !== undefined) here[key.trimEnd()] ??= value.trimStart();
  }
  return sections;
}

/**
 * What a .desktop file starts (Desktop Entry Specification, `Exec` and `Path`; field codes such as `%U` fall away); null
 * for one that is switched off (`Hidden`, `X-GNOME-Autostart-enabled`) or starts nothing.
 */
export function parseDesktopEntry(source: string): StartEntry | null {
  const entry = iniSections(source).find(([name]) => name === 'Desktop Entry')?.[1];
  const line = entry?.Exec;
  if (!entry || !line || entry.Hidden === 'true' || entry['X-GNOME-Autostart-enabled'] === 'false')
    return null;
  const plain = line.replace(/(?<!%)%[a-zA-Z]/g, '').replaceAll('%%', '%');
  const args = shellCommands(plain)?.[0] ?? plain.split(/\s+/).filter(Boolean);
  return { args, env: noVariables(), cwd: entry.Path || null };
}

/** Programs of supervisord (its docs, "[program:x] Section Settings": command, directory, environment). */
export function parseSupervisor(source: string): readonly StartEntry[] {
  return iniSections(source).flatMap(([name, { command, directory, environment: given = '' }]) => {
    if (!name.startsWith('program:') || !command || command === undefined) return [];
    const env = noVariables();
    for (const [, key = '', value = ''] of given.matchAll(/(?<!\w)([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^,]*)/g))
      env[key] = value.replace(/^(["'])(.*)\1$/, '$2');
    return [{ args: shellCommands(command)?.[0] ?? command.split(/\s+/), env, cwd: directory ?? null }];
  });
}

/** `NAME=value` lines of environment.d(5), /etc/environment and pam_env.conf(5) (`NAME DEFAULT=value`), in order. */
export function parseSessionLines(source: string): readonly (readonly [string, string])[] {
  return source.split(/\r?\n/).flatMap((line) => {
    const plain = line.trim().replace(/^export\s+/, '');
    const [, name, value] =
      /^([A-Za-z_]\w*)=(.*)$/.exec(plain) ?? /^([A-Za-z_]\w*)\s+(?:DEFAULT|OVERRIDE)=(.*)$/.exec(plain) ?? [];
    return name === undefined || value === undefined
      ? []
      : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
}

/** One line of a table of cron: its command, with the variables of the lines before (crontab(5)). */
export function parseCron(source: string, withAccount: boolean): readonly StartEntry[] {
  const env = noVariables();
  return source.split(/\r?\n/).flatMap((line): readonly StartEntry[] => {
    if (/^\s*(#|$)/.test(line)) return [];
    const set = /^\s*([A-Za-z_]\w*)\s*=\s*(.*)/s.exec(line);
    if (set) {
      env[set[1] ?? ''] = (set[2] ?? '').replace(/^(["'])(.*)\1$/, '$2');
      return [];
    }
    const command = /^\s*(?:@\w+|(?:\S+\s+){4}\S+)\s+(.*)/s.exec(line)?.[1];
    const own = withAccount ? command?.replace(/^\S+\s+/, '') : command;
    // A `%` that isn't escaped ends the command.
    const whole = own?.replace(/(?<!\\)%.*/s, '').replaceAll('\\%', '%');
    return whole ? [{ args: ['sh', '-c', whole], env: noVariables(env), cwd: null }] : [];
  });
}
