import type { ShownEntry } from '../contract/change';
import type { Message } from '../contract/finding';
import type { ChangeEntry, HistoryItem } from '../contract/work';
import type { Speak } from '../language/speak';
import { differenceOf } from './compare';
import type { History } from './kept';
import { isSeverity, type LookThen } from './summary';

/** How many items the page gets: the state is sent whole each time. */
const TOLD = 100;

function titleOf({ findings }: LookThen): Message {
  const levels = Object.values(findings);
  const attention = levels.filter(isSeverity).length;
  const unknown = levels.filter((level) => level === 'unknown').length;
  if (attention > 0) return { id: 'history.trouble', values: { attention, unknown } };
  if (unknown > 0) return { id: 'history.fog', values: { unknown } };
  return { id: levels.includes('good') ? 'history.fine' : 'history.empty' };
}

/** A check that this version of the app no longer has has no words either. */
function spoken(messages: readonly Message[], speak: Speak): readonly string[] {
  return messages.flatMap((message) => {
    const title = message.values?.title;
    const known = typeof title !== 'object' || !('id' in title) || speak(title) !== title.id;
    return known ? [speak(message)] : [];
  });
}

/** The journal in a reader's language, newest first. */
export const tellChanges = (entries: readonly ShownEntry[], speak: Speak): readonly ChangeEntry[] =>
  entries.map((entry) => ({ ...entry, does: speak(entry.does) }));

/** The history in a reader's language, newest first. What the journal still has is shown with its exact changes. */
export function tellHistory(
  { items }: History,
  entries: readonly ShownEntry[],
  speak: Speak,
): readonly HistoryItem[] {
  const journal = new Map(entries.map((entry) => [entry.id, entry]));
  let before: LookThen | undefined;
  const told = items.map((item): HistoryItem => {
    if (item.kind === 'change')
      return { ...item, does: speak(item.does), changes: journal.get(item.id)?.changes ?? [] };
    const { worse, better } = before ? differenceOf(before, item) : { worse: [], better: [] };
    before = item;
    return {
      kind: 'look',
      at: item.at,
      ...(item.count > 1 && { until: item.until, count: item.count }),
      title: speak(titleOf(item)),
      worse: spoken(worse, speak),
      better: spoken(better, speak),
    };
  });
  return told.reverse().slice(0, TOLD);
}
