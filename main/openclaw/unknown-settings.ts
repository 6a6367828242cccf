import { compareVersions, isVersion } from './openclaw-version';
import { type Json, type SettingsReader, valueAt } from './read-settings';
import names from './setting-names.json';

/**
 * Names of settings by the places they stand at, `*` for a name of one's own; a place that isn't there is not followed.
 * Out of what `openclaw config schema` of 2026.7.1-2 and 2026.9.6 prints, without the sections that grant nothing and
 * those that plugins fill (channels, models, plugins' own settings).
 */
const KNOWN = new Map(
  Object.entries(names).flatMap(([places, own]) =>
    places.split(',').map((place) => [place, new Set(own.split(' '))] as const),
  ),
);
/** Releases before have names that were taken away since, and that nobody has to know any more. */
const SINCE = '2026.7.1';
const MOST_NAMES = 50;

type Place = readonly (string | number)[];

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Settings of names that the release of `SINCE` and those after it didn't know when this was written: written by a newer
 * one, misspelled, or meant for another program. OpenClaw refuses a file with them (`Unrecognized key`), a newer one
 * takes them for what it likes: what they do can't be told. None for settings that an older release wrote.
 */
export function unknownSettings(reader: SettingsReader): readonly Place[] {
  const wrote = valueAt(reader.value, 'meta.lastTouchedVersion');
  if (typeof wrote === 'string' && isVersion(wrote) && compareVersions(wrote, SINCE) < 0) return [];
  const unknown: Place[] = [];
  const search = (value: Json, known: string, place: Place) => {
    const own = KNOWN.get(known);
    if (!own) return;
    if (Array.isArray(value)) {
      for (const [index, each] of (value as readonly Json[]).entries())
        search(each, known, [...place, index]);
      return;
    }
    if (!isMap(value)) return;
    for (const [name, each] of Object.entries(value)) {
      if (unknown.length >= MOST_NAMES) return;
      const step = own.has(name) ? name : own.has('*') ? '*' : null;
      if (step === null) unknown.push([...place, name]);
      else search(each, known === '' ? step : `${known}.${step}`, [...place, name]);
    }
  };
  search(reader.value, '', []);
  return unknown;
}
