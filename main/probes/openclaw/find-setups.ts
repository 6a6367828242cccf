import type { Platform } from '../../contract/finding';
import { LEGACY_STATE_FOLDERS, SETTINGS_FILES } from '../../openclaw/install-places';
import { placeFrom, profileOf } from '../../openclaw/state-folders';
import { isAbsentReading } from '../../system/read';
import type { AccountHome, AccountHomes } from './account-homes';
import type { TolerantReader } from './tolerant-reader';
import type { Setup, StartMethod } from './types';

/** A state folder by where it was found, before anybody looked into it. */
export interface FoundSetup {
  readonly name: string;
  readonly stateDir: string;
  readonly configPath: string | null;
  readonly home: string;
  readonly from: Setup['from'];
  readonly legacy: boolean;
}

/** State folders of one home, by their names. */
async function inHome(reader: TolerantReader, { path }: AccountHome): Promise<readonly FoundSetup[]> {
  const names = await reader.list(path);
  return names.flatMap((name) => {
    const legacy = (LEGACY_STATE_FOLDERS as readonly string[]).includes(name);
    const profile = legacy ? name : profileOf(name);
    const stateDir = reader.host.path.join(path, name);
    return profile === null
      ? []
      : [{ name: profile, stateDir, configPath: null, home: path, from: 'home' as const, legacy }];
  });
}

/** Where programs keep what is theirs, below a home; empty: folders of the home itself whose names begin with a dot. */
const DATA_FOLDERS: Readonly<Record<Platform, readonly string[]>> = {
  linux: ['', '.config', '.local/share'],
  darwin: ['', 'Library/Application Support'],
  win32: ['', 'AppData/Roaming', 'AppData/Local'],
};
/** Programs of one such folder that are asked. */
const MOST_PROGRAMS = 400;

/**
 * State folders that apps which carry OpenClaw keep among their own data: `<app>/openclaw/state` (LobsterAI,
 * openclawEngineManager.ts) or `<app>/openclaw` (RivonClaw), each known by the settings file in it.
 */
export async function setupsOfApps(
  reader: TolerantReader,
  { path: home }: AccountHome,
): Promise<readonly FoundSetup[]> {
  const { host } = reader;
  const calm = reader.skippingDenied;
  const top = await calm.list(home);
  const there = DATA_FOLDERS[host.platform].filter(
    (below) => below === '' || top.includes(below.split('/')[0] ?? ''),
  );
  const asked = there.map(async (below) => {
    const folder = host.path.join(home, ...below.split('/'));
    // What this app put away is no setup, and a state folder is no app's.
    const names = (below === '' ? top : await calm.list(folder)).filter((name) =>
      below === '' ? /^\.\w/.test(name) && profileOf(name) === null : name !== 'Tankmate',
    );
    const found = await Promise.all(
      names.slice(0, MOST_PROGRAMS).map(async (name): Promise<readonly FoundSetup[]> => {
        const own = host.path.join(folder, name, 'openclaw');
        // Hardly any has one: a single question for all the others.
        if ((await host.stat(own).catch(() => null))?.kind !== 'folder') return [];
        for (const inside of ['state', '']) {
          const stateDir = host.path.join(own, inside);
          const file = await host.stat(host.path.join(stateDir, SETTINGS_FILES[0])).catch(() => null);
          if (file?.kind === 'file')
            return [{ name, stateDir, configPath: null, home, from: 'search', legacy: false }];
        }
        return [];
      }),
    );
    return found.flat();
  });
  return (await Promise.all(asked)).flat();
}

/**
 * The state folder that an environment leads to. Where the default one doesn't exist and one of before the renaming
 * does, that one is it (OpenClaw 2026.1.30, src/config/paths.ts; 2026.9.6 knows `.clawdbot` alone of them).
 */
async function asked(
  reader: TolerantReader,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  from: Setup['from'],
  cwd: string | null = null,
): Promise<readonly FoundSetup[]> {
  const { path, stat } = reader.host;
  const place = placeFrom(env, home, path, cwd);
  if (!place) return [];
  const isLegacy = (folder: string) => (LEGACY_STATE_FOLDERS as readonly string[]).includes(folder);
  const found = { ...place, from, legacy: isLegacy(path.basename(place.stateDir)) };
  const isDefault = place.stateDir === path.join(place.home, '.openclaw') && place.name === 'default';
  const isThere = (folder: string) =>
    stat(folder).then(
      ({ kind }) => kind === 'folder',
      (error) => !isAbsentReading(error),
    );
  if (!isDefault || (await isThere(place.stateDir))) return [found];
  for (const name of LEGACY_STATE_FOLDERS) {
    const stateDir = path.join(place.home, name);
    if (await isThere(stateDir)) return [{ ...found, stateDir, legacy: true }];
  }
  return [found];
}

