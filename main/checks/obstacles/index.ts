import type { Message, Obstacle } from '../../contract/finding';
import { quoteShell } from '../../openclaw/shell-quote';
import type { FileProbe } from '../../probes/files';

type Files = Pick<
  FileProbe,
  | 'exact'
  | 'home'
  | 'isImmutable'
  | 'path'
  | 'platform'
  | 'readOnlyAt'
  | 'realpath'
  | 'stat'
  | 'uid'
  | 'userName'
>;

/** Where NixOS, Home Manager and Guix keep what they built: nobody ever writes there (nix-store(1)). */
const STORE = /^\/(?:nix|gnu)\/store\//;

const obstacle = (
  where: string,
  id: string,
  helps: Message | null,
  values: Message['values'] = {},
): Obstacle => ({
  where,
  because: { id: `obstacle.${id}`, values: { where, ...values } },
  helps,
});
const help = (id: string, values?: Message['values']): Message => ({
  id: `obstacle.${id}-helps`,
  ...(values && { values }),
});

/** A mark that keeps everybody, the administrator among them, from changing something (chattr(1), chflags(1)). */
async function immutableObstacle(files: Files, path: string, real = path): Promise<Obstacle | null> {
  if (!(await files.isImmutable(real).catch(() => false))) return null;
  const unmark = files.platform === 'darwin' ? 'chflags nouchg,noschg' : 'chattr -i';
  return obstacle(path, 'immutable', help('immutable', { command: `sudo ${unmark} ${quoteShell(real)}` }));
}

/**
 * What lies in a store, on a drive that can only be read, is marked immutable, or is not this account's, can't be changed
 * by it at all.
 */
export async function ownershipObstacle(files: Files, path: string): Promise<Obstacle | null> {
  const real = await files.realpath(path).catch(() => path);
  const [store] = STORE.exec(real) ?? [];
  if (store) return obstacle(path, 'store', help('store'), { store });
  if (await files.readOnlyAt(real)) return obstacle(path, 'read-only', help('read-only'));
  const marked = await immutableObstacle(files, path, real);
  if (marked) return marked;
  if (files.platform === 'win32' || files.uid === 0) return null;
  const facts = await files.stat(real).catch(() => null);
  if (facts === null || facts.uid === files.uid) return null;
  if (facts.uid !== 0) return obstacle(path, 'another', help('another'));
  const isAtHome = real.startsWith(`${files.home}/`);
  const values = { account: quoteShell(files.userName), where: quoteShell(real) };
  return obstacle(path, 'administrators', isAtHome ? help('administrators', values) : help('elsewhere'));
}

/** What keeps this account from putting another file in the place of this one, or from making it. */
export async function placeObstacle(files: Files, path: string): Promise<Obstacle | null> {
  const owned = await ownershipObstacle(files, path);
  if (owned || files.platform === 'win32') return owned;
  const folder = files.path.dirname(await files.realpath(path).catch(() => path));
  const marked = await immutableObstacle(files, folder);
  if (marked || files.uid === 0) return marked;
  const facts = await files.stat(folder).catch(() => null);
  // A folder that can't be looked at is reported by whoever looked.
  if (facts === null) return null;
  if (facts.uid !== files.uid) return ownershipObstacle(files, folder);
  if ((facts.mode & 0o300) === 0o300) return null;
  return obstacle(folder, 'folder', help('folder', { where: quoteShell(folder) }));
}

const BY_CODE: Readonly<Record<string, 'encoding' | 'large' | 'closed'>> = {
  EILSEQ: 'encoding',
  EFBIG: 'large',
  EACCES: 'closed',
};

/** What keeps the text of a file from being changed here; null: nothing that could be seen. */
export async function textObstacle(files: Files, path: string): Promise<Obstacle | null> {
  const placed = await placeObstacle(files, path);
  if (placed) return placed;
  try {
    await files.exact(path);
    return null;
  } catch (error) {
    const id = BY_CODE[error instanceof Error && 'code' in error ? String(error.code) : ''];
    return id === undefined ? null : obstacle(path, id, help(id, { where: quoteShell(path) }));
  }
}

/** Settings that an app which carries OpenClaw writes itself, and hands to its own gateway. */
export const appObstacle = (path: string): Obstacle => obstacle(path, 'of-app', help('of-app'));
/** A file that several setups include. */
export const sharedObstacle = (path: string): Obstacle => obstacle(path, 'shared', help('shared'));
/** A text that can't be made to mean what is wanted by changing only that: the steps by hand still work. */
export const wordingObstacle = (path: string): Obstacle => obstacle(path, 'wording', null);
/** A folder whose set-group-ID would be lost (chmod(2)). */
export const groupObstacle = (path: string): Obstacle =>
  obstacle(path, 'group', help('group', { where: quoteShell(path) }));
