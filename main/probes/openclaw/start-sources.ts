import { namesOpenClaw } from '../../openclaw/install-places';
import { readOtherShell } from '../../openclaw/other-shells';
import { mayStartOpenClaw } from '../../openclaw/service-names';
import { CRON_FOLDERS } from '../../openclaw/shell-lines';
import { shellCommands } from '../../openclaw/shell-text';
import { fillVariables, noVariables } from '../../openclaw/shell-variables';
import {
  parseCron,
  parseDesktopEntry,
  parseKeeperDump,
  parseSessionLines,
  parseSupervisor,
  type StartEntry,
} from '../../openclaw/start-files';
import { readStartArguments } from '../../openclaw/start-options';
import { hasShellFiles, isOtherShell, START_FILES, SYSTEM_START_FILES } from '../../openclaw/start-places';
import { isAbsentReading } from '../../system/read';
import { malformedFile } from '../../system/read/plain-error';
import type { AccountHome, AccountHomes } from './account-homes';
import type { StartSource } from './find-starts';
import { identifyStart } from './identify-start';
import { resolveLaunches } from './resolve-launches';
import type { TolerantReader } from './tolerant-reader';
import type { StartMethod } from './types';

/** Larger than any start file that a person writes, in bytes. */
const LARGEST = 1024 * 1024;
/** What of a text makes it worth following. */
const NAMES_IT = /openclaw|clawdbot|moltbot/i;

/** Variables that choose the state and the settings: one whose value can't be told may lead anywhere. */
const PLACES = ['OPENCLAW_STATE_DIR', 'OPENCLAW_CONFIG_PATH', 'OPENCLAW_HOME', 'OPENCLAW_PROFILE'];
/** Files that a start file takes in, as far as their names are plain. */
const TAKES_IN = /(?:^|[\s;&|])(?:\.|source)\s+["']?((?:~|\$HOME|\$\{HOME\}|\/)[^\s"'$;&|)]{1,300})/gm;
const MOST_TAKEN_IN = 20;

/** Variables that decide where OpenClaw keeps its state or how it lets others in. */
const isOwn = (name: string) => name.startsWith('OPENCLAW_');

interface FoundFile {
  readonly file: string;
  readonly text: string;
}

/** Text files behind patterns, those that name OpenClaw unless any will do. */
async function filesOf(
  reader: TolerantReader,
  patterns: readonly string[],
  {
    any = false,
    own = false,
    home,
  }: { readonly any?: boolean; readonly own?: boolean; readonly home?: string } = {},
): Promise<readonly FoundFile[]> {
  const calm = reader.skippingDenied;
  const files = await calm.expand(...patterns);
  const found = await Promise.all(
    files.map(async (file): Promise<readonly FoundFile[]> => {
      try {
        const text = await reader.host.readText(file, LARGEST);
        const names =
          any || NAMES_IT.test(text) || (home !== undefined && (await takesItIn(reader, text, home)));
        return names ? [{ file, text }] : [];
      } catch (error) {
        // One's own that can't be read may name any folder; another account's says nothing of this one.
        const isFile =
          own &&
          !isAbsentReading(error) &&
          (await reader.host.stat(file).then(
            ({ kind }) => kind === 'file',
            () => true,
          ));
        if (isFile) reader.addFailure(file, error);
        return [];
      }
    }),
  );
  return found.flat();
}

/** Whether a start file takes in another one that names OpenClaw. */
async function takesItIn(reader: TolerantReader, text: string, home: string): Promise<boolean> {
  const named = new Set([...text.matchAll(TAKES_IN)].map(([, file = '']) => file));
  const asked = [...named].slice(0, MOST_TAKEN_IN).map((file) =>
    reader.host
      .readText(
        file.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, () => home),
        LARGEST,
      )
      .then(
        (inner) => NAMES_IT.test(inner),
        () => false,
      ),
  );
  return (await Promise.all(asked)).some(Boolean);
}

