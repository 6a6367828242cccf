import type { Severity } from '../../contract/finding';
import type { Json } from '../read-settings';
import { runsAnyCode } from './download-and-run';
import { isSettingsMap, type SettingSteps } from './setting-danger';

export type ApprovalDanger = 'allows-all' | 'allows-interpreter' | 'trusts-skills' | 'falls-open';

/** Something in a host's file of approvals that lets through more than its owner may think. */
export interface ApprovalIssue {
  readonly kind: ApprovalDanger;
  readonly severity: Severity;
  readonly place: SettingSteps;
  readonly shows: string;
}

/** Nothing but wildcards and separators, besides drive letters and file endings: it matches every program. */
const MATCHES_ALL = /^(?:[a-z]:)?[~./\\*?]*\*(?:\.(?:exe|\*))?$/i;
/** Every program of a folder in which all the usual ones lie. */
const WHOLE_FOLDER = /^(?:\/usr)?(?:\/local)?\/s?bin\/\*+$|\\system32\\\*+$/i;

function entryDangers(entry: Json, place: SettingSteps, strict: boolean): readonly ApprovalIssue[] {
  const value = isSettingsMap(entry) ? entry.pattern : entry;
  if (typeof value !== 'string') return [];
  const pattern = value.trim();
  const shows = pattern.slice(0, 100);
  if (MATCHES_ALL.test(pattern) || WHOLE_FOLDER.test(pattern))
    return [{ kind: 'allows-all', severity: 'high', place, shows }];
  // One that is held to exact arguments runs nothing else.
  if (isSettingsMap(entry) && typeof entry.argPattern === 'string' && entry.argPattern) return [];
  return runsAnyCode(pattern)
    ? [{ kind: 'allows-interpreter', severity: strict ? 'low' : 'medium', place, shows }]
    : [];
}

/**
 * What a host's approvals of commands let through (docs/tools/exec-approvals.md; `tools.exec.*` of
 * docs/gateway/security/audit-checks.md). `strict`: `tools.exec.strictInlineEval` has code on a command line asked about.
 */
export function approvalDangers(approvals: Json, strict: boolean): readonly ApprovalIssue[] {
  if (!isSettingsMap(approvals)) return [];
  const agents = isSettingsMap(approvals.agents) ? Object.entries(approvals.agents) : [];
  const scopes: readonly (readonly [SettingSteps, Json | undefined])[] = [
    [['defaults'], approvals.defaults],
    ...agents.map(([name, value]) => [['agents', name], value] as const),
  ];
  return scopes.flatMap(([place, scope]): ApprovalIssue[] => {
    if (!isSettingsMap(scope)) return [];
    const list = Array.isArray(scope.allowlist) ? (scope.allowlist as readonly Json[]) : [];
    return [
      ...list.flatMap((entry, index) => entryDangers(entry, [...place, 'allowlist', index], strict)),
      ...(scope.autoAllowSkills === true
        ? [
            {
              kind: 'trusts-skills',
              severity: 'low',
              place: [...place, 'autoAllowSkills'],
              shows: 'true',
            } as const,
          ]
        : []),
      ...(scope.askFallback === 'full'
        ? [
            {
              kind: 'falls-open',
              severity: 'medium',
              place: [...place, 'askFallback'],
              shows: 'full',
            } as const,
          ]
        : []),
    ];
  });
}
