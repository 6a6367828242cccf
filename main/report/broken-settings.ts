import type { Finding, Message, MessageValue } from '../contract/finding';

/** A settings file that OpenClaw itself can't read, in no language yet. */
export interface BrokenSettings {
  readonly file: string;
  /** Counts from 1; null: the whole file is something else than settings. */
  readonly line: number | null;
  readonly reason: MessageValue;
}

/** The file that keeps checks from telling anything, if one does: many findings name it, and it is one cause. */
export function brokenSettings(findings: readonly Finding[]): BrokenSettings | null {
  const values = findings
    .map(({ because }): Message => because)
    .find(({ id }) => id === 'settings.broken-at' || id === 'settings.broken')?.values;
  if (!values) return null;
  const { file, line, reason = '' } = values;
  return typeof file === 'string' ? { file, line: typeof line === 'number' ? line : null, reason } : null;
}
