import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShownEntry } from '../../contract/change';
import type { Quarantined } from '../../contract/work';

/** As `leave` names the folders that it makes. */
const isOurs = (name: string) => /^left-[0-9a-f]{8}$/.test(name);

/** A folder of its own, no link to somewhere else. */
const isFolder = (path: string) =>
  lstat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );

/** The folders in the app's own `folder` in which lies what an uninstall quarantined. Links are none. */
export async function quarantinePlaces(folder: string): Promise<readonly string[]> {
  const quarantine = join(folder, 'quarantine');
  if (!(await isFolder(quarantine))) return [];
  const names = (await readdir(quarantine).catch(() => [])).filter(isOurs).sort();
  const places = await Promise.all(
    names.map(async (name) => ((await isFolder(join(quarantine, name))) ? [join(quarantine, name)] : [])),
  );
  return places.flat();
}

/** Bytes of all files below, links not followed; what can't be read counts as nothing. */
async function sizeOf(path: string): Promise<number> {
  const facts = await lstat(path).catch(() => null);
  if (!facts?.isDirectory()) return facts?.size ?? 0;
  let bytes = 0;
  for (const name of await readdir(path).catch(() => [])) bytes += await sizeOf(join(path, name));
  return bytes;
}

/** What an uninstall quarantined and nobody has deleted yet; null when there is nothing. The journal knows where it lay before. */
export async function quarantinedIn(
  folder: string,
  entries: readonly ShownEntry[],
): Promise<Quarantined | null> {
  const places = await quarantinePlaces(folder);
  if (places.length === 0) return null;
  const before = new Map(
    entries.flatMap(({ changes }) =>
      changes.flatMap(({ kind, where, after }) =>
        kind === 'move' && after !== null ? [[after, where]] : [],
      ),
    ),
  );
  const inside = await Promise.all(
    places.map(async (place) => (await readdir(place).catch(() => [])).map((name) => join(place, name))),
  );
  let bytes = 0;
  for (const place of places) bytes += await sizeOf(place);
  return {
    things: inside.flat().map((path) => before.get(path) ?? path),
    place: join(folder, 'quarantine'),
    bytes,
  };
}
