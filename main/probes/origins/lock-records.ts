import { rankRegistry, withoutCredentials } from '../../openclaw/origins';
import type { Host } from '../../system/read';
import type { GapCollector } from '../extensions/gap-collector';
import { fields } from '../extensions/install-origin';
import type { Copy } from '../openclaw/types';
import type { OriginRecord } from './types';

const LARGEST = 32 * 1024 * 1024;
/** A lock of a global folder is found so many folders above its packages at most. */
const HIGHEST = 6;

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : null;

/** The name of the package whose archive an address of a registry leads to: `…/NAME/-/BASE-VERSION.tgz` (npm/registry docs). */
function nameIn(address: string): string | null {
  const path = URL.parse(address)?.pathname ?? '';
  const end = path.indexOf('/-/');
  if (end < 0) return null;
  const parts = path.slice(0, end).split('/').filter(Boolean).map(decodeURIComponent);
  const [scope, name] = parts.slice(-2);
  return scope?.startsWith('@') && name ? `${scope}/${name}` : (parts.at(-1) ?? null);
}

/** What `resolved` of a lock or package.json says (npm docs, package-lock.json; npm 6 wrote `_resolved`). */
export function resolvedRecord(
  where: string,
  resolved: string,
  integrity: unknown,
  version: string | null,
  official: string,
): OriginRecord {
  const base = {
    where,
    from: withoutCredentials(resolved),
    name: null,
    version,
    integrity: text(integrity),
    rank: null,
  };
  if (/^git(?:\+|:)|\.git(?:#|$)|^github:/.test(resolved)) return { ...base, by: 'git' };
  const rank = rankRegistry(resolved, official);
  if (rank === null) return { ...base, by: 'local' };
  let name: string | null = null;
  try {
    name = nameIn(resolved);
  } catch {}
  return { ...base, by: 'web', rank, name };
}

/** `_resolved` and `_integrity`, which npm before 7 wrote into the package.json of what it installed. */
export function inPackageText(
  where: string,
  { _resolved, _integrity, version }: Readonly<Record<string, unknown>>,
  official: string,
): readonly OriginRecord[] {
  const resolved = text(_resolved);
  return resolved === null ? [] : [resolvedRecord(where, resolved, _integrity, text(version), official)];
}

/** npm's hidden lock beside the packages of a project (npm docs, package-lock.json, “Hidden Lockfiles”). */
export async function inPackageLock(
  host: Host,
  { path }: Copy,
  official: string,
  gaps: GapCollector,
): Promise<readonly OriginRecord[]> {
  const slashed = path.replace(/\\/g, '/');
  const at = slashed.lastIndexOf('/node_modules/');
  if (at < 0) return [];
  const modules = path.slice(0, at + '/node_modules'.length);
  const file = host.path.join(modules, '.package-lock.json');
  const source = await host.readText(file, LARGEST).catch(gaps.orElse(file, null));
  if (source === null) return [];
  try {
    const packages = fields(fields(JSON.parse(source)).packages);
    const key = slashed.slice(at + 1);
    if (!Object.hasOwn(packages, key)) return [];
    const { resolved, integrity, version, link } = fields(packages[key]);
    const from = text(resolved);
    if (link === true) return [resolvedRecord(file, from ?? '?', null, null, official)];
    return from === null ? [] : [resolvedRecord(file, from, integrity, text(version), official)];
  } catch {
    gaps.gaps.push({ where: file, because: { id: 'contents.broken' } });
    return [];
  }
}

/**
 * What pnpm (`lock.yaml` of its folder of packages), yarn (`yarn.lock`) and bun (`bun.lock`) wrote down of a package. They name a
 * registry only where it isn't the one of their settings: then nothing but the checksum is told, and no record comes of it.
 */
export async function lockRecords(
  host: Host,
  { path, kind, package: name, version }: Copy,
  official: string,
  gaps: GapCollector,
): Promise<readonly OriginRecord[]> {
  const files = { pnpm: ['lock.yaml', 'pnpm-lock.yaml'], yarn: ['yarn.lock'], bun: ['bun.lock'] };
  if (kind !== 'pnpm' && kind !== 'yarn' && kind !== 'bun') return [];
  let folder = path;
  for (let level = 0; level < HIGHEST; level++) {
    folder = host.path.dirname(folder);
    for (const each of files[kind]) {
      const file = host.path.join(folder, each);
      const source = await host.readText(file, LARGEST).catch(gaps.orElse(file, null));
      if (source === null) continue;
      const found = addressIn(source, name, version);
      const integrity = integrityIn(source, name, version);
      if (found !== null) return [resolvedRecord(file, found, integrity, version, official)];
      return integrity === null
        ? []
        : registryOfPnpm(host, { folder, kind, version }, integrity, official, gaps);
    }
  }
  return [];
}

const REGISTRY = /registries"?:\s{0,9}\{?\s{0,99}"?default"?:\s{0,9}["']?(https?:[^\s"',}]{1,300})/;

/** pnpm names the registry of what it fetched once, in `.modules.yaml` beside its packages (pnpm: modules-yaml). */
async function registryOfPnpm(
  host: Host,
  { folder, kind, version }: Pick<Copy, 'kind' | 'version'> & { readonly folder: string },
  integrity: string,
  official: string,
  gaps: GapCollector,
): Promise<readonly OriginRecord[]> {
  if (kind !== 'pnpm') return [];
  const { dirname, join } = host.path;
  for (const place of [folder, dirname(folder), join(dirname(folder), 'node_modules')]) {
    const file = join(place, '.modules.yaml');
    const source = await host.readText(file, LARGEST).catch(gaps.orElse(file, ''));
    const registry = REGISTRY.exec(source)?.[1];
    if (registry !== undefined) return [resolvedRecord(file, registry, integrity, version, official)];
  }
  return [];
}

/** The lines of a lock from where it names the package in this version, as far as they are its own. */
function linesOf(source: string, name: string, version: string | null): string {
  const lines = source.split('\n');
  const isOwn = (line: string) => {
    const bare = line.trimStart().replace(/^["']/, '');
    return bare.startsWith(`${name}@`) && (line.includes(`@${version}`) || /:\s*$/.test(line));
  };
  const first = lines.findIndex(
    (line) => isOwn(line) || (line.includes(`["${name}@`) && line.includes(`@${version}`)),
  );
  return first < 0 ? '' : lines.slice(first, first + 5).join('\n');
}

function addressIn(source: string, name: string, version: string | null): string | null {
  const lines = linesOf(source, name, version);
  const found = /(?:tarball: |resolved "|", ")((?:https?|git\+ssh|git\+https|file):[^\s"',}]{1,500})/.exec(
    lines,
  );
  return found?.[1] ?? null;
}

const integrityIn = (source: string, name: string, version: string | null): string | null =>
  /sha512-[A-Za-z0-9+/]{86}==/.exec(linesOf(source, name, version))?.[0] ?? null;
