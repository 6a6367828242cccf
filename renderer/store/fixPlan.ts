import type { Report, ReportCopy, ReportFinding, ReportFix } from '../../main/contract/report';
import type { ChangeEntry, HistoryItem, Place } from '../../main/contract/work';

/** One thing to mend, and the ways to do it: one of them, or as many as exclude each other. */
export interface PlanStep {
  /** The fix's id; where there is a choice, the choice's word and what it is about. */
  readonly key: string;
  /** The recommended way first. Never empty. */
  readonly ways: readonly [ReportFix, ...ReportFix[]];
}

/** Main takes at most this many ids at once. */
const MOST = 100;

/**
 * Fixes with the same choice exclude each other where they are about the same thing: `-<eight hex digits>` at the
 * end of an id stand for what it is about.
 */
const keyOf = ({ id, choice }: ReportFix) =>
  choice === null ? id : `${choice}${/-[0-9a-f]{8}$/.exec(id)?.[0] ?? ''}`;

/** The fixes of some findings as steps, each once, in the order in which they would be carried out. */
export function planSteps(findings: readonly ReportFinding[]): readonly PlanStep[] {
  const fixes = new Map(findings.flatMap((finding) => finding.fixes.map((fix) => [fix.id, fix])));
  const steps = new Map<string, ReportFix[]>();
  for (const fix of [...fixes.values()].sort((a, b) => a.order - b.order))
    steps.set(keyOf(fix), [...(steps.get(keyOf(fix)) ?? []), fix]);
  return [...steps].flatMap(([key, ways]) => {
    const [first, ...others] = ways.sort((a, b) => Number(b.recommended) - Number(a.recommended));
    return first ? [{ key, ways: [first, ...others] as const }] : [];
  });
}

/** What “make it safe” takes together: every step with a recommended way. */
export const planOf = ({ findings }: Pick<Report, 'findings'>): readonly PlanStep[] =>
  planSteps(findings)
    .filter(({ ways }) => ways[0].recommended)
    .slice(0, MOST);

/** The way that is taken for a step: the reader's, as long as it is there, or else the first. */
export const wayOf = ({ key, ways }: PlanStep, chosen: Readonly<Record<string, string>>): ReportFix =>
  ways.find(({ id }) => id === chosen[key]) ?? ways[0];

/** What weighs least, for each choice of tools: in the tank it keeps them, so that what stays here need only ask. */
const TOOLS_IN_TANK = 'tools-ask-first';

/** The ways that follow from where OpenClaw shall live, by step; the reader’s own choice goes before them. */
export const waysFor = (steps: readonly PlanStep[], place: Place | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    steps.flatMap(({ key, ways }) => {
      const way = place === 'tank' && ways.find(({ id }) => id.startsWith(TOOLS_IN_TANK));
      return way ? [[key, way.id]] : [];
    }),
  );

/** What a step asks of the reader: to choose, nothing, or a little. */
export type PlanGroup = 'choice' | 'free' | 'little';
export const PLAN_GROUPS: readonly PlanGroup[] = ['choice', 'free', 'little'];
export const groupOf = ({ ways: [first, ...others] }: PlanStep): PlanGroup => {
  if (others.length > 0) return 'choice';
  return first.cost === null ? 'free' : 'little';
};

/** The findings that a step mends. */
export const mendedBy = (
  { findings }: Pick<Report, 'findings'>,
  { ways }: PlanStep,
): readonly ReportFinding[] =>
  findings.filter(({ fixes }) => fixes.some((fix) => ways.some(({ id }) => id === fix.id)));

/** A copy for which there is something newer. */
export type OldCopy = ReportCopy & { readonly updatesTo: string };

/** Copies that can be brought up to date, those with known holes first. */
export const updatesOf = (report: Report): readonly OldCopy[] =>
  report.copies
    .filter((copy): copy is OldCopy => typeof copy.updatesTo === 'string')
    .sort((a, b) => Number(hasHoles(b)) - Number(hasHoles(a)));

/** Whether published holes hit a copy, as far as it could be told. */
export const hasHoles = ({ advisories }: ReportCopy): boolean =>
  advisories !== null && advisories.critical + advisories.high + advisories.medium + advisories.low > 0;

/** Whether an entry of the journal still stands, so that it can be taken back. */
export const canUndoEntry = ({ state }: Pick<ChangeEntry, 'state'>): boolean =>
  state !== 'undone' && state !== 'undone-in-part' && state !== 'final';

/** Looks and changes, newest first; how a change stands is told by the journal. */
export function timelineOf(
  history: readonly HistoryItem[],
  changes: readonly ChangeEntry[],
): readonly HistoryItem[] {
  const journal = new Map(changes.map((entry) => [entry.id, entry]));
  const entries = history.map((item) =>
    item.kind === 'change' ? { ...item, ...journal.get(item.id), kind: 'change' as const } : item,
  );
  const known = new Set(history.flatMap((item) => (item.kind === 'change' ? [item.id] : [])));
  const missing = changes
    .filter(({ id }) => !known.has(id))
    .map((entry) => ({ ...entry, kind: 'change' as const }));
  return [...entries, ...missing].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
