import { APP_FOLDERS, isCarrier, namesOpenClaw } from '../../openclaw/places';
import type { Copy } from '.';
import type { Eyes } from './eyes';
import { placesOf } from './folders';
import type { People } from './homes';
import { type Candidate, examine, packagesIn } from './packages';

/** Folders looked into inside one app: a carrier is searched, any other one is glanced at. */
const GLANCE = { folders: 60, levels: 2 };
const SEARCH = { folders: 600, levels: 5 };
/** Apps glanced at in one place; those that carry OpenClaw by name always count. */
const MANY = 400;
/** Names that never hold a package: translations, pictures, archives, code signatures. */
const DULL =
  /\.(?!unpacked$|\d)[A-Za-z]+$|^(_CodeSignature|locales|icons?|fonts?|images?|docs|include|man|doc)$/;

/** Walks down an app's folder and collects what may be packages of OpenClaw, at most so many levels and folders. */
async function search(eyes: Eyes, root: string, limit: typeof SEARCH): Promise<readonly string[]> {
  const { join } = eyes.host.path;
  const found: string[] = [];
  let level = [root];
  let left = limit.folders;
  for (let depth = 0; depth < limit.levels && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (left-- <= 0) return found;
      const names = await eyes.names(folder);
      if (names.includes('node_modules'))
        found.push(...(await packagesIn(eyes, join(folder, 'node_modules'))));
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

async function appsIn(eyes: Eyes, folder: string): Promise<readonly App[]> {
  const names = (await eyes.names(folder)).filter((name) => !name.startsWith('.'));
  const wanted = eyes.host.platform === 'darwin' && /Applications$/.test(folder) ? /\.app$/ : /./;
  const apps = names
    .filter((name) => wanted.test(name))
    .map((name) => ({
      path: eyes.host.path.join(folder, name),
      carrier: isCarrier(name.replace(/\.app$/, '')),
    }));
  const others = apps.filter(({ carrier }) => !carrier);
  if (others.length > MANY) eyes.miss(folder, Object.assign(new Error('too many apps'), { code: 'EFBIG' }));
  return [...apps.filter(({ carrier }) => carrier), ...others.slice(0, MANY)];
}

/** Where an app keeps what it carries. */
const insides = (eyes: Eyes, { path, carrier }: App): string => {
  if (path.endsWith('.app')) return eyes.host.path.join(path, 'Contents', 'Resources');
  return carrier ? path : eyes.host.path.join(path, 'resources');
};

/**
 * Copies inside other apps: ClawX, QClaw, AutoClaw, OneClaw and any other that has the package among its resources.
 * An app of such a name in which no package can be found is a copy of unknown version, since it may be packed away.
 */
export async function copiesInApps(eyes: Eyes, people: People): Promise<readonly Copy[]> {
  const { host } = eyes;
  // An app folder closed to this account is closed to what it starts; those that carry OpenClaw by name are told.
  const calm = eyes.quiet;
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
      const inside = insides(eyes, app);
      const paths = await search(app.carrier ? eyes : calm, inside, app.carrier ? SEARCH : GLANCE);
      const self = app.carrier && !app.path.endsWith('.app') ? [app.path] : [];
      const candidates = [...self, ...paths].map(
        (path): Candidate => ({ path, kind: 'other', ...(path !== app.path && carriedBy(app)) }),
      );
      const copies = (await Promise.all(candidates.map((each) => examine(eyes, people, each)))).filter(
        (copy) => copy !== null,
      );
      return copies.length > 0 || !app.carrier ? copies : await emptyCarrier(eyes, people, app);
    }),
  );
  return found.flat();
}

/** A folder called openclaw may be a plain installation; the other names are apps. */
const carriedBy = ({ path, carrier }: App): Pick<Candidate, 'bundledIn'> =>
  path.endsWith('.app') || (carrier && !namesOpenClaw(path)) ? { bundledIn: path } : {};

async function emptyCarrier(eyes: Eyes, people: People, app: App): Promise<readonly Copy[]> {
  const { host } = eyes;
  const isApp =
    app.path.endsWith('.app') || (await eyes.names(app.path)).some((name) => /^resources$/i.test(name));
  if (!isApp) return [];
  const path = await eyes.real(app.path);
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
