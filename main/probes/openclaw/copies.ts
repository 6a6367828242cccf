import { CHECKOUT_FOLDERS, homePlaces, namesOpenClaw, systemPlaces } from '../../openclaw/places';
import type { Copy } from '.';
import { copiesInApps } from './apps';
import { copiesInContainers } from './containers';
import type { Eyes } from './eyes';
import { placesOf } from './folders';
import type { Home, People } from './homes';
import { copiesOnPath, followLauncher } from './launchers';
import { type Candidate, examine, packageAbove, packagesIn } from './packages';
import type { Running } from './processes';
import type { FoundService } from './systemd';
import { distributions } from './wsl';

const RUNTIME = /^(node|nodejs|bun)(\.exe)?$/i;

/** Packages that package managers installed, in the places of `openclaw/places.ts` and where .npmrc moved them. */
async function installed(eyes: Eyes, home: Home): Promise<readonly Candidate[]> {
  const { host } = eyes;
  const system = home.own ? systemPlaces(host.platform) : [];
  const moved = await npmPrefix(eyes, home);
  const places = placesOf(host, home, [...homePlaces(host.platform), ...system, ...moved]);
  const found = await Promise.all(
    places.map(async ({ pattern, kind }) => {
      const modules = await eyes.expand(pattern);
      const packages = await Promise.all(modules.map((each) => packagesIn(eyes, each)));
      return packages.flat().map((path): Candidate => ({ path, kind }));
    }),
  );
  return found.flat();
}

/** `prefix` of ~/.npmrc, with `~` and `${NAME}` filled in as npm does (npm docs, config/npmrc). */
async function npmPrefix(eyes: Eyes, home: Home): Promise<readonly { pattern: string; kind: 'npm' }[]> {
  const { host } = eyes;
  const text = await eyes.quiet.text(host.path.join(home.path, '.npmrc'));
  const given = /^\s*prefix\s*=\s*["']?([^"'\n\r]+?)["']?\s*$/m.exec(text ?? '')?.[1];
  if (!given) return [];
  const prefix = given
    .replace(/^~(?=[\\/]|$)/, home.path)
    .replace(/\$\{([^}]+)\}/g, (_whole, name: string) =>
      name === 'HOME' ? home.path : (host.env[name] ?? ''),
    );
  const modules = host.platform === 'win32' ? 'node_modules' : 'lib/node_modules';
  return [{ pattern: `${prefix}/${modules}`, kind: 'npm' }];
}

/** Checkouts and unpacked copies: folders named after OpenClaw in the home and where people keep their code. */
async function checkouts(eyes: Eyes, home: Home): Promise<readonly Candidate[]> {
  const { host } = eyes;
  const named = await Promise.all(
    CHECKOUT_FOLDERS[host.platform].map(async (folder) => {
      const path = host.path.join(home.path, folder);
      const names = (await eyes.quiet.names(path)).filter(
        (name) => namesOpenClaw(name) && !name.startsWith('.'),
      );
      return names.map((name) => host.path.join(path, name));
    }),
  );
  const told = home.own ? host.env.OPENCLAW_GIT_DIR : undefined;
  const system =
    home.own && host.platform !== 'win32' ? ['/opt/openclaw', '/srv/openclaw', '/var/lib/openclaw'] : [];
  return [...named.flat(), ...system, ...(told && host.path.isAbsolute(told) ? [told] : [])].map((path) => ({
    path,
    kind: 'other',
  }));
}

/** What services start: the package around the script, or where a launcher leads. */
async function started(eyes: Eyes, people: People, service: FoundService): Promise<readonly Copy[]> {
  const { host } = eyes;
  const home =
    service.home ?? (service.account === null ? null : people.homeOf(service.account)) ?? host.home;
  // A Node that lies in a folder named so is the runtime of what comes after it.
  const files = service.command.filter(
    (word) => host.path.isAbsolute(word) && namesOpenClaw(word) && !RUNTIME.test(host.path.basename(word)),
  );
  const found = await Promise.all(
    files.map((file) =>
      /\.[cm]?js$/.test(file)
        ? packageAbove(eyes, people, file).then((copy) => (copy ? [copy] : []))
        : followLauncher(eyes, people, file, home),
    ),
  );
  return found.flat();
}

/** Every copy once, by its real path; a copy found in two ways keeps the way that says most of it. */
export async function findCopies(
  eyes: Eyes,
  people: People,
  services: readonly FoundService[],
  running: readonly Running[],
): Promise<readonly Copy[]> {
  const candidates = people.homes.map(async (home) => {
    const found = await Promise.all([installed(eyes, home), checkouts(eyes, home)]);
    return Promise.all(found.flat().map((each) => examine(eyes, people, each)));
  });
  const ways = await Promise.all([
    copiesInApps(eyes, people),
    Promise.all(candidates).then((found) => found.flat()),
    copiesOnPath(eyes, people),
    Promise.all(services.map((service) => started(eyes, people, service))).then((found) => found.flat()),
    Promise.all(
      [...new Set(running.flatMap(({ paths }) => paths))].map((path) => packageAbove(eyes, people, path)),
    ),
    copiesInContainers(eyes, people),
    distributions(eyes),
  ]);
  const unique = new Map<string, Copy>();
  for (const copy of ways.flat()) {
    if (!copy) continue;
    const key = `${copy.where}\n${copy.owner}\n${eyes.host.platform === 'linux' ? copy.path : copy.path.toLowerCase()}`;
    const before = unique.get(key);
    if (!before || (before.kind === 'other' && copy.kind !== 'other')) unique.set(key, copy);
  }
  return [...unique.values()];
}