/** Adds a gap for variables that lead somewhere, nobody can say where. */
function addUnread(reader: TolerantReader, file: string, names: readonly string[]): void {
  if (names.length > 0) reader.addFailure(file, malformedFile(`a plain value of ${names.join(', ')}`));
}

/** A shell's start file: the variables that it hands on, and the aliases and commands that name OpenClaw. */
async function fromShell(
  reader: TolerantReader,
  { file, text }: FoundFile,
  home: string,
): Promise<readonly StartSource[]> {
  // fish sets with words (`set -gx NAME value`), others with `export`: both are read.
  const place = { env: noVariables({ HOME: home }), cwd: home, home };
  const quick =
    text.length > 64 * 1024
      ? text
          .split(/\r?\n/)
          .filter((line) => NAMES_IT.test(line))
          .join('\n')
      : text;
  const { launches, exports } = await resolveLaunches(reader, { file, text: quick }, place);
  const own = Object.entries(exports).filter(([name]) => isOwn(name));
  const source = { by: 'shell' as const, where: file, home, cwd: null, command: [], unread: [] };
  const lines = quick.split(/\r?\n/).filter((line) => !line.trimStart().startsWith('#'));
  const known = [exports, ...launches.map(({ env }) => env)];
  addUnread(
    reader,
    file,
    PLACES.filter(
      (name) =>
        known.every((each) => each[name] === undefined) &&
        lines.some((line) => new RegExp(`(?:^|[\\s;&|])${name}=\\S`).test(line)),
    ),
  );
  const given: StartSource[] =
    own.length > 0 ? [{ ...source, env: noVariables(Object.fromEntries(own)), start: null }] : [];
  for (const launch of launches) {
    const [first = ''] = launch.args;
    if (!launch.args.some(namesOpenClaw) || /^(echo|printf|eval|complete|compdef)$/.test(first)) continue;
    const start = await identifyStart(reader, [launch.args], {
      ...{ env: launch.env, cwd: launch.cwd, home },
      hinted: false,
    });
    // A command by hand that names no folder of its own says nothing that isn't known.
    const { profile } = readStartArguments(launch.args);
    const env = noVariables({ ...launch.env, ...(profile !== null && { OPENCLAW_PROFILE: profile }) });
    if (start || Object.keys(env).some(isOwn)) given.push({ ...source, env, start });
  }
  return given;
}

/** The same for a shell of another kind: its variables, and what its aliases and functions start. */
async function fromOtherShell(
  reader: TolerantReader,
  { file, text }: FoundFile,
  home: string,
): Promise<readonly StartSource[]> {
  const { variables, commands, unread } = readOtherShell(text);
  addUnread(reader, file, unread);
  const given = fromSession({ file, text }, variables, home).map((each) => ({
    ...each,
    by: 'shell' as const,
  }));
  const entries = commands.flatMap((command) => shellCommands(command)?.slice(0, 1) ?? []);
  const started = await fromEntries(
    reader,
    'shell',
    file,
    entries.map((args) => ({ args, env: given[0]?.env ?? noVariables(), cwd: null })),
    home,
  );
  return [...given, ...started];
}

/** Variables of the session: everything that is started in it gets them. */
function fromSession(
  { file }: FoundFile,
  lines: readonly (readonly [string, string])[],
  home: string,
): readonly StartSource[] {
  const env = noVariables();
  for (const [name, value] of lines)
    if (isOwn(name))
      env[name] = fillVariables(value, { variables: { ...env, HOME: home } }).replace(/@\{HOME\}/g, home);
  if (Object.keys(env).length === 0) return [];
  return [{ by: 'login', where: file, home, cwd: null, env, start: null, command: [] }];
}

async function fromEntries(
  reader: TolerantReader,
  by: StartMethod['by'],
  where: string,
  entries: readonly StartEntry[],
  home: string,
): Promise<readonly StartSource[]> {
  const found = await Promise.all(
    entries.map(async ({ args, env, cwd }): Promise<readonly StartSource[]> => {
      if (!mayStartOpenClaw(args)) return [];
      const place = { env: noVariables({ HOME: home, ...env }), cwd: cwd ?? home, home };
      const start = await identifyStart(reader, [args], { ...place, hinted: false });
      return start ? [{ by, where, home, cwd: place.cwd, env, start, command: args }] : [];
    }),
  );
  return found.flat();
}

