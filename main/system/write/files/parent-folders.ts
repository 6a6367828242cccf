import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { ChangeError, isAbsent, toChangeError } from '../change-error';
import { pathModule, type WriteTools } from '../write-tools';
import { assertTrusted, openSafePath, type SafePath } from './safe-path';
import { newTempName, tempNamesFor } from './temp-files';

/** An empty file in each folder that we made: only those are removed again, so a folder of the user's never is. */
export const CREATED_MARK = '.tankmate-made';

const { O_CREAT = 0, O_DIRECTORY = 0, O_EXCL = 0, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY } = constants;

/** Makes the folders above `path` that are not there, 0700, owned by who owns the folder above them. */
export async function createParentFolders(tools: WriteTools, path: string): Promise<void> {
  const folder = pathModule(tools).dirname(path);
  if (folder === path || (await isThere(tools, folder))) return;
  await createParentFolders(tools, folder);
  const safePath = await openSafePath(tools, folder);
  if (safePath === null) return;
  try {
    const above = safePath.parents.at(-1);
    await assertTrusted(tools, safePath, above?.uid ?? 0);
    await clearUnfinished(tools, safePath);
    await makeOne(tools, safePath, above && tools.uid === 0 && above.uid !== 0 ? above : null);
  } catch (error) {
    throw toChangeError(error, folder);
  } finally {
    await safePath.close();
  }
}

const isThere = ({ fs }: WriteTools, path: string): Promise<boolean> =>
  fs.lstat(path).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw toChangeError(error, path);
    },
  );

/** Works in a folder by its name, held open where the system can: another in its place leads nowhere. */
async function within<T>(
  { fs, platform }: WriteTools,
  safePath: SafePath,
  name: string,
  work: (at: (name: string) => string, folder: FileHandle | null) => Promise<T>,
): Promise<T> {
  if (platform !== 'linux') return work((inside) => safePath.at(`${name}/${inside}`), null);
  const folder = await fs.open(safePath.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    return await work((inside) => `/proc/self/fd/${folder.fd}/${inside}`, folder);
  } finally {
    await folder.close();
  }
}

/** With its mark inside before it has its name: killed in between, nothing unmarked is left. */
async function makeOne(
  tools: WriteTools,
  safePath: SafePath,
  owner: { uid: number; gid: number } | null,
): Promise<void> {
  const { fs } = tools;
  const fresh = newTempName(safePath.name);
  await fs.mkdir(safePath.at(fresh), 0o700);
  try {
    await within(tools, safePath, fresh, async (at, folder) => {
      // The folder's owner could have put another in its place: only one that is as empty as ours is given to them.
      if (owner && (!folder || (await fs.readdir(at('.'))).length > 0))
        throw new ChangeError('unsafe-place', `${safePath.folder} was changed meanwhile`);
      const mark = await fs.open(at(CREATED_MARK), O_WRONLY | O_CREAT | O_EXCL, 0o600);
      try {
        if (owner) await mark.chown(owner.uid, owner.gid);
        await mark.sync();
      } finally {
        await mark.close();
      }
      if (owner) await folder?.chown(owner.uid, owner.gid);
    });
    await fs.rename(safePath.at(fresh), safePath.at(safePath.name));
  } catch (error) {
    await dropFolder(tools, safePath, fresh).catch(() => {});
    throw error;
  }
  await safePath.sync();
}

async function dropFolder(tools: WriteTools, safePath: SafePath, name: string): Promise<void> {
  await within(tools, safePath, name, async (at) => {
    await tools.fs.unlink(at(CREATED_MARK)).catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
    });
  });
  await tools.fs.rmdir(safePath.at(name));
}

async function clearUnfinished(tools: WriteTools, safePath: SafePath): Promise<void> {
  for (const name of await tempNamesFor(tools, safePath, safePath.name))
    await dropFolder(tools, safePath, name).catch(() => {});
}

/** Out of the way first: killed in between, a folder with our name is left and not one without its mark. */
async function dropIfOnlyMade(tools: WriteTools, safePath: SafePath): Promise<boolean> {
  const onlyMade = async (name: string) => {
    const names = await tools.fs.readdir(safePath.at(name));
    return names.length === 1 && names[0] === CREATED_MARK;
  };
  if (!(await onlyMade(safePath.name))) return false;
  const aside = newTempName(safePath.name);
  await tools.fs.rename(safePath.at(safePath.name), safePath.at(aside));
  if (await onlyMade(aside)) {
    await dropFolder(tools, safePath, aside);
    return true;
  }
  await tools.fs.rename(safePath.at(aside), safePath.at(safePath.name));
  return false;
}

/**
 * Removes the folders above `path` that we made, as far up as they hold nothing else, and what a killed call left of
 * those that it was about to make. What does not work stays: an empty folder harms nobody.
 */
export async function removeCreatedParents(tools: WriteTools, path: string): Promise<void> {
  const folder = pathModule(tools).dirname(path);
  if (folder === pathModule(tools).dirname(folder)) return;
  const safePath = await openSafePath(tools, folder, { follow: false }).catch(() => null);
  const gone = safePath === null || (await clearOne(tools, safePath).finally(() => safePath.close()));
  if (gone) await removeCreatedParents(tools, folder);
}

/** True when the folder is not there any more. */
async function clearOne(tools: WriteTools, safePath: SafePath): Promise<boolean> {
  try {
    await assertTrusted(tools, safePath, safePath.parents.at(-1)?.uid ?? 0);
    await clearUnfinished(tools, safePath);
    if (!(await isThere(tools, safePath.at(safePath.name)))) return true;
    const dropped = await dropIfOnlyMade(tools, safePath);
    await safePath.sync();
    return dropped;
  } catch {
    return false;
  }
}
