import { type Json, valueAt } from '../../openclaw/read-settings';
import { errorCode, type Host } from '../../system/read';
import { workspaceRoots } from '../contents/workspace-roots';
import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';
import { GapCollector, pathsIn } from './gap-collector';
import { fields, installMark, type Origin, pluginOrigin, text } from './install-origin';
import { installRecords } from './install-records';
import type { Extension } from './types';

const MANIFEST = 'openclaw.plugin.json';
/** Manifests of 2026.1 as clawdbot and moltbot. */
const MANIFESTS = [MANIFEST, 'clawdbot.plugin.json', 'moltbot.plugin.json'];
const CODE = /\.(?:[cm]?[jt]s)$/;
const LARGEST = 1024 * 1024;
/** Checkouts lie below folders of their host and owner. */
const GIT_DEPTH = 3;

interface Place {
  readonly id: string;
  readonly path: string;
}

/**
 * Every plugin that a setup has besides the bundled ones: in `<state>/extensions` and `<workspace>/.openclaw/extensions`,
 * in the roots of npm and git packages (docs/plugins/dependency-resolution.md of 2026.5.28 and 2026.9.6), on
 * `plugins.load.paths`, and where an install record says (docs/tools/plugin.md). Each with what its record tells.
 */
export async function findPlugins(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
): Promise<PartialResult<Extension>> {
  const gaps = new GapCollector(host);
  const value = settings?.state === 'read' ? settings.value : {};
  const records = await installRecords(host, setup, settings, gaps);
  const workspaces = workspaceRoots(host, setup, settings);
  gaps.gaps.push(...workspaces.gaps);
  const { join } = host.path;
  const real = async (path: string) => host.realpath(path).catch(gaps.orElse(path, null));

  const homes = [
    join(setup.stateDir, 'extensions'),
    ...workspaces.folders.map((folder) => join(folder, '.openclaw', 'extensions')),
  ];
  const named = pathsIn(
    valueAt(value, 'plugins.load.paths'),
    'plugins.load.paths',
    host,
    setup,
    settings,
    gaps,
  );
  const places: Place[] = [];
  for (const folder of homes) places.push(...(await pluginsBelow(host, folder, gaps)));
  places.push(...(await managedPlugins(host, setup, gaps)));
  for (const path of named) {
    const one = await pluginAt(host, path, gaps);
    places.push(...(one ? [one] : await pluginsBelow(host, path, gaps)));
  }

  const recorded = new Map<string, { readonly id: string; readonly record: unknown }>();
  for (const [id, record] of records.byId) {
    const { installPath } = fields(record);
    const path = typeof installPath === 'string' ? await real(expand(installPath, setup)) : null;
    if (path !== null) recorded.set(path, { id, record });
  }
  const found = new Map<string, Extension>();
  const add = async (path: string, place: Place, origin: Origin, record?: Extension['record']) => {
    const compared = origin.source === 'npm' && origin.version !== undefined;
    const present = compared ? { present: await presentVersion(host, path, gaps) } : {};
    const enabled = enabledBy(value, place.id);
    const said = record === undefined ? {} : { record };
    found.set(path, { name: place.id, path: place.path, ...origin, ...present, enabled, ...said });
  };
  for (const place of places) {
    const path = await real(place.path);
    if (path === null || found.has(path)) continue;
    const installed = recorded.get(path);
    // A record under the same id counts only if it doesn't speak of another place.
    const byId = records.byId.get(place.id);
    const record = installed?.record ?? (fields(byId).installPath === undefined ? byId : undefined);
    if (record !== undefined) await add(path, place, pluginOrigin(record), installMark(record));
    else if (records.whole) await add(path, place, { source: 'unrecorded', pinned: null });
    else await add(path, place, { source: 'unknown', pinned: null }, null);
  }
  for (const [path, { id, record }] of recorded) {
    if (!found.has(path)) await add(path, { id, path }, pluginOrigin(record), installMark(record));
  }
  return { items: [...found.values()], gaps: gaps.gaps };
}

/** The version in a package's own package.json, which npm asks every package for. */
export async function presentVersion(host: Host, folder: string, gaps: GapCollector): Promise<string | null> {
  const file = host.path.join(folder, 'package.json');
  const source = await host.readText(file, LARGEST).catch(gaps.orElse(file, ''));
  return text(jsonFields(source).version) ?? null;
}

/** Nothing where it is no JSON. */
function jsonFields(source: string): ReturnType<typeof fields> {
  try {
    return fields(JSON.parse(source));
  } catch {
    return {};
  }
}

const expand = (path: string, setup: Setup) => path.replace(/^~(?=$|[\\/])/, () => setup.home);

/** The names in a folder that may be folders, sorted; none where it isn't there. */
const namesIn = async (host: Host, folder: string, gaps: GapCollector): Promise<readonly string[]> =>
  [
    ...(await host
      .list(folder)
      .catch((error) =>
        errorCode(error) === 'ENOTDIR' ? [] : gaps.orElse<readonly string[]>(folder, [])(error),
      )),
  ]
    .filter((name) => !name.startsWith('.'))
    .sort();

