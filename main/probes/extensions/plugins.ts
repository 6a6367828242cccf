import { at, type Json } from '../../openclaw/settings';
import { workspaceRoots } from '../contents/roots';
import { errorCode, type Host } from '../host';
import type { Setup } from '../openclaw';
import type { Seen } from '../seen';
import type { Settings } from '../settings';
import type { Extension } from '.';
import { fields, type Origin, pluginOrigin } from './record';
import { installRecords } from './records';
import { pathsIn, Trouble } from './trouble';

const MANIFEST = 'openclaw.plugin.json';
/** Manifests of 2026.1 as clawdbot and moltbot. */
const MANIFESTS = [MANIFEST, 'clawdbot.plugin.json', 'moltbot.plugin.json'];
const CODE = /\.(?:[cm]?[jt]s)$/;
const LARGEST = 1024 * 1024;

interface Place {
  readonly id: string;
  readonly path: string;
}

/**
 * Every plugin that a setup has besides the bundled ones: in `<state>/extensions` and `<workspace>/.openclaw/extensions`,
 * on `plugins.load.paths`, and where an install record says (docs/tools/plugin.md). Each with what its record tells.
 */
export async function findPlugins(
  host: Host,
  setup: Setup,
  settings: Settings | null,
): Promise<Seen<Extension>> {
  const trouble = new Trouble(host);
  const value = settings?.state === 'read' ? settings.value : {};
  const records = await installRecords(host, setup, settings, trouble);
  const workspaces = workspaceRoots(host, setup, settings);
  trouble.unseen.push(...workspaces.unseen);
  const { join } = host.path;
  const real = async (path: string) => host.realpath(path).catch(trouble.instead(path, null));

  const homes = [
    join(setup.stateDir, 'extensions'),
    ...workspaces.folders.map((folder) => join(folder, '.openclaw', 'extensions')),
  ];
  const named = pathsIn(
    at(value, 'plugins.load.paths'),
    'plugins.load.paths',
    host,
    setup,
    settings,
    trouble,
  );
  const places: Place[] = [];
  for (const folder of homes) places.push(...(await pluginsBelow(host, folder, trouble)));
  for (const path of named) {
    const one = await pluginAt(host, path, trouble);
    places.push(...(one ? [one] : await pluginsBelow(host, path, trouble)));
  }

  const recorded = new Map<string, { readonly id: string; readonly record: unknown }>();
  for (const [id, record] of records.byId) {
    const { installPath } = fields(record);
    const path = typeof installPath === 'string' ? await real(expand(installPath, setup)) : null;
    if (path !== null) recorded.set(path, { id, record });
  }
  const found = new Map<string, Extension>();
  const add = (path: string, place: Place, origin: Origin) =>
    found.set(path, { name: place.id, path: place.path, ...origin, enabled: enabledBy(value, place.id) });
  for (const place of places) {
    const path = await real(place.path);
    if (path === null || found.has(path)) continue;
    const installed = recorded.get(path);
    // A record under the same id counts only if it doesn't speak of another place.
    const byId = records.byId.get(place.id);
    const record = installed?.record ?? (fields(byId).installPath === undefined ? byId : undefined);
    if (record !== undefined) add(path, place, pluginOrigin(record));
    else add(path, place, { source: records.whole ? 'unrecorded' : 'unknown', pinned: null });
  }
  for (const [path, { id, record }] of recorded) {
    if (!found.has(path)) add(path, { id, path }, pluginOrigin(record));
  }
  return { found: [...found.values()], unseen: trouble.unseen };
}

const expand = (path: string, setup: Setup) => path.replace(/^~(?=$|[\\/])/, () => setup.home);

/** Each folder or code file directly below is one plugin; hidden ones are OpenClaw's own working folders. */
async function pluginsBelow(host: Host, folder: string, trouble: Trouble): Promise<readonly Place[]> {
  const names = await host.list(folder).catch(trouble.instead<readonly string[]>(folder, []));
  const all: Place[] = [];
  for (const name of [...names].sort()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const place = await pluginAt(host, host.path.join(folder, name), trouble);
    if (place) all.push(place);
  }
  return all;
}

/** The plugin at a path: a folder with a manifest or an `openclaw` entry in its package.json, or a file of code. */
async function pluginAt(host: Host, path: string, trouble: Trouble): Promise<Place | null> {
  const { basename, extname, join } = host.path;
  const facts = await host
    .stat(path)
    .catch((error) => (errorCode(error) === 'ELOOP' ? null : trouble.instead(path, null)(error)));
  if (facts?.kind === 'file')
    return CODE.test(path) && !path.endsWith('.d.ts') ? { id: basename(path, extname(path)), path } : null;
  if (facts?.kind !== 'folder') return null;
  const names = await host.list(path).catch(trouble.instead<readonly string[]>(path, []));
  const manifest = MANIFESTS.find((name) => names.includes(name));
  const read = async (name: string) => {
    const file = join(path, name);
    const text = await host.readText(file, LARGEST).catch(trouble.instead(file, ''));
    try {
      return fields(JSON.parse(text));
    } catch {
      return {};
    }
  };
  if (manifest) {
    const { id } = await read(manifest);
    return { id: typeof id === 'string' && id.trim() ? id.trim().slice(0, 100) : basename(path), path };
  }
  if (!names.includes('package.json'))
    return names.some((name) => /^index\.[cm]?[jt]s$/.test(name)) ? { id: basename(path), path } : null;
  const { openclaw, clawdbot, moltbot } = await read('package.json');
  return openclaw || clawdbot || moltbot ? { id: basename(path), path } : null;
}

/** `plugins.enabled`, `deny`, `allow` and `entries.<id>.enabled`, in OpenClaw's order (docs/tools/plugin.md). */
function enabledBy(settings: Json, id: string): boolean {
  const list = (path: string) => {
    const value = at(settings, path);
    return Array.isArray(value) ? (value as readonly Json[]) : null;
  };
  if (at(settings, 'plugins.enabled') === false || list('plugins.deny')?.includes(id)) return false;
  const allowed = list('plugins.allow');
  if (allowed && allowed.length > 0 && !allowed.includes(id)) return false;
  return at(settings, ['plugins', 'entries', id, 'enabled']) !== false;
}
