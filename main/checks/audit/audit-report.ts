import type { Message } from '../../contract/finding';

/** How OpenClaw's own audit rates one thing that it found. */
export type AuditSeverity = 'critical' | 'warn' | 'info';

/** What `openclaw security audit --json` reported, as far as it is used here: its sentences are in English alone. */
export interface AuditReport {
  readonly findings: readonly { readonly id: string; readonly severity: AuditSeverity }[];
}

/** What came of asking about one state folder: the report of that version, or why there is none. */
export type AuditAnswer =
  | { readonly stateDir: string; readonly version: string; readonly report: AuditReport }
  | { readonly stateDir: string; readonly because: Message };

const SEVERITIES: readonly unknown[] = ['critical', 'warn', 'info'] satisfies readonly AuditSeverity[];
/** Ids may name a channel, an account or a plugin, in any letters, and no more: no sentence, no line of their own. */
const STRANGE = /[^\p{L}\p{N}_.,@/:<>-]/gu;
const LONGEST = 120;

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The JSON document that a program printed, whatever it said before it; null where there is none. */
function documentIn(out: string): Fields | null {
  try {
    const value: unknown = JSON.parse(out.slice(Math.max(0, out.indexOf('{'))));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function findingsIn(list: unknown): AuditReport['findings'] | null {
  if (!Array.isArray(list)) return null;
  const read = list.flatMap((each: unknown) => {
    if (!isObject(each)) return [];
    const { checkId, severity } = each;
    if (typeof checkId !== 'string' || checkId === '' || !SEVERITIES.includes(severity)) return [];
    return [{ id: checkId.slice(0, LONGEST).replace(STRANGE, '?'), severity: severity as AuditSeverity }];
  });
  return read.length === list.length ? read : null;
}

/**
 * Reads what the audit printed (docs/cli/security.md; the same from 2026.1.30 to 2026.9.6). Null unless it is a whole
 * report: its sums are those of its findings. What the owner told the audit to say no more of is counted all the same.
 */
export function parseAuditReport(out: string): AuditReport | null {
  const report = documentIn(out);
  const findings = findingsIn(report?.findings);
  const hidden = findingsIn(report?.suppressedFindings ?? []);
  const sums = report?.summary;
  if (!findings || !hidden || !isObject(sums)) return null;
  const isWhole = SEVERITIES.every(
    (each) => sums[String(each)] === findings.filter(({ severity }) => severity === each).length,
  );
  return isWhole ? { findings: [...findings, ...hidden] } : null;
}

/** Whether what it printed says that it can't read the settings (2026.9.6 prints which, older ones nothing). */
export const refusesSettings = (out: string): boolean => Array.isArray(documentIn(out)?.issues);