/** Packages in a `node_modules`, those of a scope too. */
async function packagesBelow(host: Host, modules: string, gaps: GapCollector): Promise<readonly string[]> {
  const { join } = host.path;
  const names = await namesIn(host, modules, gaps);
  const all = names.map(async (name) =>
    name.startsWith('@')
      ? (await namesIn(host, join(modules, name), gaps)).map((each) => join(modules, name, each))
      : [join(modules, name)],
  );
  return (await Promise.all(all)).flat();
}

/**
 * Plugins that OpenClaw fetched: `<state>/npm/node_modules` and `<state>/npm/projects/<package>/node_modules`, of which a
 * package is a plugin by its manifest, and checkouts below `<state>/git`.
 */
async function managedPlugins(host: Host, setup: Setup, gaps: GapCollector): Promise<readonly Place[]> {
  const { join } = host.path;
  const npm = join(setup.stateDir, 'npm');
  const projects = await namesIn(host, join(npm, 'projects'), gaps);
  const modules = [npm, ...projects.map((name) => join(npm, 'projects', name))].map((each) =>
    join(each, 'node_modules'),
  );
  const found: Place[] = [];
  for (const folder of modules)
    for (const path of await packagesBelow(host, folder, gaps)) {
      const place = await pluginAt(host, path, gaps, true);
      if (place) found.push(place);
    }
  const open = (await namesIn(host, join(setup.stateDir, 'git'), gaps)).map((name) => ({
    path: join(setup.stateDir, 'git', name),
    depth: 0,
  }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, depth } = next;
    const place = await pluginAt(host, path, gaps, true);
    if (place) found.push(place);
    else if (depth < GIT_DEPTH)
      open.push(
        ...(await namesIn(host, path, gaps))
          .filter((name) => name !== 'node_modules')
          .map((name) => ({ path: join(path, name), depth: depth + 1 })),
      );
  }
  return found;
}

/** Each folder or code file directly below is one plugin; hidden ones are OpenClaw's own working folders. */
async function pluginsBelow(host: Host, folder: string, gaps: GapCollector): Promise<readonly Place[]> {
  const names = await host.list(folder).catch(gaps.orElse<readonly string[]>(folder, []));
  const all: Place[] = [];
  for (const name of [...names].sort()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const place = await pluginAt(host, host.path.join(folder, name), gaps);
    if (place) all.push(place);
  }
  return all;
}

/** The plugin at a path: a folder with a manifest or an `openclaw` entry in its package.json, or a file of code. */
async function pluginAt(
  host: Host,
  path: string,
  gaps: GapCollector,
  /** A plain package or file of code is none: there are hundreds among what plugins need. */
  declared = false,
): Promise<Place | null> {
  const { basename, extname, join } = host.path;
  const facts = await host
    .stat(path)
    .catch((error) => (errorCode(error) === 'ELOOP' ? null : gaps.orElse(path, null)(error)));
  if (facts?.kind === 'file' && declared) return null;
  if (facts?.kind === 'file')
    return CODE.test(path) && !path.endsWith('.d.ts') ? { id: basename(path, extname(path)), path } : null;
  if (facts?.kind !== 'folder') return null;
  const names = await host.list(path).catch(gaps.orElse<readonly string[]>(path, []));
  const manifest = MANIFESTS.find((name) => names.includes(name));
  const read = async (name: string) => {
    const file = join(path, name);
    return jsonFields(await host.readText(file, LARGEST).catch(gaps.orElse(file, '')));
  };
  if (manifest) {
    const { id } = await read(manifest);
    return { id: typeof id === 'string' && id.trim() ? id.trim().slice(0, 100) : basename(path), path };
  }
  if (!names.includes('package.json') && declared) return null;
  if (!names.includes('package.json'))
    return names.some((name) => /^index\.[cm]?[jt]s$/.test(name)) ? { id: basename(path), path } : null;
  const { openclaw, clawdbot, moltbot } = await read('package.json');
  return openclaw || clawdbot || moltbot ? { id: basename(path), path } : null;
}

/** `plugins.enabled`, `deny`, `allow` and `entries.<id>.enabled`, in OpenClaw's order (docs/tools/plugin.md). */
function enabledBy(settings: Json, id: string): boolean {
  const list = (path: string) => {
    const value = valueAt(settings, path);
    return Array.isArray(value) ? (value as readonly Json[]) : null;
  };
  if (valueAt(settings, 'plugins.enabled') === false || list('plugins.deny')?.includes(id)) return false;
  const allowed = list('plugins.allow');
  if (allowed && allowed.length > 0 && !allowed.includes(id)) return false;
  return valueAt(settings, ['plugins', 'entries', id, 'enabled']) !== false;
}
