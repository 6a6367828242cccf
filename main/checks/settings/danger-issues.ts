import type { Message } from '../../contract/finding';
import type { SettingDanger } from '../../openclaw/dangers/setting-danger';
import type { SettingIssue, SettingsUnderTest } from './evaluate-settings';

/** What a danger's sentence may name: what stands there, as far as it may be shown, or the setting's last step. */
interface DangerValues {
  readonly what: string;
}

/** Dangerous settings as issues: each with its own sentence, and with the setting as evidence. */
export const dangerIssues = <K extends string>(
  { evidenceAt, valueEvidence }: SettingsUnderTest,
  dangers: readonly SettingDanger<K>[],
  sentence: (kind: K, values: DangerValues) => Message,
): SettingIssue[] =>
  dangers.map(({ kind, severity, place, shows, secretLength, otherwise }) => ({
    severity,
    because: sentence(kind, { what: shows ?? String(secretLength ?? place.at(-1)) }),
    evidence:
      secretLength !== undefined
        ? evidenceAt(place, { id: 'settings.secret', values: { length: secretLength } })
        : shows !== undefined
          ? evidenceAt(place, shows)
          : valueEvidence(place, otherwise),
  }));