/** The setup that lies there; null when the folder doesn't exist. A folder that can't be opened is `unseen`. */
async function lookAt(
  reader: TolerantReader,
  people: AccountHomes,
  found: FoundSetup,
): Promise<Setup | null> {
  const { host } = reader;
  try {
    const facts = await host.stat(found.stateDir);
    if (facts.kind !== 'folder') return null;
    const names = await host.list(found.stateDir);
    const file = SETTINGS_FILES.find((name) => names.includes(name)) ?? SETTINGS_FILES[0];
    const configPath = found.configPath ?? host.path.join(found.stateDir, file);
    return { ...found, configPath, owner: await people.nameOf(facts.uid) };
  } catch (error) {
    // A settings file that was moved by itself is a setup even before the state folder exists.
    const alone =
      found.configPath !== null &&
      isAbsentReading(error) &&
      (await host.stat(found.configPath).catch(() => null));
    if (alone && found.configPath)
      return { ...found, configPath: found.configPath, owner: await people.nameOf(alone.uid) };
    reader.addFailure(found.stateDir, error);
    return null;
  }
}

/**
 * Every state folder: those in the homes, and those that the environment and whatever starts OpenClaw name.
 * `ofApps` is `setupsOfApps`, remembered. The same folder with the same settings file comes once, as it was found first; a link to it is the same folder.
 */
export async function findSetups(
  reader: TolerantReader,
  people: AccountHomes,
  starts: readonly StartMethod[],
  ofApps: (home: AccountHome) => Promise<readonly FoundSetup[]>,
): Promise<readonly Setup[]> {
  const { host } = reader;
  const found = [
    ...(await Promise.all(people.homes.map((home) => inHome(reader, home)))).flat(),
    ...(await Promise.all(people.homes.map(ofApps))).flat(),
    ...(
      await Promise.all([
        asked(reader, host.env, host.home, 'environment'),
        ...starts.map(({ by, env, home, cwd }) =>
          asked(
            reader,
            { ...env, ...defaultPlace(env) },
            home,
            by === 'process' ? 'process' : by === 'service' ? 'service' : 'start',
            cwd,
          ),
        ),
      ])
    ).flat(),
  ];
  const setups = (await Promise.all(found.map((each) => lookAt(reader, people, each)))).filter(
    (each) => each !== null,
  );
  const keyed = await Promise.all(
    setups.map(async (setup) => {
      const folder = (await reader.realPath(setup.stateDir)) ?? setup.stateDir;
      const inside = host.path.relative(setup.stateDir, setup.configPath);
      const file = (await reader.realPath(setup.configPath)) ?? host.path.resolve(folder, inside);
      return [`${folder}\n${file}`, setup] as const;
    }),
  );
  const unique = new Map<string, Setup>();
  // The renaming left `.clawdbot` behind as a link to `.openclaw`: that is not a folder of its own.
  for (const [key, setup] of [...keyed].sort(([, a], [, b]) => Number(a.legacy) - Number(b.legacy)))
    if (!unique.has(key)) unique.set(key, setup);
  // Where this account's own environment says that the settings of a state folder lie elsewhere, the folder has none of
  // its own to be judged by. A service's environment says nothing of what is started by hand.
  const folderOf = (key: string) => key.slice(0, key.indexOf('\n'));
  const elsewhere = new Set(
    [...unique].filter(([, { from }]) => from === 'environment').map(([key]) => folderOf(key)),
  );
  const isEmpty = async ({ configPath }: Setup) => host.stat(configPath).then(() => false, isAbsentReading);
  const kept = await Promise.all(
    [...unique].map(async ([key, setup]) =>
      setup.from === 'home' && elsewhere.has(folderOf(key)) && (await isEmpty(setup)) ? [] : [setup],
    ),
  );
  return kept.flat();
}

/** A service or gateway always has a state folder: where nothing is said, it is the default one of its home. */
const defaultPlace = (env: Readonly<Record<string, string>>) =>
  env.OPENCLAW_PROFILE ? {} : { OPENCLAW_PROFILE: 'default' };
