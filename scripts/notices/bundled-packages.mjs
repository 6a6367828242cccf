import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The list that each build writes beside what it made. */
export const LIST = 'bundled.json';

/**
 * @typedef {object} BundledPackage one that went into the bundle, in full or in part
 * @property {string} name
 * @property {string} version
 * @property {string} folder from the checkout, with `/`
 */

/**
 * The package that a module belongs to: the nearest folder above it whose package.json has a name and a version, as the
 * small ones inside of a package have none.
 * @param {string} module its path; what a plugin made up begins with NUL
 * @param {string} root the checkout
 * @returns {BundledPackage | null} null for our own files and for those that a plugin made up
 */
export function packageOf(module, root) {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '');
  if (!path.includes(`${sep}node_modules${sep}`)) return null;
  for (let folder = dirname(path); folder.startsWith(join(root, 'node_modules')); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
    if (name && version) return { name, version, folder: relative(root, folder).replaceAll(sep, '/') };
  }
  return null;
}

/**
 * A plugin for Vite: lists the packages whose modules went into the bundle. Those of which nothing was left are not in it.
 * @param {string} root the checkout
 */
export const listBundledPackages = (root) => ({
  name: 'tankmate:bundled-packages',
  /** @this {any} @param {unknown} _options @param {Record<string, any>} bundle */
  generateBundle(_options, bundle) {
    const found = new Map();
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const module of chunk.moduleIds) {
        const one = packageOf(module, root);
        if (one) found.set(one.folder, one);
      }
    }
    const list = [...found.values()].toSorted((a, b) => a.folder.localeCompare(b.folder, 'en'));
    this.emitFile({ type: 'asset', fileName: LIST, source: `${JSON.stringify(list, null, 1)}\n` });
  },
});
