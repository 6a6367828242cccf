import type { EntryState, ShownEntry } from '../contract/change';
import type { Look } from '../contract/look';
import { isSame, type LookThen, summaryOf } from './summary';

/** What is kept of a change, after the journal has let go of it too. */
export type ChangeThen = Omit<ShownEntry, 'changes'> & { readonly kind: 'change' };

export type ItemThen = LookThen | ChangeThen;

/** The file of the history, oldest first. */
export interface History {
  readonly schema: 1;
  readonly items: readonly ItemThen[];
}

/** At most so many items and bytes; of what is older than the newest so many, one look a week stays. */
const MOST = 400;
const MOST_BYTES = 1024 * 1024;
const RECENT = 200;
/** A label with its values, in characters. */
const MOST_LABEL = 2000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDate = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const STATES: readonly EntryState[] = ['open', 'done', 'undone', 'left-changed', 'final'];

function isItem(item: unknown): item is ItemThen {
  if (!isObject(item) || !isDate(item.at)) return false;
  if (item.kind === 'look') {
    const { until, count, findings, copies } = item;
    return (
      isDate(until) &&
      Number.isInteger(count) &&
      isObject(findings) &&
      Object.values(findings).every((level) => typeof level === 'string') &&
      isObject(copies) &&
      Object.values(copies).every(isObject)
    );
  }
  return (
    item.kind === 'change' &&
    typeof item.id === 'string' &&
    typeof item.fix === 'string' &&
    isObject(item.does) &&
    typeof item.does.id === 'string' &&
    STATES.some((state) => state === item.state)
  );
}

export const isHistory = (value: unknown): value is History =>
  isObject(value) && value.schema === 1 && Array.isArray(value.items) && value.items.every(isItem);

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
 * The history with a look more, and with the journal as it stands (`entries`, newest first). Looks that found the same,
 * one after the other, are one item.
 */
export function addTo(history: History | undefined, look: Look, entries: readonly ShownEntry[]): History {
  const now = new Map(entries.map((entry) => [entry.id, changeThen(entry)]));
  const items = (history?.items ?? []).map((item) =>
    item.kind === 'change' ? (now.get(item.id) ?? item) : item,
  );
  const known = new Set(items.flatMap((item) => (item.kind === 'change' ? [item.id] : [])));
  items.push(...[...now.values()].reverse().filter(({ id }) => !known.has(id)));

  const newest = summaryOf(look);
  const before = items.at(-1);
  if (before?.kind === 'look' && isSame(before, newest))
    items[items.length - 1] = { ...before, until: newest.at, count: before.count + 1 };
  else items.push(newest);
  return { schema: 1, items: thinned(items) };
}
