import type { Host } from '../../system/read';
import { expandPattern } from './expand-pattern';
import { basesOf, plainBases } from './known-folders';
import { type OtherHome, otherHomes } from './other-homes';
import { placeAccess, placeExistence } from './place-access';
import type { Bases, PlaceTable } from './place-table';
import { LINUX } from './places-linux';
import { GUARDED, MACOS } from './places-macos';
import { WINDOWS } from './places-windows';
import type { PlaceKind, SensitivePlace } from './types';

const TABLES: Readonly<Record<OtherHome['like'] | 'win32', PlaceTable>> = {
  linux: LINUX,
  darwin: MACOS,
  windows: WINDOWS,
  win32: WINDOWS,
};

/** What macOS asks the user about, in any home. */
const guards =
  (host: Host, home: string) =>
  (path: string): boolean =>
    host.platform === 'darwin' &&
    GUARDED.some((folder) => `${path}/`.toLowerCase().startsWith(`${home}/${folder}/`.toLowerCase()));

/** One product: all its places that are there, or the first one as absent. */
async function product(
  host: Host,
  bases: Bases,
  guarded: (path: string) => boolean,
  [kind, name, patterns]: [PlaceKind, string, readonly string[]],
): Promise<readonly SensitivePlace[]> {
  const expanded = await Promise.all(patterns.map((pattern) => expandPattern(host, pattern, bases, guarded)));
  const paths = [...new Set(expanded.flatMap((each) => each.paths))];
  const places = await Promise.all(
    paths.map(async (path): Promise<SensitivePlace> => {
      const reach = guarded(path) ? await placeExistence(host, path) : await placeAccess(host, path, kind);
      return { name, kind, path, ...reach };
    }),
  );
  const there = places.filter((place) => place.reach !== 'absent');
  const [gaps] = expanded.flatMap((each) => each.gaps);
  if (gaps && !there.some((place) => place.reach === 'opens'))
    return [...there, { name, kind, path: gaps.where, reach: 'unknown', because: gaps.because }];
  if (there.length > 0) return there;
  const [refused] = expanded.flatMap((each) => each.refused);
  if (refused) return [{ name, kind, path: refused, reach: 'refused' }];
  return [{ name, kind, path: places[0]?.path ?? name, reach: 'absent' }];
}

async function placesIn(host: Host, home: string, table: PlaceTable, bases: Bases) {
  const products = Object.entries(table).flatMap(([kind, names]) =>
    Object.entries(names).map(([name, patterns]): [PlaceKind, string, readonly string[]] => [
      kind as PlaceKind,
      name,
      patterns,
    ]),
  );
  const guarded = guards(host, home);
  return (await Promise.all(products.map((each) => product(host, bases, guarded, each)))).flat();
}

/** Places with a root of their own, like a program's folder on drive D, belong to no home and are looked at once. */
const withoutRoots = (table: PlaceTable): PlaceTable =>
  Object.fromEntries(
    Object.entries(table).map(([kind, names]) => [
      kind,
      Object.fromEntries(
        Object.entries(names).map(([name, patterns]) => [
          name,
          patterns.filter((pattern) => !/^[A-Za-z]:/.test(pattern)),
        ]),
      ),
    ]),
  ) as unknown as PlaceTable;

async function anothers(host: Host, home: OtherHome): Promise<readonly SensitivePlace[]> {
  const table = withoutRoots(TABLES[home.like]);
  const places = await placesIn(host, home.path, table, plainBases(host, home.path));
  const open = places.filter((place) => place.reach === 'opens' || place.reach === 'unknown');
  if (open.length > 0) return open.map((place) => ({ ...place, name: `${place.name} (${home.name})` }));
  const whole = await placeAccess(host, home.path, 'documents');
  return whole.reach === 'refused' || whole.reach === 'unknown'
    ? [{ name: home.name, kind: 'documents', path: home.path, ...whole }]
    : [];
}

/** Everything that is known, in this home and in those of the others. */
export async function sensitivePlaces(host: Host): Promise<readonly SensitivePlace[]> {
  const [bases, others] = await Promise.all([basesOf(host), otherHomes(host)]);
  const homes = await Promise.all([
    placesIn(host, host.home, TABLES[host.platform], bases),
    ...others.items.map((home) => anothers(host, home)),
  ]);
  const hidden = others.gaps.map(
    ({ where, because }): SensitivePlace => ({
      name: where,
      kind: 'documents',
      path: where,
      reach: 'unknown',
      because,
    }),
  );
  return [...homes.flat(), ...hidden];
}
