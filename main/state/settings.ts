import { LANGUAGES, type Language } from '../contract/report';
import type { Kept } from './kept';

/** What the user has told the app. */
export interface Settings {
  /** Absent: follow the system. */
  readonly language?: Language;
  /** The user has seen the welcome and asked for a look. */
  readonly welcomed: boolean;
}

export const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' &&
  value !== null &&
  'welcomed' in value &&
  typeof value.welcomed === 'boolean' &&
  (!('language' in value) || (LANGUAGES as readonly unknown[]).includes(value.language));

/** The settings in `file`, followed by what is told from now on. */
export function keepSettings(file: Kept<Settings>, log: (line: string) => void) {
  let settings: Settings = file.read() ?? { welcomed: false };
  return {
    get: () => settings,
    /** Holds from now on, and in the next run unless the disk doesn't take it. */
    tell(told: Partial<Settings>) {
      settings = { ...settings, ...told };
      file.write(settings).catch((error: unknown) => log(`the settings could not be kept: ${String(error)}`));
    },
  };
}
