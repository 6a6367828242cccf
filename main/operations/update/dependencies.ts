import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { UpdateError } from './update-error';
import type { Announced } from './verify-lock';

/** One package in npm's own record of what it laid down (npm docs, package-lock.json: `packages`). */
interface Laid {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly integrity?: unknown;
  readonly inBundle?: unknown;
  readonly link?: unknown;
}

type Manifest = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const json = async (file: string): Promise<Manifest | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
};
const texts = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((each): each is [string, string] => typeof each[1] === 'string'),
      )
    : {};

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
const nameIn = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
/** The package that a nested one lies in; empty: none. */
const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1));

/** What a manifest asks for, by the name it is asked for under. */
function asks(manifest: Manifest): readonly (readonly [name: string, range: string, peer: boolean])[] {
  const own = { ...texts(manifest.dependencies), ...texts(manifest.optionalDependencies) };
  const peers = Object.entries(texts(manifest.peerDependencies)).filter(([name]) => !(name in own));
  return [
    ...Object.entries(own).map(([name, range]) => [name, range, false] as const),
    ...peers.map(([name, range]) => [name, range, true] as const),
  ];
}

/** Whether what was laid down is what was asked for: its name (an alias names another) and its version. */
function fits(range: string, name: string, laid: Announced, peer: boolean): boolean {
  const [, alias, rest] = /^npm:(@?[^@]+)(?:@(.*))?$/.exec(range) ?? [null, name, range];
  if (laid.name !== alias) return false;
  // npm lays down what a peer doesn't fit where somebody else asks for it, and says so.
  const valid = peer ? null : semver.validRange(rest ?? '*');
  return valid === null || semver.satisfies(laid.version, valid, { includePrerelease: true });
}

/**
 * What an installation consists of besides `root`, its checked package, by npm's own record in `folder`. Nothing of it
 * has run. Rejects when something came from elsewhere than a registry, or when nobody asks for it: a registry may say of
 * a package what it likes, so what counts is each package's own `package.json`, from its checked archive, beginning with
 * the root's. What lies inside the archive of another one is covered by that one's hash.
 */
export async function installed(folder: string, root: string): Promise<readonly Announced[]> {
  const lock = await json(join(folder, 'node_modules', '.package-lock.json'));
  const packages = isObject(lock?.packages) ? (lock.packages as Readonly<Record<string, Laid>>) : null;
  const start = `node_modules/${root}`;
  if (!packages || !(start in packages)) throw new UpdateError('no-record');
  const manifests = new Map<string, Manifest>();
  for (const path of Object.keys(packages)) {
    const manifest = await json(join(folder, path, 'package.json'));
    if (manifest) manifests.set(path, manifest);
  }

  const found = new Map<string, Announced>();
  for (const [path, { name, version, integrity, inBundle, link }] of Object.entries(packages)) {
    const spec = typeof name === 'string' ? name : nameIn(path);
    const odd = () => new UpdateError('odd-dependency', { name: `${spec}@${String(version)}` });
    if (link === true || typeof version !== 'string') throw odd();
    if (inBundle === true && integrity === undefined) {
      // It has come out of the archive of the first one above it that was fetched by itself.
      let holder = above(path);
      while (packages[holder]?.inBundle === true) holder = above(holder);
      const manifest = manifests.get(holder);
      const bundle = manifest?.bundleDependencies ?? manifest?.bundledDependencies;
      if (bundle !== true && !(Array.isArray(bundle) && bundle.length > 0)) throw odd();
      found.set(path, { name: spec, version, integrity: '' });
      continue;
    }
    if (typeof integrity !== 'string' || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) throw odd();
    found.set(path, { name: spec, version, integrity });
  }

  const asked = new Set<string>([start]);
  for (const path of asked) {
    const manifest = manifests.get(path);
    for (const [name, range, peer] of manifest ? asks(manifest) : []) {
      const at = nearest(path, name, found);
      const laid = at === null ? undefined : found.get(at);
      if (at !== null && laid && fits(range, name, laid, peer)) asked.add(at);
    }
  }
  for (const [path, { name, version }] of found) {
    const bundled = found.get(path)?.integrity === '';
    if (!asked.has(path) && !bundled)
      throw new UpdateError('unasked-dependency', { name: `${name}@${version}` });
  }
  return [...found]
    .filter(([path, { integrity }]) => path !== start && integrity !== '')
    .map(([, each]) => each);
}

/** Where Node would find `name` from the package at `path` (nodejs.org/api/modules, "Loading from node_modules folders"). */
function nearest(path: string, name: string, found: ReadonlyMap<string, unknown>): string | null {
  for (let here = path; ; here = above(here)) {
    const at = here === '' ? `node_modules/${name}` : `${here}/node_modules/${name}`;
    if (found.has(at)) return at;
    if (here === '') return null;
  }
}
