import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import { parseSettings } from './parse-settings';

const KEY = '$include';
/** Limits of OpenClaw itself (docs/gateway/config-secrets-env.md, "Config includes"). */
const MAX_DEPTH = 10;
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PATH = 4096;
/** Limits of our own: ten levels of many files each would never end. */
const MAX_FILES = 200;
const MAX_TOTAL = 16 * 1024 * 1024;

type JsonObject = { readonly [key: string]: Json };
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ends the reading of one setup's settings: which file, where in it, and why. */
export class SettingsError extends Error {
  constructor(
    readonly state: 'absent' | 'broken' | 'unreadable',
    readonly file: string,
    readonly because: Message,
    readonly line: number | null = null,
    readonly column: number | null = null,
  ) {
    super(because.id);
  }
}

/** Lists are joined, maps merged, otherwise the later value stands (dist: config/includes, deepMerge). */
export function deepMerge(base: Json, over: Json): Json {
  if (Array.isArray(base) && Array.isArray(over)) return [...base, ...over];
  if (!isObject(base) || !isObject(over)) return over;
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const current = merged.get(key);
    merged.set(key, current === undefined ? value : deepMerge(current, value));
  }
  return Object.fromEntries(merged);
}

/**
 * Reads a settings file with all its `$include`s, as OpenClaw 2026.9.6 does (dist: config/includes).
 * `roots` are the folders of OPENCLAW_INCLUDE_ROOTS, from which it may include besides its own folder.
 * Rejects with `SettingsTrouble`. Older versions were laxer about places: what they would read there stays unknown.
 */
export async function readWithIncludes(
  host: Host,
  configPath: string,
  roots: readonly string[] = [],
): Promise<{ readonly value: Json; readonly files: readonly string[] }> {
  const { path } = host;
  const files: string[] = [];
  let total = 0;

  async function load(file: string, missing: 'absent' | 'broken'): Promise<Json> {
    if (files.length >= MAX_FILES || total > MAX_TOTAL)
      throw new SettingsError('unreadable', file, { id: 'settings.too-many' });
    const text = await host.readText(file, MAX_BYTES).catch((error: unknown) => {
      const gone = isAbsentReading(error);
      throw new SettingsError(
        gone ? missing : 'unreadable',
        file,
        gone ? { id: 'settings.include-missing' } : readFailure(error),
      );
    });
    total += text.length;
    files.push(file);
    const parsed = parseSettings(text);
    if ('value' in parsed) return parsed.value;
    throw new SettingsError('broken', file, parsed.because, parsed.line, parsed.column);
  }

  const real = (place: string) => host.realpath(place).catch(() => place);
  const allowed = [path.dirname(configPath), ...roots].map((root) => path.normalize(root));
  const allowedReal = await Promise.all(allowed.map(real));
  const inside = (places: readonly string[], file: string) =>
    places.some((place) => {
      const relative = path.relative(place, file);
      return relative !== '' && !/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative);
    });

  async function include(name: Json, from: string, chain: readonly string[]): Promise<Json> {
    const broken = (id: string) => new SettingsError('broken', from, { id });
    if (typeof name !== 'string') throw broken('settings.include-shape');
    if (name.includes('\0') || name.length >= MAX_PATH) throw broken('settings.include-path');
    const file = path.normalize(path.resolve(path.dirname(from), name));
    if (!inside(allowed, file) || !inside(allowedReal, await real(file)))
      throw broken('settings.include-outside');
    if (chain.includes(file)) throw broken('settings.include-circle');
    if (chain.length > MAX_DEPTH) throw broken('settings.include-deep');
    return resolve(await load(file, 'broken'), file, [...chain, file]);
  }

  async function resolve(value: Json, from: string, chain: readonly string[]): Promise<Json> {
    if (Array.isArray(value)) {
      const items: Json[] = [];
      for (const item of value as readonly Json[]) items.push(await resolve(item, from, chain));
      return items;
    }
    if (!isObject(value)) return value;
    const rest: [string, Json][] = [];
    for (const [key, child] of Object.entries(value))
      if (key !== KEY) rest.push([key, await resolve(child, from, chain)]);
    const named = value[KEY];
    if (!Object.hasOwn(value, KEY) || named === undefined) return Object.fromEntries(rest);
    let included: Json = {};
    if (!Array.isArray(named)) included = await include(named, from, chain);
    else for (const name of named) included = deepMerge(included, await include(name, from, chain));
    if (rest.length === 0) return included;
    if (!isObject(included)) throw new SettingsError('broken', from, { id: 'settings.include-mixed' });
    return deepMerge(included, Object.fromEntries(rest));
  }

  const start = path.normalize(configPath);
  const value = await resolve(await load(start, 'absent'), start, [start]);
  if (!isObject(value)) throw new SettingsError('broken', start, { id: 'settings.not-object' });
  return { value, files };
}
