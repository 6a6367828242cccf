import { parseDotenv } from '../../openclaw/dotenv';
import { IN_CONTAINER } from '../../openclaw/gateway-settings';
import { type Json, valueAt } from '../../openclaw/read-settings';
import { noVariables } from '../../openclaw/shell-variables';
import { type Host, isAbsentReading } from '../../system/read';
import type { Setup, StartMethod } from '../openclaw/types';
import { type Gap, readFailure } from '../partial-result';

/** As large as OpenClaw reads one (2026.9.6, dist/dotenv-global: MAX_DOTENV_FILE_BYTES). */
const LARGEST = 1024 * 1024;

/** What OpenClaw would see on a setup, by the ways in which it is started there. */
export interface SettingsEnvironment {
  /** One for each way; the first one speaks for the setup where only one is asked for. */
  readonly environments: readonly Readonly<Record<string, string>>[];
  /** Files that may decide something and could not be read. */
  readonly gaps: readonly Gap[];
}

const texts = (value: Json | undefined): Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/** Does it start OpenClaw on this setup? The settings file decides where one is named, else the state folder. */
export function startsOn(start: StartMethod, setup: Setup, { resolve }: Host['path']): boolean {
  if (start.configPath !== null) return resolve(start.configPath) === resolve(setup.configPath);
  if (resolve(start.stateDir) === resolve(setup.stateDir)) return true;
  // Where the default folder isn't there, OpenClaw takes the one of before the renaming.
  return start.byDefault && setup.legacy && resolve(start.home) === resolve(setup.home);
}

const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv', '/var/run/.containerenv'];
const CONTAINER_CGROUP = /\/docker\/|cri-containerd-[0-9a-f]|containerd\/[0-9a-f]{64}|\/kubepods[/.]|\blxc\b/;

/**
 * Whether OpenClaw takes itself to be inside a container here: its own marks, not those of a container that is surely
 * one (dist of 2026.9.6: infra/container-environment).
 */
async function inContainer(host: Host): Promise<boolean> {
  if (host.env.FLY_MACHINE_ID?.trim() && host.env.FLY_APP_NAME?.trim()) return true;
  if (host.platform !== 'linux') return false;
  const there = (file: string) =>
    host.stat(file).then(
      () => true,
      () => false,
    );
  const marks = await Promise.all(CONTAINER_FILES.map(there));
  if (marks.includes(true)) return true;
  return CONTAINER_CGROUP.test(await host.readText('/proc/1/cgroup').catch(() => ''));
}

/** Names that OpenClaw doesn't take from the `.env` of a working folder (docs/help/environment.md, "workspace .env"). */
const NOT_FROM_FOLDER = /^(OPENCLAW_|CLAWHUB_)|_(API_KEY|API_HOST|BASE_URL|ENDPOINT|HOMESERVER|TOKEN)(_|$)/i;

/** Reads a `.env` file; what isn't there gives nothing, what can't be read is a gap. */
async function dotenv(host: Host, file: string, gaps: Gap[]): Promise<Readonly<Record<string, string>>> {
  try {
    return parseDotenv(await host.readText(file, LARGEST));
  } catch (error) {
    host.signal.throwIfAborted();
    if (!isAbsentReading(error)) gaps.push({ where: file, because: readFailure(error) });
    return noVariables();
  }
}

/** The ways that count: what a person's shell gives counts only where nothing starts it by itself. */
function counting(starts: readonly StartMethod[]): readonly StartMethod[] {
  const gateways = starts.filter(({ role, by }) => by !== 'shell' && (role === null || role === 'gateway'));
  return gateways.length > 0 ? gateways : starts;
}

/**
 * The variables that OpenClaw would see on this setup, as far as they can be seen from outside, for each way in which it
 * is started: what starts it, then the `.env` of its working folder, `<state>/.env`, `~/.config/openclaw/gateway.env`,
 * the settings' own `env` (docs/help/environment.md, "Precedence"), and last ours. What a command line decides stands
 * beside them by its switch (`--bind`), which no variable can be called; `--running` says that a gateway runs on it.
 * Values are secrets: for reading settings only, never to be shown.
 */
export async function settingsEnvironment(
  host: Host,
  setup: Setup,
  starts: readonly StartMethod[],
  value: Json,
): Promise<SettingsEnvironment> {
  const { join } = host.path;
  const gaps: Gap[] = [];
  const own = Object.entries(host.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const [state, fallback] = await Promise.all([
    dotenv(host, join(setup.stateDir, '.env'), gaps),
    dotenv(host, join(setup.home, '.config', 'openclaw', 'gateway.env'), gaps),
  ]);
  const mine = starts.filter((each) => startsOn(each, setup, host.path));
  const running = mine.some(({ by, role }) => by === 'process' && role === 'gateway');
  const base = {
    ...((await inContainer(host)) && { [IN_CONTAINER]: 'yes' }),
    ...Object.fromEntries(own),
    ...texts(valueAt(value, 'env')),
    ...texts(valueAt(value, 'env.vars')),
    ...fallback,
    ...state,
    ...(running && { '--running': 'true' }),
  };
  const ways = await Promise.all(
    counting(mine).map(async (start) => {
      gaps.push(...start.unread.map((where) => ({ where, because: { id: 'openclaw.unread-start' } })));
      const folder = start.cwd === null ? noVariables() : await dotenv(host, join(start.cwd, '.env'), gaps);
      const allowed = Object.entries(folder).filter(([name]) => !NOT_FROM_FOLDER.test(name));
      return {
        ...base,
        ...Object.fromEntries(allowed),
        ...start.env,
        ...start.options,
        ...start.secrets,
      };
    }),
  );
  const distinct = new Map(
    [base, ...ways].map((each) => [JSON.stringify(Object.entries(each).sort()), each]),
  );
  distinct.delete(ways.length > 0 ? JSON.stringify(Object.entries(base).sort()) : '');
  const all = [...distinct.values()];
  return {
    environments: (all.length > 0 ? all : [base]).map((each) => noVariables(each)),
    gaps: [...new Map(gaps.map((gap) => [gap.where, gap])).values()],
  };
}