async function ofHome(reader: TolerantReader, home: AccountHome): Promise<readonly StartSource[]> {
  const below = (patterns: readonly string[], any = false, takesIn = false) =>
    filesOf(
      reader,
      patterns.map((pattern) => reader.host.path.join(home.path, pattern)),
      { any, own: home.own, ...(takesIn && { home: home.path }) },
    );
  const isUnix = hasShellFiles(reader.host.platform);
  const [shell, other, session, login, keeper] = await Promise.all([
    isUnix ? below(START_FILES.shell, false, true) : [],
    // PowerShell's own place on Windows lies on macOS in a folder that the system guards with a question.
    below(isUnix ? START_FILES.other : START_FILES.powershell),
    below(START_FILES.session),
    below(START_FILES.login, true),
    below(START_FILES.keeper, true),
  ]);
  const others = [...other, ...shell.filter(({ file }) => isOtherShell(file))];
  return gathered(reader, home.path, {
    shell: shell.filter(({ file }) => !isOtherShell(file)),
    ...{ other: others, session, login, keeper, schedule: [] },
  });
}

async function gathered(
  reader: TolerantReader,
  home: string,
  files: Readonly<
    Record<'shell' | 'other' | 'session' | 'login' | 'keeper' | 'schedule', readonly FoundFile[]>
  >,
): Promise<readonly StartSource[]> {
  const all = await Promise.all([
    ...files.shell.map((each) => fromShell(reader, each, home)),
    ...files.other.map((each) => fromOtherShell(reader, each, home)),
    ...files.session.map(async (each) => fromSession(each, parseSessionLines(each.text), home)),
    ...files.login.map((each) => {
      const entry = parseDesktopEntry(each.text);
      return fromEntries(reader, 'login', each.file, entry ? [entry] : [], home);
    }),
    ...files.keeper.map((each) => {
      const dump = each.file.includes('dump.pm2') ? parseKeeperDump(each.text) : parseSupervisor(each.text);
      if (dump === null) reader.addFailure(each.file, malformedFile('a dump of pm2'));
      return fromEntries(reader, 'keeper', each.file, dump ?? [], home);
    }),
    ...files.schedule.map((each) => {
      const withAccount = each.file.startsWith('/etc/');
      return fromEntries(reader, 'schedule', each.file, parseCron(each.text, withAccount), home);
    }),
  ]);
  return all.flat();
}

/** Everything besides services that starts OpenClaw or gives it its variables, of each home and of the whole computer. */
export async function startSources(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly StartSource[]> {
  const { host } = reader;
  const homes = await Promise.all(people.homes.map((home) => ofHome(reader, home)));
  if (!hasShellFiles(host.platform)) return homes.flat();
  const tables = await Promise.all(
    people.homes.flatMap(({ account, path }) =>
      account === null
        ? []
        : CRON_FOLDERS.map(async (folder) => {
            const files = await filesOf(reader, [host.path.join(folder, account)], { any: true });
            const none = { shell: [], other: [], session: [], login: [], keeper: [] };
            return gathered(reader, path, { ...none, schedule: files });
          }),
    ),
  );
  const of = (kind: keyof typeof SYSTEM_START_FILES) =>
    filesOf(reader, SYSTEM_START_FILES[kind], { any: kind !== 'shell' && kind !== 'session' });
  const [shell, session, login, schedule, keeper] = await Promise.all([
    of('shell'),
    of('session'),
    of('login'),
    of('schedule'),
    of('keeper'),
  ]);
  const system = await gathered(reader, host.home, {
    ...{ shell, session, login, schedule, keeper },
    other: [],
  });
  return [...homes.flat(), ...tables.flat(), ...system];
}
