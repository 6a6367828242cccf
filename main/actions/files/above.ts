import { constants } from 'node:fs';
import { isAbsent, named } from '../problem';
import { pathOf, type Tools } from '../tools';
import { newName, oursAbout, removeFile } from './leftovers';
import { openPlace, type Place, trusted } from './place';

/** An empty file in each folder that we made: only those are removed again, so a folder of the user's never is. */
export const MADE = '.tankmate-made';

const { O_CREAT = 0, O_EXCL = 0, O_WRONLY } = constants;

/** Makes the folders above `path` that are not there, 0700, owned by who owns the folder above them. */
export async function makeFoldersFor(tools: Tools, path: string): Promise<void> {
  const folder = pathOf(tools).dirname(path);
  if (folder === path || (await isThere(tools, folder))) return;
  await makeFoldersFor(tools, folder);
  const place = await openPlace(tools, folder);
  if (place === null) return;
  try {
    const above = place.levels.at(-1);
    await trusted(tools, folder, place, above?.uid ?? 0);
    await clearUnfinished(tools, place);
    await makeOne(tools, place, above && tools.uid === 0 && above.uid !== 0 ? above : null);
  } catch (error) {
    throw named(error, folder);
  } finally {
    await place.close();
  }
}

const isThere = ({ layer }: Tools, path: string): Promise<boolean> =>
  layer.lstat(path).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw named(error, path);
    },
  );

/** With its mark inside before it has its name: killed in between, nothing unmarked is left. */
async function makeOne(
  tools: Tools,
  place: Place,
  owner: { uid: number; gid: number } | null,
): Promise<void> {
  const { layer } = tools;
  const fresh = newName(place.name);
  const inside = (name: string) => place.at(`${fresh}/${name}`);
  await layer.mkdir(place.at(fresh), 0o700);
  try {
    const mark = await layer.open(inside(MADE), O_WRONLY | O_CREAT | O_EXCL, 0o600);
    try {
      if (owner) await mark.chown(owner.uid, owner.gid);
      await mark.sync();
    } finally {
      await mark.close();
    }
    if (owner) {
      const folder = await layer.open(place.at(fresh), 'r');
      await folder.chown(owner.uid, owner.gid).finally(() => folder.close());
    }
    await layer.rename(place.at(fresh), place.at(place.name));
  } catch (error) {
    await dropFolder(tools, place, fresh).catch(() => {});
    throw error;
  }
  await place.sync();
}

async function dropFolder(tools: Tools, place: Place, name: string): Promise<void> {
  await removeFile(tools, place, `${name}/${MADE}`);
  await tools.layer.rmdir(place.at(name));
}

async function clearUnfinished(tools: Tools, place: Place): Promise<void> {
  for (const name of await oursAbout(tools, place, place.name))
    await dropFolder(tools, place, name).catch(() => {});
}

/** Out of the way first: killed in between, a folder with our name is left and not one without its mark. */
async function dropIfOnlyMade(tools: Tools, place: Place): Promise<boolean> {
  const onlyMade = async (name: string) => {
    const names = await tools.layer.readdir(place.at(name));
    return names.length === 1 && names[0] === MADE;
  };
  if (!(await onlyMade(place.name))) return false;
  const aside = newName(place.name);
  await tools.layer.rename(place.at(place.name), place.at(aside));
  if (await onlyMade(aside)) {
    await dropFolder(tools, place, aside);
    return true;
  }
  await tools.layer.rename(place.at(aside), place.at(place.name));
  return false;
}

/**
 * Removes the folders above `path` that we made, as far up as they hold nothing else, and what a killed call left of
 * those that it was about to make. What does not work stays: an empty folder harms nobody.
 */
export async function clearMadeFolders(tools: Tools, path: string): Promise<void> {
  const folder = pathOf(tools).dirname(path);
  if (folder === pathOf(tools).dirname(folder)) return;
  const place = await openPlace(tools, folder, { follow: false }).catch(() => null);
  const gone = place === null || (await clearOne(tools, folder, place).finally(() => place.close()));
  if (gone) await clearMadeFolders(tools, folder);
}

/** True when the folder is not there any more. */
async function clearOne(tools: Tools, folder: string, place: Place): Promise<boolean> {
  try {
    await trusted(tools, folder, place, place.levels.at(-1)?.uid ?? 0);
    await clearUnfinished(tools, place);
    if (!(await isThere(tools, place.at(place.name)))) return true;
    const dropped = await dropIfOnlyMade(tools, place);
    await place.sync();
    return dropped;
  } catch {
    return false;
  }
}
