import { APP_FOLDERS, isCarrier, namesOpenClaw } from '../../openclaw/install-places';
import { errorCode } from '../../system/read';
import type { AccountHomes } from './account-homes';
import { archivedPackages } from './archived-packages';
import { type Candidate, inspectPackage, packagesIn } from './inspect-package';
import { placesOf } from './place-folders';
import type { TolerantReader } from './tolerant-reader';
import type { Copy } from './types';

/** Folders looked into inside one app: a carrier is searched, any other one is glanced at. */
const BRIEF = { folders: 60, levels: 2 };
const SEARCH = { folders: 600, levels: 5 };
/** Apps glanced at in one place; those that carry OpenClaw by name always count. */
const MANY = 400;
/** Names that never hold a package: translations, pictures, archives, code signatures. */
const DULL =
  /\.(?!unpacked$|\d)[A-Za-z]+$|^(_CodeSignature|locales|icons?|fonts?|images?|docs|include|man|doc)$/;

/** The entry of the package (its package.json, `bin`). */
const ENTRY = /^(openclaw|clawdbot|moltbot)\.[cm]?js$/;

/** Walks down an app's folder and collects what may be packages of OpenClaw, at most so many levels and folders. */
async function search(
  reader: TolerantReader,
  root: string,
  limit: typeof SEARCH,
): Promise<readonly string[]> {
  const { join } = reader.host.path;
  const found: string[] = [];
  let level = [root];
  let left = limit.folders;
  for (let depth = 0; depth < limit.levels && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (left-- <= 0) return found;
      const names = await reader.list(folder);
      if (names.includes('node_modules'))
        found.push(...(await packagesIn(reader, join(folder, 'node_modules'))));
      // A package is known by its entry, whatever its maker called the folder.
      if (names.includes('package.json') && names.some((name) => ENTRY.test(name))) found.push(folder);
      for (const name of names) {
        if (name === 'node_modules' || name.startsWith('.') || DULL.test(name)) continue;
        if (namesOpenClaw(name)) found.push(join(folder, name));
        next.push(join(folder, name));
      }
    }
    level = next;
  }
  return found;
}

interface App {
  readonly path: string;
  readonly carrier: boolean;
}

async function appsIn(reader: TolerantReader, folder: string): Promise<readonly App[]> {
  const names = (await reader.list(folder)).filter((name) => !name.startsWith('.'));
  const wanted = reader.host.platform === 'darwin' && /Applications$/.test(folder) ? /\.app$/ : /./;
  const apps = names
    .filter((name) => wanted.test(name))
    .map((name) => ({
      path: reader.host.path.join(folder, name),
      carrier: isCarrier(name.replace(/\.app$/, '')),
    }));
  const others = apps.filter(({ carrier }) => !carrier);
  if (others.length > MANY)
    reader.addFailure(folder, Object.assign(new Error('too many apps'), { code: 'EFBIG' }));
  return [...apps.filter(({ carrier }) => carrier), ...others.slice(0, MANY)];
}

/** Where an app keeps what it carries. */
const insides = (reader: TolerantReader, { path, carrier }: App): string => {
  if (path.endsWith('.app')) return reader.host.path.join(path, 'Contents', 'Resources');
  return carrier ? path : reader.host.path.join(path, 'resources');
};

/**
 * Copies inside other apps: ClawX, QClaw, AutoClaw, OneClaw and any other that has the package among its resources.
 * An app of such a name in which no package can be found is a copy of unknown version, since it may be packed away.
 */
export async function copiesInApps(reader: TolerantReader, people: AccountHomes): Promise<readonly Copy[]> {
  const { host } = reader;
  // An app folder closed to this account is closed to what it starts; those that carry OpenClaw by name are told.
  const calm = reader.skippingDenied;
  const folders = people.homes.flatMap((home) =>
    placesOf(
      host,
      home,
      APP_FOLDERS[host.platform].map((pattern) => ({ pattern })),
    ),
  );
  const places = [...new Set(folders.map(({ pattern }) => pattern))];
  const apps = (await Promise.all(places.map((place) => appsIn(calm, place)))).flat();

  const found = await Promise.all(
    apps.map(async (app): Promise<readonly Copy[]> => {
      const inside = insides(reader, app);
      const paths = await search(app.carrier ? reader : calm, inside, app.carrier ? SEARCH : BRIEF);
      const self = app.carrier && !app.path.endsWith('.app') ? [app.path] : [];
      const candidates = [...self, ...paths].map(
        (path): Candidate => ({ path, kind: 'other', ...(path !== app.path && carriedBy(app)) }),
      );
      const loose = await Promise.all(candidates.map((each) => inspectPackage(reader, people, each)));
      const packed = await copiesInArchives(app.carrier ? reader : calm, people, app);
      const copies = [...loose.filter((copy) => copy !== null), ...packed];
      return copies.length > 0 || !app.carrier ? copies : await emptyCarrier(reader, people, app);
    }),
  );
  return found.flat();
}

/** A folder called openclaw may be a plain installation; the other names are apps. */
const carriedBy = ({ path, carrier }: App): Pick<Candidate, 'bundledIn'> =>
  path.endsWith('.app') || (carrier && !namesOpenClaw(path)) ? { bundledIn: path } : {};

/** Copies that an app keeps in its archives. An archive that can't be read is a place that could not be searched. */
async function copiesInArchives(
  reader: TolerantReader,
  people: AccountHomes,
  app: App,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const resources = app.path.endsWith('.app') ? insides(reader, app) : host.path.join(app.path, 'resources');
  const archives = (await reader.list(resources)).filter((name) => name.endsWith('.asar'));
  const found = await Promise.all(
    archives.map(async (name): Promise<readonly Copy[]> => {
      const path = host.path.join(resources, name);
      try {
        const owner = await people.nameOf((await host.stat(path)).uid);
        return (await archivedPackages(host, path)).map((manifest) => ({
          path,
          ...manifest,
          ...(manifest.version === null && { versionUnknown: { id: 'openclaw.no-version' } as const }),
          kind: 'app-bundle',
          owner,
          where: 'this-computer',
          bundledIn: app.path,
        }));
      } catch (error) {
        // What is no archive, or is torn, holds nothing that its app could run.
        if (errorCode(error) !== 'EINVAL') reader.addFailure(path, error);
        return [];
      }
    }),
  );
  return found.flat();
}

async function emptyCarrier(
  reader: TolerantReader,
  people: AccountHomes,
  app: App,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const isApp =
    app.path.endsWith('.app') || (await reader.list(app.path)).some((name) => /^resources$/i.test(name));
  if (!isApp) return [];
  const path = await reader.realPath(app.path);
  if (!path) return [];
  const { uid } = await host.stat(path).catch(() => ({ uid: -1 }));
  return [
    {
      path,
      package: 'openclaw',
      version: null,
      versionUnknown: { id: 'openclaw.no-package' },
      kind: 'app-bundle',
      owner: await people.nameOf(uid),
      where: 'this-computer',
      bundledIn: path,
    },
  ];
}
