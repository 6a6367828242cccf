import * as v from 'valibot';
import { ChangeShape, ENTRY_STATES, ShownChangeShape } from '../contract/change';
import { DateText, guardOf, MessageShape, type ShapeOf } from '../contract/shape';

/** Raised when a version writes entries that an older one would misread. */
export const SCHEMA = 1;

const Place = v.pipe(v.number(), v.integer(), v.minValue(0));
const MergingShape = v.object({
  place: Place,
  now: v.nullable(v.string()),
  to: v.nullable(v.string()),
});
/** A text that is just being written by key, of the change at `place`: what stood there, and what is to. */
export type Merging = ShapeOf<typeof MergingShape>;

const EntryShape = v.pipe(
  v.object({
    schema: v.literal(SCHEMA),
    id: v.string(),
    /** Counts up: tells the newer of two, whatever the clock did. */
    number: v.pipe(v.number(), v.integer()),
    fix: v.string(),
    finding: v.nullable(v.string()),
    does: MessageShape,
    /** ISO 8601, UTC. */
    at: DateText,
    /** How it stands. `rolled-back`: taken back by the engine itself, because it failed or did not help. */
    state: v.picklist([...ENTRY_STATES, 'rolled-back']),
    /** None once there is nothing left to take back. */
    changes: v.array(ChangeShape),
    /** The same without secrets. */
    shown: v.array(ShownChangeShape),
    /** Places in `changes` of those that may be in effect: noted before each is begun, crossed out after it is taken back. */
    live: v.array(Place),
    /** Of one that was taken back in part: what others had changed since, with what stood there before. No secrets. */
    left: v.exactOptional(v.array(MessageShape)),
    /** It may hold secrets. */
    merging: v.exactOptional(MergingShape),
  }),
  // A file that was mixed up must not mislead whoever takes it back.
  v.check(({ changes, live, merging }) =>
    [...live, merging?.place ?? -1].every((place) => place < changes.length),
  ),
);
/** One batch of changes: what was there before, to the byte. It may hold secrets, and only this account can read it. */
export type JournalEntry = ShapeOf<typeof EntryShape>;
export type JournalState = JournalEntry['state'];

/** True for what this version of the journal writes. */
export const isEntry = guardOf(EntryShape);
