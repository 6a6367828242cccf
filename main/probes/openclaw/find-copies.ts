import { CHECKOUT_FOLDERS, homePlaces, namesOpenClaw, systemPlaces } from '../../openclaw/install-places';
import type { PartialResult } from '../partial-result';
import type { AccountHome, AccountHomes } from './account-homes';
import { copiesInApps } from './copies-in-apps';
import { copiesInContainers } from './copies-in-containers';
import { copiesOnPath, followLauncher } from './follow-launcher';
import { type Candidate, inspectPackage, packageAbove, packagesIn } from './inspect-package';
import type { DockerContainer } from './parse-containers';
import { placesOf } from './place-folders';
import type { OpenClawProcess } from './running-processes';
import type { FoundService } from './services-systemd';
import type { TolerantReader } from './tolerant-reader';
import type { Copy } from './types';
import { distributions } from './wsl-distributions';

const RUNTIME = /^(node|nodejs|bun)(\.exe)?$/i;

/** Packages that package managers installed, in the places of `openclaw/places.ts` and where .npmrc moved them. */
async function installed(reader: TolerantReader, home: AccountHome): Promise<readonly Candidate[]> {
  const { host } = reader;
  const system = home.own ? systemPlaces(host.platform) : [];
  const moved = await npmPrefix(reader, home);
  const places = placesOf(host, home, [...homePlaces(host.platform), ...system, ...moved]);
  const found = await Promise.all(
    places.map(async ({ pattern, kind }) => {
      const modules = await reader.expand(pattern);
      const packages = await Promise.all(modules.map((each) => packagesIn(reader, each)));
      return packages.flat().map((path): Candidate => ({ path, kind }));
    }),
  );
  return found.flat();
}

/** `prefix` of ~/.npmrc, with `~` and `${NAME}` filled in as npm does (npm docs, config/npmrc). */
async function npmPrefix(
  reader: TolerantReader,
  home: AccountHome,
): Promise<readonly { pattern: string; kind: 'npm' }[]> {
  const { host } = reader;
  const text = await reader.skippingDenied.readText(host.path.join(home.path, '.npmrc'));
  const given = /^[ \t]*prefix[ \t]*=([^\n\r]*)$/m.exec(text ?? '')?.[1];
  const [, plain] = /^["']?([^"']+)["']?$/.exec(given?.trim() ?? '') ?? [];
  if (!plain) return [];
  const prefix = plain
    .trim()
    .replace(/^~(?=[\\/]|$)/, home.path)
    .replace(/\$\{([^${}]+)\}/g, (_whole, name: string) =>
      name === 'HOME' ? home.path : (host.env[name] ?? ''),
    );
  const modules = host.platform === 'win32' ? 'node_modules' : 'lib/node_modules';
  return [{ pattern: `${prefix}/${modules}`, kind: 'npm' }];
}

/** Checkouts and unpacked copies: folders named after OpenClaw in the home and where people keep their code. */
async function checkouts(reader: TolerantReader, home: AccountHome): Promise<readonly Candidate[]> {
  const { host } = reader;
  const named = await Promise.all(
    CHECKOUT_FOLDERS[host.platform].map(async (folder) => {
      const path = host.path.join(home.path, folder);
      const names = (await reader.skippingDenied.list(path)).filter(
        (name) => namesOpenClaw(name) && !name.startsWith('.'),
      );
      return names.map((name) => host.path.join(path, name));
    }),
  );
  const given = home.own ? host.env.OPENCLAW_GIT_DIR : undefined;
  const system =
    home.own && host.platform !== 'win32' ? ['/opt/openclaw', '/srv/openclaw', '/var/lib/openclaw'] : [];
  return [...named.flat(), ...system, ...(given && host.path.isAbsolute(given) ? [given] : [])].map(
    (path) => ({
      path,
      kind: 'other',
    }),
  );
}

/** What services start: the package around the script, or where a launcher leads. */
async function started(
  reader: TolerantReader,
  people: AccountHomes,
  service: FoundService,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const home =
    service.home ?? (service.account === null ? null : people.homeOf(service.account)) ?? host.home;
  // A Node that lies in a folder named so is the runtime of what comes after it.
  const files = service.command.filter(
    (word) => host.path.isAbsolute(word) && namesOpenClaw(word) && !RUNTIME.test(host.path.basename(word)),
  );
  const found = await Promise.all(
    files.map((file) =>
      /\.[cm]?js$/.test(file)
        ? packageAbove(reader, people, file).then((copy) => (copy ? [copy] : []))
        : followLauncher(reader, people, file, home),
    ),
  );
  return found.flat();
}

/** Every copy once, by its real path; a copy found in two ways keeps the way that says most of it. */
export async function findCopies(
  reader: TolerantReader,
  people: AccountHomes,
  services: readonly FoundService[],
  running: readonly OpenClawProcess[],
  startedCopies: readonly string[],
  searched: (home: AccountHome) => Promise<readonly Candidate[]>,
  docker: () => Promise<PartialResult<DockerContainer>>,
  shellFolders: (home: AccountHome) => Promise<PartialResult<string>>,
): Promise<readonly Copy[]> {
  const candidates = people.homes.map(async (home) => {
    const found = await Promise.all([installed(reader, home), checkouts(reader, home), searched(home)]);
    return Promise.all(found.flat().map((each) => inspectPackage(reader, people, each)));
  });
  const ways = await Promise.all([
    copiesInApps(reader, people),
    Promise.all(candidates).then((found) => found.flat()),
    copiesOnPath(reader, people, shellFolders),
    Promise.all(services.map((service) => started(reader, people, service))).then((found) => found.flat()),
    Promise.all(
      [...new Set(running.flatMap(({ paths }) => paths))].map((path) => packageAbove(reader, people, path)),
    ),
    Promise.all(startedCopies.map((path) => inspectPackage(reader, people, { path, kind: 'other' }))),
    copiesInContainers(reader, people, docker),
    distributions(reader),
  ]);
  const unique = new Map<string, Copy>();
  for (const copy of ways.flat()) {
    if (!copy) continue;
    const key = `${copy.where}\n${copy.owner}\n${reader.host.platform === 'linux' ? copy.path : copy.path.toLowerCase()}`;
    const before = unique.get(key);
    if (!before || (before.kind === 'other' && copy.kind !== 'other')) unique.set(key, copy);
  }
  return [...unique.values()];
}
