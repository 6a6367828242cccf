import type { SettingDanger } from '../../openclaw/dangers/setting-danger';
import type { Edit } from '../../openclaw/json5';
import { type Json, type SettingsReader, valueAt } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import { type PlannedEdits, planSettingsEdits, removeEdit, setEdit } from './edit-settings';

const isEmptyMap = (value: Json | undefined) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** The edits that end those of the dangers that a change of settings ends, each place once. */
export function mendingEdits(reader: SettingsReader, dangers: readonly SettingDanger[]): readonly Edit[] {
  const edits = new Map<string, Edit>();
  for (const { place, mend } of dangers) {
    if (!mend || (mend.to === undefined && valueAt(reader.value, place) === undefined)) continue;
    const gone = mend.to === undefined || isEmptyMap(mend.to);
    edits.set(place.join('\0'), gone ? removeEdit(place) : setEdit(place, mend.to as Json));
  }
  return [...edits.values()];
}

/** Plans the end of dangers in every setup; null when there is none that settings can end. */
export const planMends = (
  probes: Probes,
  dangersOf: (reader: SettingsReader) => readonly SettingDanger[],
): Promise<PlannedEdits | null> =>
  planSettingsEdits(probes, ({ reader, settings }) =>
    settings.state === 'absent' ? [] : mendingEdits(reader, dangersOf(reader)),
  );
