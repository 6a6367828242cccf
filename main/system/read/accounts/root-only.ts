import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, normalize, resolve } from 'node:path';

const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
/** Where Linux gives up as well (path_resolution(7)). */
const MOST_LINKS = 40;

const factsOf = (path: string) => {
  try {
    return lstatSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code)))
      return null;
    throw error;
  }
};

/** The folders from the root folder down to `path`, outermost first. */
const wayTo = (path: string): readonly string[] =>
  dirname(path) === path ? [path] : [...wayTo(dirname(path)), path];

/**
 * True where nobody but root decides what lies at `path`, or would lie there: every folder on the way that is there
 * belongs to root, is no link, and no other may write into it. In a folder with the sticky bit (`/tmp`) others may make
 * names of their own, but touch none of root's (inode(7)); `inside` is what is meant in the folder at the end, where that
 * is known. What is so stays so, as only root could change it.
 */
export function isRootOnly(path: string, inside?: { readonly uid: number }): boolean {
  if (!isAbsolute(path) || normalize(path) !== path) return false;
  const way = wayTo(path).map(factsOf);
  return way.every((facts, at) => {
    if (facts === null) return true;
    const next = at + 1 < way.length ? way[at + 1] : inside;
    const isClosed =
      (facts.mode & WRITABLE_BY_OTHERS) === 0 || ((facts.mode & STICKY) !== 0 && next && next.uid === 0);
    return facts.isDirectory() && facts.uid === 0 && isClosed;
  });
}

/**
 * Whose a home is that root was sent into: the account of the first thing on the way that isn't root's, a link or
 * folder of which it decides where it leads. Null where all of it is root's.
 */
export function ownerOfHome(home: string): number | null {
  for (const path of wayTo(resolve(home))) {
    const uid = factsOf(path)?.uid ?? 0;
    if (uid !== 0) return uid;
  }
  return null;
}

/** Whether root alone decides what is run by this path: the folder, each link that stands for the program, and it itself. */
function isRootsProgram(path: string, links = 0): boolean {
  const folder = realpathSync(dirname(path));
  const { uid, mode, isLink } = kindOf(join(folder, basename(path)));
  if (ownerOfHome(dirname(path)) !== null || !isRootOnly(folder, { uid }) || links > MOST_LINKS) return false;
  if (isLink)
    return (
      uid === 0 && isRootsProgram(resolve(folder, readlinkSync(join(folder, basename(path)))), links + 1)
    );
  return uid === 0 && (mode & WRITABLE_BY_OTHERS) === 0;
}

const kindOf = (path: string) => {
  const facts = lstatSync(path);
  return { uid: facts.uid, mode: facts.mode, isLink: facts.isSymbolicLink() };
};

/**
 * What root may run under this name; null where somebody else could have put another program there. A bare name is
 * looked for in the folders of `path`. Our own program is trusted already: it runs. Rejects as lstat(2) does.
 */
export function programForRoot(name: string, path: string): string | null {
  const places = isAbsolute(name) ? [name] : path.split(delimiter).map((folder) => join(folder, name));
  const found = places.find(
    (place) => isAbsolute(place) && statSync(place, { throwIfNoEntry: false })?.isFile(),
  );
  if (found === undefined) return name;
  if (realpathSync(found) === process.execPath) return process.execPath;
  return isRootsProgram(found) ? join(realpathSync(dirname(found)), basename(found)) : null;
}
