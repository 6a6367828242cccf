import * as v from 'valibot';
import type { Message, TileId } from './finding';
import { mapOf, type ShapeOf } from './shape';

const EditShape = v.object({
  kind: v.literal('edit'),
  /**
   * Absolute; a link is followed, and what it points to is replaced. A file that must stay the same one is overwritten
   * where it lies: it has several names, belongs to a group that its owner isn't in, or is mounted by itself.
   */
  path: v.string(),
  /** Exact text (UTF-8, byte order mark and line ends kept); null: there is no such file. */
  before: v.nullable(v.string()),
  /** Null: the file is removed. */
  after: v.nullable(v.string()),
  /** Mode of a file that is made (octal bits of chmod(2)); 0600 unless told. */
  mode: v.exactOptional(v.number()),
  /** How its lines are to be shown: what follows a secret's name is never shown. */
  format: v.picklist(['json5', 'lines']),
});
/** Replaces a file's text, makes a file, or removes one. */
export type EditChange = ShapeOf<typeof EditShape>;

const ModeShape = v.object({
  kind: v.literal('mode'),
  path: v.string(),
  /** As the system writes it: `0644` (chmod(2)), or a security descriptor (SDDL) on Windows. */
  before: v.string(),
  after: v.string(),
  /** When it can't be set, the others of the same fix still make sense: what is left is told. */
  optional: v.exactOptional(v.literal(true)),
});
/** Sets who may read a file or folder. */
export type ModeChange = ShapeOf<typeof ModeShape>;

const MoveShape = v.object({
  kind: v.literal('move'),
  from: v.string(),
  to: v.string(),
  /** As of `ModeChange`. */
  optional: v.exactOptional(v.literal(true)),
});
/** Moves a file or folder, into another drive too. The folder above `to` is made. */
export type MoveChange = ShapeOf<typeof MoveShape>;

export const CommandShape = v.object({
  kind: v.literal('command'),
  program: v.string(),
  args: v.array(v.string()),
  /** Added to the environment. Never secrets: a command is shown with it. */
  env: v.exactOptional(mapOf(v.string())),
  /** Needs administrator rights: asked for this one command, which is shown before. */
  admin: v.boolean(),
  /** What takes it back; must do no harm when it was never run, or twice. Null: there is nothing to take back. */
  undo: v.nullable(v.object({ program: v.string(), args: v.array(v.string()) })),
  /** When it fails, what comes after it still makes sense (say, telling a service manager that isn't running). */
  optional: v.exactOptional(v.literal(true)),
  /** Milliseconds; 60,000 unless told. */
  limitMs: v.exactOptional(v.number()),
});
/** Runs a program, without a shell. */
export type CommandChange = ShapeOf<typeof CommandShape>;

export const EndShape = v.object({
  kind: v.literal('end'),
  pid: v.pipe(v.number(), v.integer()),
  /** Short name, for the reader. */
  program: v.string(),
  /**
   * When it started, as the system counts (field 22 of /proc/<pid>/stat, `ps -o lstart`, CreationDate): a number
   * that was given to another program meanwhile is left alone. Null, which could not be told, is ended by nobody.
   */
  startedAt: v.nullable(v.string()),
  /** How long it may take to end by itself, in milliseconds. */
  graceMs: v.number(),
  /** When it can't be ended, or not by this account, what comes after it still makes sense. */
  optional: v.exactOptional(v.literal(true)),
});
/** Ends a running program: asks it to (SIGTERM), then makes it. Undo does not start it again: a command after it may. */
export type EndChange = ShapeOf<typeof EndShape>;

export const ChangeShape = v.variant('kind', [EditShape, ModeShape, MoveShape, CommandShape, EndShape]);
/**
 * One change to the machine, as data. The same value is shown, journalled, carried out and taken back, so what is
 * shown is what is done. It may hold secrets (a file's text): it never leaves the process that plans and changes.
 */
export type Change = EditChange | ModeChange | MoveChange | CommandChange | EndChange;

