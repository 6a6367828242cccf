import { LANGUAGES, type Language } from '../contract/report';
import type { Preferences } from '../contract/work';
import type { Kept } from './kept';
import { readPreferences } from './preferences';

/** What the user has told the app. */
export interface Settings {
  /** Absent: follow the system. */
  readonly language?: Language;
  /** The user has seen the welcome and asked for a look. */
  readonly welcomed: boolean;
  readonly preferences: Preferences;
}

/** Settings as they may lie on the disk: an earlier version knew no preferences. */
export type KeptSettings = Omit<Settings, 'preferences'> & { readonly preferences?: unknown };

export const isSettings = (value: unknown): value is KeptSettings =>
  typeof value === 'object' &&
  value !== null &&
  'welcomed' in value &&
  typeof value.welcomed === 'boolean' &&
  (!('language' in value) || (LANGUAGES as readonly unknown[]).includes(value.language));

/** The settings in `file`, followed by what is told from now on. */
export function keepSettings(file: Kept<KeptSettings>, log: (line: string) => void) {
  const kept = file.read() ?? { welcomed: false };
  let settings: Settings = { ...kept, preferences: readPreferences(kept.preferences) };
  return {
    get: () => settings,
    /** Holds from now on, and in the next run unless the disk doesn't take it. */
    tell(told: Partial<Settings>) {
      settings = { ...settings, ...told };
      file.write(settings).catch((error: unknown) => log(`the settings could not be kept: ${String(error)}`));
    },
  };
}
