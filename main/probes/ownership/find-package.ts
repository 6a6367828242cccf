import { packageFolder } from '../../openclaw/gateway-process';
import { readManifest } from '../../openclaw/manifest';
import { type Host, isAbsentReading } from '../../system/read';
import { memoizeBy } from '../partial-result';

/**
 * The package that a program's file belongs to. `ours` is OpenClaw's; `other` somebody else's, or none at all;
 * `unreadable` where it can't be told.
 */
export type PackageOf =
  | { readonly state: 'ours'; readonly folder: string; readonly inside: string; readonly proven: boolean }
  | { readonly state: 'other'; readonly saw: string }
  | { readonly state: 'unreadable' };

/** More folders than this above a script are no package. */
const LEVELS = 16;

/** Finds the package of a file: the nearest package.json above it that has a name (nodejs.org/api/packages). */
export type FindPackage = (file: string) => Promise<PackageOf>;

/** Each folder is asked once. `root` is put before every path: another process's own root, as /proc shows it. */
export function packageFinder(host: Host, root = ''): FindPackage {
  const { dirname, basename, relative, join, sep } = host.path;

  async function ask(folder: string): Promise<'ours' | 'other' | 'none' | 'unreadable'> {
    try {
      const manifest = readManifest(await host.readText(root + join(folder, 'package.json')));
      // Without a name it only says how its scripts are to be read (`"type": "module"`).
      return manifest === 'broken' ? 'none' : manifest === 'other' ? 'other' : 'ours';
    } catch (error) {
      host.signal.throwIfAborted();
      return isAbsentReading(error) ? 'none' : 'unreadable';
    }
  }
  const manifestIn = memoizeBy(ask);

  /** What an app packed into one file (Electron's asar) is unpacked to beside it, where its programs have to lie. */
  const unpacked = (file: string) => file.replace(/\.asar(?=[\\/])/, '.asar.unpacked');

  /** Links are followed by hand below another root: an absolute one leads there, and not to a file of ours. */
  async function realBelow(file: string): Promise<string> {
    let real = file;
    for (let links = 0; links < 8; links++) {
      const leads = await host.readLink(root + real).catch(() => null);
      if (leads === null) break;
      real = host.path.resolve(dirname(real), leads);
    }
    return real;
  }

  return async (file) => {
    const real = await (root === '' ? host.realpath(unpacked(file)) : realBelow(file)).catch((error) =>
      isAbsentReading(error) ? null : undefined,
    );
    if (real === undefined) return { state: 'unreadable' };
    if (real === null) {
      // Gone since, as after an update: only npm's own layout names the package then.
      const folder = packageFolder(file);
      return folder === null
        ? { state: 'unreadable' }
        : { state: 'ours', folder, inside: relative(folder, file).split(sep).join('/'), proven: false };
    }
    for (let folder = dirname(real), level = 0; level < LEVELS; level++) {
      const here = await manifestIn(folder);
      if (here === 'ours') {
        const inside = relative(folder, real).split(sep).join('/');
        return { state: 'ours', folder, inside, proven: true };
      }
      if (here !== 'none') return here === 'other' ? { state: here, saw: folder } : { state: here };
      const above = dirname(folder);
      if (above === folder || basename(folder) === 'node_modules') break;
      folder = above;
    }
    return { state: 'other', saw: real };
  };
}
