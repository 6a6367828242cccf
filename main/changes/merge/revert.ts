import type { EditChange, ModeChange } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { readJson5, rewriteJson5 } from '../../openclaw/json5';
import type { Json } from '../../openclaw/read-settings';
import { fixMessage } from '../reason';
import { redact } from '../redact';
import { type JsonConflict, merge } from './json';
import { type LinesConflict, mergeLines } from './lines';

/** A change that can be taken back in part: what it is about has one text, or one mode. */
export type Revertible = EditChange | ModeChange;

/** What taking a change back makes of what stands there now. */
export interface Reverted {
  /** Text or mode; null: no file. */
  readonly to: string | null;
  /** What somebody else set since and is left, each with what stood there before the change. No secrets. */
  readonly left: readonly Message[];
}

/** So much of a value is shown. */
const LONG = 200;
const short = (text: string) => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);

/** A value as it may be shown: hidden by all the names that lead to it. */
function shown(at: JsonConflict['at'], value: Json): string {
  const [open, close] = [
    at.map((name) => (typeof name === 'number' ? '[' : `{${JSON.stringify(name)}:`)).join(''),
    at
      .map((name) => (typeof name === 'number' ? ']' : '}'))
      .toReversed()
      .join(''),
  ];
  const masked = redact(`${open}${JSON.stringify(value)}${close}`, 'json5');
  // A name that is hidden itself: then nothing of it is shown.
  return masked.startsWith(open) && masked.endsWith(close)
    ? short(masked.slice(open.length, masked.length - close.length))
    : `‹${JSON.stringify(value).length}›`;
}

const leftoverMessage = (where: string, what: string, now: string | null, before: string | null): Message => {
  const id = now === null ? 'left-gone' : before === null ? 'left-new' : 'left-other';
  return fixMessage(id, { where, what, now: now ?? '', before: before ?? '' });
};

const ofJson = (where: string, { at, now, before }: JsonConflict): Message =>
  leftoverMessage(
    where,
    at.map((name) => (typeof name === 'number' ? `${name + 1}` : name)).join('.'),
    now === undefined ? null : shown(at, now),
    before === undefined ? null : shown(at, before),
  );

const ofLines = (where: string, { now, before }: LinesConflict): Message => {
  const masked = (text: string) => short(redact(text, 'lines').trim());
  if (before === '') return fixMessage('left-added', { where });
  return now === null
    ? fixMessage('left-lines', { where, before: masked(before) })
    : fixMessage('left-line', { where, now: masked(now), before: masked(before) });
};

function inJson5(path: string, before: string | null, after: string, now: string): Reverted {
  const { merged, conflicts } = merge(
    before === null ? undefined : readJson5(before),
    readJson5(after),
    readJson5(now),
  );
  return {
    to: merged === undefined ? null : rewriteJson5(now, merged),
    left: conflicts.map((each) => ofJson(path, each)),
  };
}

function inLines(path: string, before: string | null, after: string, now: string): Reverted {
  const { merged, conflicts } = mergeLines(before ?? '', after, now);
  return {
    to: before === null && merged.trim() === '' ? null : merged,
    left: conflicts.map((each) => ofLines(path, each)),
  };
}

/**
 * What taking `change` back makes of `now`: the former text to the byte where it still is what the change wrote; else
 * by key or by line what still is, and the rest is left and told. Throws CannotEdit where settings can't be read.
 */
export function revert(change: Revertible, now: string | null): Reverted {
  const { path, before, after } = change;
  if (now === after || now === before) return { to: before, left: [] };
  // What is gone has no rights that could be given back.
  if (now === null && change.kind === 'mode') return { to: now, left: [] };
  if (now === null) return { to: now, left: [fixMessage('left-file-gone', { where: path })] };
  if (change.kind === 'mode')
    return { to: now, left: [fixMessage('left-mode', { where: path, now, before: change.before })] };
  if (after === null) return { to: now, left: [fixMessage('left-file-new', { where: path })] };
  const by = change.format === 'json5' ? inJson5 : inLines;
  return by(path, change.before, after, now);
}
