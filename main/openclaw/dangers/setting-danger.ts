import type { Severity } from '../../contract/finding';
import { fillIn, type Json, type SettingsReader } from '../read-settings';

/** A place in the settings, step by step. */
export type SettingSteps = readonly (string | number)[];

/** A setting that is dangerous as it stands. */
export interface SettingDanger<K extends string = string> {
  /** Which of the dangers that a check knows. */
  readonly kind: K;
  readonly severity: Severity;
  readonly place: SettingSteps;
  /** Shown in place of the value, which may hold a secret or name somebody. */
  readonly shows?: string;
  /** Set where the value is a secret: its length in characters is shown, and nothing else of it. */
  readonly secretLength?: number;
  /** What OpenClaw does where nothing stands. */
  readonly otherwise?: string;
  /** What is to stand there instead so that the danger is over and nobody misses anything; undefined: nothing. */
  readonly mend?: { readonly to: Json | undefined };
}

/** A map of settings, as opposed to a list or a single value. */
export type SettingsMap = { readonly [key: string]: Json };
export const isSettingsMap = (value: Json | undefined): value is SettingsMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members of a map by name; none where there is no map. */
export const membersAt = (reader: SettingsReader, place: SettingSteps): readonly [string, Json][] => {
  const here = reader.raw(place);
  return isSettingsMap(here) ? Object.entries(here) : [];
};

/** The texts of a list, or the one text; numbers become texts, variables are filled in where they are known. */
export function textsOfSetting(reader: SettingsReader, value: Json | undefined): readonly string[] {
  const all: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  return all.flatMap((each) => {
    if (typeof each === 'number') return [String(each)];
    return typeof each === 'string' ? [fillIn(each, reader.environment) ?? each] : [];
  });
}

/** The same for a place of the settings. */
export const textsAt = (reader: SettingsReader, place: SettingSteps): readonly string[] =>
  textsOfSetting(reader, reader.raw(place));

/** Something that is written as being on; what is neither on nor off is doubted. */
export const isOnAt = (reader: SettingsReader, place: SettingSteps): boolean => reader.flag(place) === true;

const EVERYONE = '*';
/** A list with the entry for everyone, as a danger that ends without that entry. */
export function everyoneAt<K extends string>(
  reader: SettingsReader,
  kind: K,
  severity: Severity,
  place: SettingSteps,
): readonly SettingDanger<K>[] {
  const list = reader.raw(place);
  if (!textsOfSetting(reader, list).some((each) => each.trim() === EVERYONE)) return [];
  const left = Array.isArray(list) ? list.filter((each) => each !== EVERYONE) : [];
  return [{ kind, severity, place, shows: EVERYONE, mend: { to: left.length > 0 ? left : undefined } }];
}
