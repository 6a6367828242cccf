import { namesOpenClaw } from '../../openclaw/places';
import { isLegacyServiceName, isServiceName, startsOpenClaw } from '../../openclaw/services';
import { isAbsent } from '../host';
import { couldNot } from '../seen';
import { consoleText } from './console-text';
import type { Eyes } from './eyes';
import { foldersOf } from './folders';
import type { Home, People } from './homes';
import { decodeLauncher, parseSetLines, parseTasks, type Task } from './parse-tasks';
import type { FoundService } from './systemd';

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

/** Tasks and startup items that start OpenClaw, with the environment that their scripts set. */
export async function windowsServices(eyes: Eyes, people: People): Promise<readonly FoundService[]> {
  const [tasks, items] = await Promise.all([
    scheduled(eyes),
    Promise.all(people.homes.map((home) => startupItems(eyes, home))),
  ]);
  return [...tasks, ...items.flat()];
}

async function scheduled(eyes: Eyes): Promise<readonly FoundService[]> {
  const { host } = eyes;
  let tasks: readonly Task[] | null = null;
  try {
    const { code, stdout } = await host.run('schtasks.exe', ['/query', '/xml'], TASKS_LIMIT_MS);
    if (code === 0) tasks = parseTasks(await consoleText(host, stdout), namesOpenClaw);
  } catch {
    // Told below: a Windows without its task list is not one without tasks.
  }
  if (!tasks) {
    eyes.sayUnseen('schtasks.exe', { id: 'openclaw.tasks' });
    return [];
  }
  const ours = tasks.filter((task) => isServiceName(leaf(task)) || startsOpenClaw(task.command));
  return Promise.all(ours.map((task) => fromTask(eyes, task)));
}

const leaf = ({ name }: Task): string => name.split('\\').at(-1) ?? '';

async function fromTask(eyes: Eyes, task: Task): Promise<FoundService> {
  const sid = task.user?.replace(/^NT AUTHORITY\\/i, '') ?? null;
  const account = sid === null ? null : (SYSTEM_ACCOUNTS[sid] ?? (/^system$/i.test(sid) ? 'SYSTEM' : sid));
  const knowsWho = task.user !== null || task.group !== null;
  const given = task.command.map((word) =>
    word.replace(/%([^%]+)%/g, (whole, name: string) => eyes.host.env[name] ?? whole),
  );
  const { env, command } = await scripts(eyes, given);
  return {
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
  };
}

/**
 * What the scripts behind a command set and start: gateway.vbs shows no window and runs the gateway.cmd beside it
 * (OpenClaw docs, install/uninstall).
 */
async function scripts(
  eyes: Eyes,
  command: readonly string[],
): Promise<{ env: Record<string, string>; command: readonly string[] }> {
  const { path } = eyes.host;
  const named = command.filter((word) => path.isAbsolute(word) && /\.(vbs|cmd|bat)$/i.test(word));
  const files = new Set(named.map((word) => word.replace(/\.vbs$/i, '.cmd')));
  const env: Record<string, string> = {};
  const words: string[] = [];
  for (const file of files) {
    const bytes = await eyes.host.readBytes(file, 256 * 1024).catch((error: unknown) => {
      // Letters beyond ASCII may have been read in the wrong code page: then the script is there under another name.
      if (isAbsent(error) && /[^ -~]/.test(file)) eyes.sayUnseen(file, couldNot(error));
      else eyes.miss(file, error);
    });
    if (!bytes) continue;
    const text = decodeLauncher(bytes);
    Object.assign(env, parseSetLines(text));
    words.push(...[...text.matchAll(/"([A-Za-z]:\\[^"\r\n]+)"/g)].map((hit) => hit[1] ?? ''));
  }
  return { env, command: words };
}

/** A per-user fallback where tasks may not be made: `OpenClaw Gateway.cmd` or `.vbs` in the Startup folder. */
async function startupItems(eyes: Eyes, home: Home): Promise<readonly FoundService[]> {
  const { join } = eyes.host.path;
  const { appdata = '' } = foldersOf(eyes.host, home);
  const folder = join(appdata, ...STARTUP);
  const names = (await eyes.names(folder)).filter((name) => isServiceName(name.replace(/\.[a-z]+$/i, '')));
  return Promise.all(
    names.map(async (name): Promise<FoundService> => {
      const file = join(folder, name);
      const bytes = /\.(cmd|vbs|bat)$/i.test(name)
        ? await eyes.host.readBytes(file, 256 * 1024).catch(() => null)
        : null;
      const inside = [
        ...(bytes ? decodeLauncher(bytes) : '').matchAll(/[A-Za-z]:\\[^"\r\n]+?\.(?:cmd|vbs)/gi),
      ];
      const { env, command } = await scripts(eyes, [...new Set(inside.map(([path]) => path))]);
      return {
        name: name.replace(/\.[a-z]+$/i, ''),
        kind: 'startup-item',
        file,
        account: home.account,
        administrator: false,
        env,
        legacy: isLegacyServiceName(name),
        command,
        home: home.path,
      };
    }),
  );
}
