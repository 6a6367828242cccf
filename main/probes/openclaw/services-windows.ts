import { namesOpenClaw } from '../../openclaw/install-places';
import { isLegacyServiceName, isServiceName } from '../../openclaw/service-names';
import { noVariables } from '../../openclaw/shell-variables';
import { isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import type { AccountHome, AccountHomes } from './account-homes';
import { consoleText } from './console-text';
import { identifyStart } from './identify-start';
import { batchCommands, decodeLauncher, parseSetLines, parseTasks, type ScheduledTask } from './parse-tasks';
import { foldersOf } from './place-folders';
import type { FoundService } from './services-systemd';
import type { TolerantReader } from './tolerant-reader';

/** Asking for every task takes about a second. */
const TASKS_LIMIT_MS = 8000;
const STARTUP = ['Microsoft', 'Windows', 'Start Menu', 'Programs', 'Startup'];

/** Accounts of the system itself by SID, the same in every language of Windows (Well-known SIDs, learn.microsoft.com). */
const SYSTEM_ACCOUNTS: Readonly<Record<string, string>> = {
  'S-1-5-18': 'SYSTEM',
  'S-1-5-19': 'LOCAL SERVICE',
  'S-1-5-20': 'NETWORK SERVICE',
};
const ADMINISTRATORS = 'S-1-5-32-544';

/** A line of a batch file that goes to a folder, in quotes or without; blanks behind the folder are caught with it. */
const CHANGES_FOLDER = /^[ \t]*@?(?:cd|pushd)\s+(?:\/d\s+)?"?([A-Za-z]:[^"\r\n]*)(?:"\s*)?$/im;

/** Tasks and startup items that start OpenClaw, with the environment that their scripts set. */
export async function windowsServices(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly FoundService[]> {
  const [tasks, items] = await Promise.all([
    scheduled(reader, people),
    Promise.all(people.homes.map((home) => startupItems(reader, home))),
  ]);
  return [...tasks, ...items.flat()];
}

async function scheduled(reader: TolerantReader, people: AccountHomes): Promise<readonly FoundService[]> {
  const { host } = reader;
  let tasks: readonly ScheduledTask[] | null = null;
  try {
    const { code, stdout } = await host.run('schtasks.exe', ['/query', '/xml'], TASKS_LIMIT_MS);
    if (code === 0) tasks = parseTasks(await consoleText(host, stdout), namesOpenClaw);
  } catch {
    // Told below: a Windows without its task list is not one without tasks.
  }
  if (!tasks) {
    reader.addGap('schtasks.exe', { id: 'openclaw.tasks' });
    return [];
  }
  return (await Promise.all(tasks.map((task) => fromTask(reader, people, task)))).filter(
    (task) => task !== null,
  );
}

const leaf = ({ name }: ScheduledTask): string => name.split('\\').at(-1) ?? '';

async function fromTask(
  reader: TolerantReader,
  people: AccountHomes,
  task: ScheduledTask,
): Promise<FoundService | null> {
  const sid = task.user?.replace(/^NT AUTHORITY\\/i, '') ?? null;
  const account = sid === null ? null : (SYSTEM_ACCOUNTS[sid] ?? (/^system$/i.test(sid) ? 'SYSTEM' : sid));
  const knowsWho = task.user !== null || task.group !== null;
  const given = task.command.map((word) =>
    word.replace(/%([^%]+)%/g, (whole, name: string) => reader.host.env[name] ?? whole),
  );
  const { env, command, lines, cwd } = await scripts(reader, given);
  const home = (account === null ? null : people.homeOf(account)) ?? reader.host.home;
  const place = { env, cwd, home, hinted: isServiceName(leaf(task)) };
  const start = await identifyStart(reader, lines ?? [given], place);
  if (start === null) return null;
  return {
    ...(!start.is.certain && { unproven: true }),
    name: leaf(task),
    kind: 'scheduled-task',
    file: task.name,
    account,
    administrator:
      task.highest || account === 'SYSTEM' || task.group === ADMINISTRATORS || (knowsWho ? false : null),
    env,
    legacy: isLegacyServiceName(leaf(task)),
    command: [...given, ...command],
    home: null,
    start,
  };
}

/**
 * What the scripts behind a command set and start: gateway.vbs shows no window and runs the gateway.cmd beside it
 * (OpenClaw docs, install/uninstall).
 */
async function scripts(
  reader: TolerantReader,
  command: readonly string[],
): Promise<{
  readonly env: Record<string, string>;
  /** The words of all its lines. */
  readonly command: readonly string[];
  /** The folder that its first `cd` goes to; null where none does. */
  readonly cwd: string | null;
  /** Its command lines; null where there is no script, or it could not be read. */
  readonly lines: readonly (readonly string[])[] | null;
}> {
  const { path } = reader.host;
  const named = command.filter((word) => path.isAbsolute(word) && /\.(vbs|cmd|bat)$/i.test(word));
  const files = new Set(named.map((word) => word.replace(/\.vbs$/i, '.cmd')));
  const env: Record<string, string> = noVariables();
  let cwd: string | null = null;
  const lines: (readonly string[])[] = [];
  let read = 0;
  for (const file of files) {
    const bytes = await reader.host.readBytes(file, 256 * 1024).catch((error: unknown) => {
      // Letters beyond ASCII may have been read in the wrong code page: then the script is there under another name.
      if (isAbsentReading(error) && /[^ -~]/.test(file)) reader.addGap(file, readFailure(error));
      else reader.addFailure(file, error);
    });
    if (!bytes) continue;
    read += 1;
    const text = decodeLauncher(bytes);
    Object.assign(env, parseSetLines(text));
    const filled = { ...reader.host.env, ...env };
    lines.push(
      ...batchCommands(text).map((parts) =>
        parts.map((word) => word.replace(/%([^%\s]+)%/g, (whole, name: string) => filled[name] ?? whole)),
      ),
    );
    const [, folder] = CHANGES_FOLDER.exec(text) ?? [];
    cwd ??= folder?.trimEnd() ?? null;
  }
  const whole = files.size > 0 && read === files.size;
  return { env, command: lines.flat(), cwd, lines: whole ? lines : null };
}

/** A per-user fallback where tasks may not be made: `OpenClaw Gateway.cmd` or `.vbs` in the Startup folder. */
async function startupItems(reader: TolerantReader, home: AccountHome): Promise<readonly FoundService[]> {
  const { join } = reader.host.path;
  const { appdata = '' } = foldersOf(reader.host, home);
  const folder = join(appdata, ...STARTUP);
  const names = (await reader.list(folder)).filter((name) => isServiceName(name.replace(/\.[a-z]+$/i, '')));
  const items = await Promise.all(
    names.map(async (name): Promise<FoundService | null> => {
      const file = join(folder, name);
      const bytes = /\.(cmd|vbs|bat)$/i.test(name)
        ? await reader.host.readBytes(file, 256 * 1024).catch(() => null)
        : null;
      const inside = [
        ...(bytes ? decodeLauncher(bytes) : '').matchAll(/[A-Za-z]:\\[^":\r\n]+?\.(?:cmd|vbs)/gi),
      ];
      const { env, command, lines, cwd } = await scripts(reader, [...new Set(inside.map(([path]) => path))]);
      const own = bytes && /\.(cmd|bat)$/i.test(name) ? batchCommands(decodeLauncher(bytes)) : [];
      const place = { env, cwd, home: home.path, hinted: true };
      const start = await identifyStart(reader, lines ?? own, place);
      if (start === null) return null;
      return {
        ...(!start.is.certain && { unproven: true as const }),
        name: name.replace(/\.[a-z]+$/i, ''),
        kind: 'startup-item',
        file,
        account: home.account,
        administrator: false,
        env,
        legacy: isLegacyServiceName(name),
        command,
        home: home.path,
        start,
      };
    }),
  );
  return items.filter((item) => item !== null);
}
