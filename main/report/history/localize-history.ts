import type { ShownChange, ShownEntry } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { ChangeEntry, HistoryItem } from '../../contract/work';
import type { Translate } from '../../i18n/translate';
import { differenceOf } from './compare';
import type { History } from './stored';
import { isSeverityLevel, type ScanSummary } from './summary';

/** How many items the page gets. */
const MOST_SHOWN = 100;

function countsOf({ findings }: ScanSummary) {
  const levels = Object.values(findings);
  return {
    attention: levels.filter(isSeverityLevel).length,
    unknown: levels.filter((level) => level === 'unknown').length,
    isGood: levels.includes('good'),
  };
}

function titleOf({ attention, unknown, isGood }: ReturnType<typeof countsOf>): Message {
  if (attention > 0) return { id: 'history.trouble', values: { attention, unknown } };
  if (unknown > 0) return { id: 'history.fog', values: { unknown } };
  return { id: isGood ? 'history.fine' : 'history.empty' };
}

/** A check that this version of the app no longer has has no words either. */
function translated(messages: readonly Message[], translate: Translate): readonly string[] {
  return messages.flatMap((message) => {
    const title = message.values?.title;
    const known = typeof title !== 'object' || !('id' in title) || translate(title) !== title.id;
    return known ? [translate(message)] : [];
  });
}

/** A change of the journal, in no language yet. */
export interface UnlocalizedChange extends ShownEntry {
  /** What undo would do with it, and what it would leave; absent: nothing is left to take back. */
  readonly undo?: { readonly changes: readonly ShownChange[]; readonly left: readonly Message[] };
}

type ScanItem = Extract<HistoryItem, { kind: 'look' }>;
/** An item of the history, in no language yet. */
export type UnlocalizedHistoryItem =
  | (Omit<ScanItem, 'title' | 'worse' | 'better'> & {
      readonly title: Message;
      readonly worse: readonly Message[];
      readonly better: readonly Message[];
    })
  | (ShownEntry & { readonly kind: 'change' });

const localizeChange = ({ left, undo, ...entry }: UnlocalizedChange, translate: Translate): ChangeEntry => ({
  ...entry,
  does: translate(entry.does),
  ...(left && { left: left.map(translate) }),
  ...(undo && { undo: { changes: undo.changes, left: undo.left.map(translate) } }),
});

/** The journal in a reader's language, in its order. */
export const localizeChanges = (
  changes: readonly UnlocalizedChange[],
  translate: Translate,
): readonly ChangeEntry[] => changes.map((change) => localizeChange(change, translate));

/** What the page shows of the history, newest first. What the journal still has is shown with its exact changes. */
export function historyItems(
  { items }: History,
  entries: readonly ShownEntry[],
): readonly UnlocalizedHistoryItem[] {
  const journal = new Map(entries.map((entry) => [entry.id, entry]));
  let before: ScanSummary | undefined;
  const all = items.map((item): UnlocalizedHistoryItem => {
    if (item.kind === 'change') return { ...item, changes: journal.get(item.id)?.changes ?? [] };
    const { worse, better } = before ? differenceOf(before, item) : { worse: [], better: [] };
    before = item;
    const { at, until, count } = item;
    const counts = countsOf(item);
    const things = counts.attention + counts.unknown;
    const repeated = count > 1 && { until, count };
    return { kind: 'look', at, ...repeated, things, title: titleOf(counts), worse, better };
  });
  return all.reverse().slice(0, MOST_SHOWN);
}

/** The history in a reader's language. */
export const localizeHistory = (
  history: readonly UnlocalizedHistoryItem[],
  translate: Translate,
): readonly HistoryItem[] =>
  history.map((item) =>
    item.kind === 'change'
      ? { ...localizeChange(item, translate), kind: 'change' }
      : {
          ...item,
          title: translate(item.title),
          worse: translated(item.worse, translate),
          better: translated(item.better, translate),
        },
  );
