import * as v from 'valibot';
import { ENTRY_STATES, type ShownEntry } from '../../contract/change';
import type { ScanResult } from '../../contract/scan-result';
import { DateText, guardOf, MessageShape, type ShapeOf } from '../../contract/shape';
import { isSame, type ScanSummary, ScanSummaryShape, scanSummaryOf } from './summary';

const ChangeThenShape = v.object({
  kind: v.literal('change'),
  id: v.string(),
  fix: v.string(),
  finding: v.nullable(v.string()),
  does: MessageShape,
  at: DateText,
  state: v.picklist(ENTRY_STATES),
});
/** What is kept of a change, after the journal has let go of it too. */
export type ChangeThen = ShapeOf<typeof ChangeThenShape>;
export type ItemThen = ScanSummary | ChangeThen;

const HistoryShape = v.object({
  schema: v.literal(1),
  /** Oldest first. */
  items: v.array(v.variant('kind', [ScanSummaryShape, ChangeThenShape])),
});
/** The file of the history. */
export type History = ShapeOf<typeof HistoryShape>;
export const isHistory = guardOf(HistoryShape);

/** At most so many items and bytes; of what is older than the newest so many, one scan a week stays. */
const MOST = 400;
const MOST_BYTES = 1024 * 1024;
const RECENT = 200;
/** A label with its values, in characters. */
const MOST_LABEL = 2000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

function fits(items: readonly ItemThen[]): boolean {
  return items.length <= MOST && Buffer.byteLength(JSON.stringify(items)) <= MOST_BYTES;
}

/** Makes room: of the older looks one a week, then nothing of the oldest. */
function thinned(items: readonly ItemThen[]): readonly ItemThen[] {
  if (fits(items)) return items;
  const older = items.slice(0, -RECENT);
  const week = ({ at }: ItemThen) => Math.floor(Date.parse(at) / WEEK_MS);
  const lastOf = new Map(older.flatMap((item) => (item.kind === 'look' ? [[week(item), item]] : [])));
  let kept: readonly ItemThen[] = [
    ...older.filter((item) => item.kind === 'change' || lastOf.get(week(item)) === item),
    ...items.slice(-RECENT),
  ];
  while (kept.length > 1 && !fits(kept)) kept = kept.slice(Math.ceil(kept.length / 10));
  return kept;
}

function changeThen({ id, fix, finding, does, at, state }: ShownEntry): ChangeThen {
  const label = JSON.stringify(does).length > MOST_LABEL ? { id: does.id } : does;
  return { kind: 'change', id, fix, finding, does: label, at, state };
}

/**
 * The history with a scan more, and with the journal as it stands (`entries`, newest first). Looks that found the same,
 * one after the other, are one item.
 */
export function addTo(
  history: History | undefined,
  look: ScanResult,
  entries: readonly ShownEntry[],
): History {
  const now = new Map(entries.map((entry) => [entry.id, changeThen(entry)]));
  const items = (history?.items ?? []).map((item) =>
    item.kind === 'change' ? (now.get(item.id) ?? item) : item,
  );
  const known = new Set(items.flatMap((item) => (item.kind === 'change' ? [item.id] : [])));
  items.push(...[...now.values()].reverse().filter(({ id }) => !known.has(id)));

  const newest = scanSummaryOf(look);
  const before = items.at(-1);
  if (before?.kind === 'look' && isSame(before, newest))
    items[items.length - 1] = { ...before, until: newest.at, count: before.count + 1 };
  else items.push(newest);
  return { schema: 1, items: thinned(items) };
}
