import type { PlannedFix } from '../contract/change';
import type { Evidence, Finding, MessageValue } from '../contract/finding';

/** A settings file that OpenClaw itself can't read, in no language yet. */
export interface BrokenSettings {
  readonly file: string;
  /** Counts from 1; null: the whole file is something else than settings. */
  readonly line: number | null;
  readonly reason: MessageValue;
  /** Id of the fix that puts a backup in its place; absent where there is none. */
  readonly fix?: string;
}

/** What a judge of the settings says of a file that can't be read (main/checks/settings/evaluate-settings.ts). */
function brokenIn({ kind, where, saw }: Evidence): readonly BrokenSettings[] {
  if (kind !== 'file' || typeof saw === 'string') return [];
  if (saw.id !== 'settings.place' && saw.id !== 'settings.reason') return [];
  const { line, reason = '' } = saw.values ?? {};
  return [{ file: where, line: typeof line === 'number' ? line : null, reason }];
}

/** Whether an id is one of main/checks/fixes/restore-settings.ts. */
const restores = (id: string) => /^restore-settings-[0-9a-f]{8}$/.test(id);

/**
 * The files that keep checks from telling anything, each once: many findings name the same one. The evidence is asked
 * and not the sentence, which tells of one setup only, and of none where another is in worse trouble.
 */
export function brokenSettings(
  findings: readonly Finding[],
  fixes: readonly PlannedFix[] = [],
): readonly BrokenSettings[] {
  const all = findings.flatMap(({ evidence }) => evidence).flatMap(brokenIn);
  const each = [...new Map(all.toReversed().map((one) => [one.file, one])).values()].reverse();
  return each.map((broken) => {
    const fix = fixes.find(({ id, changes }) => restores(id) && changes[0]?.where === broken.file);
    return { ...broken, ...(fix && { fix: fix.id }) };
  });
}
