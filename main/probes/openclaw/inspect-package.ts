import { namesOpenClaw, PACKAGES } from '../../openclaw/install-places';
import { readManifest } from '../../openclaw/manifest';
import { isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import type { AccountHomes } from './account-homes';
import type { TolerantReader } from './tolerant-reader';
import type { Copy, CopyKind } from './types';

/** A folder that may be a package of OpenClaw. */
export interface Candidate {
  readonly path: string;
  readonly kind: CopyKind;
  readonly bundledIn?: string;
}

/** Where a tool keeps its packages tells who installed it, whichever way it was found. */
function kindOf(real: string, given: CopyKind): CopyKind {
  const path = real.replace(/\\/g, '/');
  if (/\/\.?pnpm\//i.test(path)) return 'pnpm';
  if (/\/\.bun\//.test(path)) return 'bun';
  if (/\/yarn\/(data\/)?global\//i.test(path)) return 'yarn';
  if (/\/tools\/node[^/]*\/lib\/node_modules\//.test(path)) return 'install-cli';
  if (given === 'other' && path.includes('/node_modules/')) return 'npm';
  return given;
}

/** The app that a path lies in, by the layout of macOS bundles and Electron's `resources` folder. */
function appAround(real: string): string | undefined {
  return /^(.*?\.app)\/Contents\//.exec(real)?.[1] ?? /^(.*?)[\\/]resources[\\/]/.exec(real)?.[1];
}

/** Looks at a folder; null when no copy is there. A package that can't be read still is one, of unknown version. */
export async function inspectPackage(
  reader: TolerantReader,
  people: AccountHomes,
  candidate: Candidate,
): Promise<Copy | null> {
  const { host } = reader;
  const real = await reader.realPath(candidate.path);
  if (!real) return null;
  const file = host.path.join(real, 'package.json');
  const folder = host.path.basename(real).toLowerCase();
  const isNamed = (PACKAGES as readonly string[]).includes(folder);
  let versionUnknown: Copy['versionUnknown'];
  let manifest: ReturnType<typeof readManifest> = 'broken';
  try {
    manifest = readManifest(await host.readText(file));
    versionUnknown = { id: 'openclaw.broken-package' };
  } catch (error) {
    if (isAbsentReading(error)) return null;
    versionUnknown = readFailure(error);
  }
  if (manifest === 'other' || (manifest === 'broken' && !isNamed)) return null;
  const given = manifest === 'broken' ? { package: folder, version: null } : manifest;
  if (manifest !== 'broken') versionUnknown = { id: 'openclaw.no-version' };

  const bundledIn = candidate.bundledIn ?? appAround(real);
  const kind = bundledIn ? 'app-bundle' : kindOf(real, candidate.kind);
  const inModules = /[\\/]node_modules[\\/]/.test(real);
  const isCheckout = !bundledIn && !inModules && (await reader.list(real)).includes('.git');
  const { uid } = await host.stat(real).catch(() => ({ uid: -1 }));
  return {
    path: real,
    package: given.package,
    version: given.version,
    ...(given.version === null && { versionUnknown }),
    kind: isCheckout ? 'git' : kind,
    owner: await people.nameOf(uid),
    where: 'this-computer',
    ...(bundledIn && { bundledIn }),
  };
}

/** Packages in a `node_modules` folder whose names may be OpenClaw's, those of a scope too. */
export async function packagesIn(reader: TolerantReader, modules: string): Promise<readonly string[]> {
  const { join } = reader.host.path;
  const names = await reader.list(modules);
  const scopes = names.filter((name) => name.startsWith('@'));
  const scoped = await Promise.all(
    scopes.map(async (scope) => (await reader.list(join(modules, scope))).map((name) => join(scope, name))),
  );
  return [...names.filter((name) => !name.startsWith('.')), ...scoped.flat()]
    .filter(namesOpenClaw)
    .map((name) => join(modules, name));
}

/** The package that a program's file lies in: the nearest folder above it that is a copy. */
export async function packageAbove(
  reader: TolerantReader,
  people: AccountHomes,
  file: string,
): Promise<Copy | null> {
  let folder = file;
  for (let level = 0; level < 8; level++) {
    const above = reader.host.path.dirname(folder);
    if (above === folder) return null;
    folder = above;
    const copy = await inspectPackage(reader, people, { path: folder, kind: 'other' });
    if (copy) return copy;
  }
  return null;
}
