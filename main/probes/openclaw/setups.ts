import { LEGACY_STATE_FOLDERS, SETTINGS_FILES } from '../../openclaw/places';
import { placeFrom, profileOf } from '../../openclaw/state';
import { isAbsent } from '../host';
import type { Setup } from '.';
import type { Eyes } from './eyes';
import type { Home, People } from './homes';
import type { Running } from './processes';
import type { FoundService } from './systemd';

interface Found {
  readonly name: string;
  readonly stateDir: string;
  readonly configPath: string | null;
  readonly home: string;
  readonly from: Setup['from'];
  readonly legacy: boolean;
}

/** State folders of one home, by their names. */
async function inHome(eyes: Eyes, { path }: Home): Promise<readonly Found[]> {
  const names = await eyes.names(path);
  return names.flatMap((name) => {
    const legacy = (LEGACY_STATE_FOLDERS as readonly string[]).includes(name);
    const profile = legacy ? name : profileOf(name);
    const stateDir = eyes.host.path.join(path, name);
    return profile === null
      ? []
      : [{ name: profile, stateDir, configPath: null, home: path, from: 'home' as const, legacy }];
  });
}

function asked(
  eyes: Eyes,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  from: Setup['from'],
): readonly Found[] {
  const place = placeFrom(env, home, eyes.host.path);
  if (!place) return [];
  const folder = eyes.host.path.basename(place.stateDir);
  return [{ ...place, from, legacy: (LEGACY_STATE_FOLDERS as readonly string[]).includes(folder) }];
}

/** The setup that lies there; null when the folder doesn't exist. A folder that can't be opened is `unseen`. */
async function lookAt(eyes: Eyes, people: People, found: Found): Promise<Setup | null> {
  const { host } = eyes;
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
      found.configPath !== null && isAbsent(error) && (await host.stat(found.configPath).catch(() => null));
    if (alone && found.configPath)
      return { ...found, configPath: found.configPath, owner: await people.nameOf(alone.uid) };
    eyes.miss(found.stateDir, error);
    return null;
  }
}

/** Home of the account that a service runs as. */
const homeFor = (people: People, service: FoundService, fallback: string): string =>
  service.env.HOME ??
  service.env.USERPROFILE ??
  service.home ??
  (service.account === null ? null : people.homeOf(service.account)) ??
  fallback;

/**
 * Every state folder: those in the homes, and those that the environment, services and running gateways name.
 * The same folder with the same settings file comes once, as it was found first; a link to it is the same folder.
 */
export async function findSetups(
  eyes: Eyes,
  people: People,
  services: readonly FoundService[],
  running: readonly Running[],
): Promise<readonly Setup[]> {
  const { host } = eyes;
  const processes = await Promise.all(
    running.map(async ({ uid, env }) => {
      const name = await people.nameOf(uid);
      return { env, home: env.HOME ?? (name === null ? null : people.homeOf(name)) ?? host.home };
    }),
  );
  const found = [
    ...(await Promise.all(people.homes.map((home) => inHome(eyes, home)))).flat(),
    ...asked(eyes, host.env, host.home, 'environment'),
    ...services.flatMap((service) =>
      asked(
        eyes,
        { ...service.env, ...defaultPlace(service.env) },
        homeFor(people, service, host.home),
        'service',
      ),
    ),
    ...processes.flatMap(({ env, home }) => asked(eyes, { ...env, ...defaultPlace(env) }, home, 'process')),
  ];
  const setups = (await Promise.all(found.map((each) => lookAt(eyes, people, each)))).filter(
    (each) => each !== null,
  );
  const keyed = await Promise.all(
    setups.map(async (setup) => {
      const folder = (await eyes.real(setup.stateDir)) ?? setup.stateDir;
      const inside = host.path.relative(setup.stateDir, setup.configPath);
      const file = (await eyes.real(setup.configPath)) ?? host.path.resolve(folder, inside);
      return [`${folder}\n${file}`, setup] as const;
    }),
  );
  const unique = new Map<string, Setup>();
  // The renaming left `.clawdbot` behind as a link to `.openclaw`: that is not a folder of its own.
  for (const [key, setup] of [...keyed].sort(([, a], [, b]) => Number(a.legacy) - Number(b.legacy)))
    if (!unique.has(key)) unique.set(key, setup);
  return [...unique.values()];
}

/** A service or gateway always has a state folder: where nothing is said, it is the default one of its home. */
const defaultPlace = (env: Readonly<Record<string, string>>) =>
  env.OPENCLAW_PROFILE ? {} : { OPENCLAW_PROFILE: 'default' };