export const ShownChangeShape = v.object({
  kind: v.picklist(['edit', 'mode', 'move', 'command', 'end'] satisfies readonly Change['kind'][]),
  /** File, folder, program. */
  where: v.string(),
  /** Changed lines with two around them, the mode, where it lies: as it is. Null: nothing there, or nothing to show. */
  before: v.nullable(v.string()),
  /** The same as it will be: for a command its whole line. */
  after: v.nullable(v.string()),
  /** Asks for administrator rights. */
  admin: v.exactOptional(v.literal(true)),
  /** The command that takes a command back, where there is one; it asks for the same rights. */
  back: v.exactOptional(v.string()),
});
/** A change as it is shown. No secrets. */
export type ShownChange = ShapeOf<typeof ShownChangeShape>;

/** One way to mend one finding, planned for this machine: sentences not yet in a language, nothing secret. */
export interface PlannedFix {
  /** The fix's id, with `-<eight hex digits>` of what it is about where it can be had for several things. */
  readonly id: string;
  /** The worst finding that it mends. */
  readonly finding: string;
  /** All findings that it mends, that one first. */
  readonly mends: readonly string[];
  readonly tile: TileId;
  /** What it does: reads as a button's label. */
  readonly does: Message;
  /** What it costs in comfort; null: nothing that the user would notice. */
  readonly cost: Message | null;
  /** What is left to do by hand afterwards; null: nothing. */
  readonly afterwards: Message | null;
  readonly changes: readonly ShownChange[];
  readonly needsAdmin: boolean;
  /** Fixes with the same word exclude each other. */
  readonly choice: string | null;
  /** Taken for "make it safe": the recommended one of a choice, never one that only the user can decide. */
  readonly recommended: boolean;
  /** Stands for the changes as shown: only a plan that still shows the same is carried out. */
  readonly fingerprint: string;
}

/**
 * How a fix or its undo ended:
 * - `fixed`: carried out, looked at again, and it helped. (Of an undo: all is as it was.)
 * - `rolled-back`: it failed or did not help, and all is as it was.
 * - `left-changed`: it failed and could not be taken back in full. Said plainly.
 * - `refused`: nothing was changed: not as shown any more, the administrator said no, somebody else is changing.
 * - `skipped`: nothing to do, cancelled, or an earlier one that it needs failed.
 */
export type FixResult = 'fixed' | 'rolled-back' | 'left-changed' | 'refused' | 'skipped';

/**
 * What an update isn't done with unless the user chooses it: npm's own registry has no such version; its makers want nobody
 * to use it; nobody but a mirror says what belongs to it.
 */
export const UPDATE_RISKS = ['not-at-npm', 'deprecated', 'unconfirmed'] as const;
export type UpdateRisk = (typeof UPDATE_RISKS)[number];

export interface Outcome {
  readonly fix: string;
  /** What it does or would have done: what people read in place of its id. */
  readonly does: Message;
  /** Id of the journal's entry; null when nothing was begun. */
  readonly entry: string | null;
  readonly result: FixResult;
  readonly because: Message;
  readonly afterwards: Message | null;
  /** Refused, but not if the user chooses these, knowing: `because` says each. */
  readonly choices?: readonly UpdateRisk[];
}

/** All `EntryState`s. */
export const ENTRY_STATES = ['open', 'done', 'undone', 'undone-in-part', 'left-changed', 'final'] as const;
/**
 * How an entry of the journal stands. `open`: the app ended in the middle. `final`: what it moved away was deleted for
 * good, so that it can't be taken back any more. `undone-in-part`: what still was as the fix left it was put back; the
 * rest was changed by others since, and nothing more can be taken back.
 */
export type EntryState = (typeof ENTRY_STATES)[number];

/** One entry of the journal as it is shown, newest first. */
export interface ShownEntry {
  readonly id: string;
  readonly fix: string;
  readonly finding: string | null;
  readonly does: Message;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: EntryState;
  readonly changes: readonly ShownChange[];
  /** Of one that was taken back in part: what others had changed since, with what stood there before. */
  readonly left?: readonly Message[];
}
