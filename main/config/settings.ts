import * as v from 'valibot';
import { LANGUAGES } from '../contract/report';
import { guardOf, type ShapeOf } from '../contract/shape';
import type { Preferences } from '../contract/work';
import type { JsonFile } from '../system/write/json-file';
import { readPreferences } from './preferences';

const SettingsFile = v.object({
  /** Absent: follow the system. */
  language: v.exactOptional(v.picklist(LANGUAGES)),
  /** The user has seen the welcome and asked for a scan. */
  welcomed: v.boolean(),
  /** An earlier version knew none; what makes no sense in them is replaced one by one. */
  preferences: v.exactOptional(v.unknown()),
  /** Where the window stood last; read by `readWindowPlace`. */
  window: v.exactOptional(v.unknown()),
  /** The user was told once that the app stays in the tray when its window is closed. */
  trayExplained: v.exactOptional(v.boolean()),
});
/** Settings as they may lie on the disk. */
export type StoredSettings = ShapeOf<typeof SettingsFile>;
export const isSettings = guardOf(SettingsFile);

/** What the user has told the app. */
export interface AppSettings extends StoredSettings {
  readonly preferences: Preferences;
}

/** The settings in `file`, followed by what is told from now on. */
export function loadSettings(file: JsonFile<StoredSettings>, log: (line: string) => void) {
  const stored = file.read() ?? { welcomed: false };
  let settings: AppSettings = { ...stored, preferences: readPreferences(stored.preferences) };
  return {
    get: () => settings,
    /** Holds from now on, and in the next run unless the disk doesn't take it. */
    update(changed: Partial<AppSettings>) {
      settings = { ...settings, ...changed };
      file.write(settings).catch((error: unknown) => log(`the settings could not be kept: ${String(error)}`));
    },
  };
}
