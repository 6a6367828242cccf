import type { Finding } from '../../contract/finding';
import { AUDIT_COVERAGE, AUDIT_COVERAGE_UNLISTED, type AuditCoverage } from './audit-coverage';
import type { AuditReport } from './audit-report';

/** One thing that the audit reports, and the finding of ours that is about the same; null: no check of ours is. */
export interface ComparedFinding {
  readonly id: string;
  readonly severity: 'critical' | 'warn';
  readonly ours: Finding | null;
}

/** What of an audit's report is told here already, what isn't, and what the audit could not do itself. */
export interface AuditComparison {
  readonly shared: readonly ComparedFinding[];
  /** Ours is good, can't tell or doesn't apply, or there is none. Critical ones first. */
  readonly differing: readonly ComparedFinding[];
  /** Ids by which it says that a part of it failed. */
  readonly failed: readonly string[];
}

const COVERAGE: Readonly<Record<string, AuditCoverage>> = { ...AUDIT_COVERAGE_UNLISTED, ...AUDIT_COVERAGE };
const PLACEHOLDER = /<\w+>/g;
/** Ids that stand for one of each channel or plugin. */
const PATTERNS = Object.entries(COVERAGE)
  .filter(([id]) => id.includes('<'))
  .map(([id, coverage]) => {
    const parts = id.split(PLACEHOLDER).map((part) => part.replaceAll('.', '\\.'));
    return { pattern: new RegExp(`^${parts.join('[^ ]+')}$`), coverage };
  });

/** What covers an id as the audit prints it; null: it is in no table. */
export function auditCoverageOf(id: string): AuditCoverage | null {
  if (Object.hasOwn(COVERAGE, id)) return COVERAGE[id] ?? null;
  return PATTERNS.find(({ pattern }) => pattern.test(id))?.coverage ?? null;
}

/** Holds an audit's report against our findings, by its ids; what it reports several times counts once, at its worst. */
export function compareAudit(
  { findings: reported }: AuditReport,
  findings: readonly Finding[],
): AuditComparison {
  const worst = new Map<string, ComparedFinding['severity']>();
  for (const { id, severity } of reported)
    if (severity !== 'info' && worst.get(id) !== 'critical') worst.set(id, severity);
  const failed: string[] = [];
  const compared: ComparedFinding[] = [];
  for (const [id, severity] of worst) {
    const coverage = auditCoverageOf(id);
    if (coverage !== null && typeof coverage !== 'string') failed.push(id);
    else compared.push({ id, severity, ours: findings.find((each) => each.id === coverage) ?? null });
  }
  const isReported = ({ ours }: ComparedFinding) => ours?.state === 'attention';
  return {
    shared: compared.filter(isReported),
    differing: compared
      .filter((each) => !isReported(each))
      .toSorted((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical')),
    failed,
  };
}
