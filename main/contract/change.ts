import type { Message, TileId } from './finding';

/**
 * One change to the machine, as data. The same value is shown, journalled, carried out and taken back, so what is
 * shown is what is done. It may hold secrets (a file's text): it never leaves the process that plans and changes.
 */
export type Change = EditChange | ModeChange | MoveChange | CommandChange | EndChange;

/** Replaces a file's text, makes a file, or removes one. */
export interface EditChange {
  readonly kind: 'edit';
  /** Absolute; a link is followed, and what it points to is replaced. */
  readonly path: string;
  /** Exact text (UTF-8, byte order mark and line ends kept); null: there is no such file. */
  readonly before: string | null;
  /** Null: the file is removed. */
  readonly after: string | null;
  /** Mode of a file that is made (octal bits of chmod(2)); 0600 unless told. */
  readonly mode?: number;
  /** How its lines are to be shown: what follows a secret's name is never shown. */
  readonly format: 'json5' | 'lines';
}

/** Sets who may read a file or folder. */
export interface ModeChange {
  readonly kind: 'mode';
  readonly path: string;
  /** As the system writes it: `0644` (chmod(2)), or a security descriptor (SDDL) on Windows. */
  readonly before: string;
  readonly after: string;
}

/** Moves a file or folder, into another drive too. The folder above `to` is made. */
export interface MoveChange {
  readonly kind: 'move';
  readonly from: string;
  readonly to: string;
}

/** Runs a program, without a shell. */
export interface CommandChange {
  readonly kind: 'command';
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment. Never secrets: a command is shown with it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Needs administrator rights: asked for this one command, which is shown before. */
  readonly admin: boolean;
  /** What takes it back; must do no harm when it was never run, or twice. Null: there is nothing to take back. */
  readonly undo: { readonly program: string; readonly args: readonly string[] } | null;
  /** When it fails, what comes after it still makes sense (say, telling a service manager that isn't running). */
  readonly optional?: true;
  /** Milliseconds; 60,000 unless told. */
  readonly limitMs?: number;
}

/** Ends a running program: asks it to (SIGTERM), then makes it. Undo does not start it again: a command after it may. */
export interface EndChange {
  readonly kind: 'end';
  readonly pid: number;
  /** Short name, for the reader. */
  readonly program: string;
  /**
   * When it started, as the system counts (field 22 of /proc/<pid>/stat, `ps -o lstart`, CreationDate): a number
   * that was given to another program meanwhile is left alone. Null: it could not be told.
   */
  readonly startedAt: string | null;
  /** How long it may take to end by itself, in milliseconds. */
  readonly graceMs: number;
  /** When it can't be ended, or not by this account, what comes after it still makes sense. */
  readonly optional?: true;
}

/** A change as it is shown. No secrets. */
export interface ShownChange {
  readonly kind: Change['kind'];
  /** File, folder, program. */
  readonly where: string;
  /** Changed lines with two around them, the mode, where it lies: as it is. Null: nothing there, or nothing to show. */
  readonly before: string | null;
  /** The same as it will be: for a command its whole line. */
  readonly after: string | null;
  /** Asks for administrator rights. */
  readonly admin?: true;
  /** The command that takes a command back, where there is one; it asks for the same rights. */
  readonly back?: string;
}

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
 * - `skipped`: nothing to do, or an earlier one stopped the row.
 */
export type FixResult = 'fixed' | 'rolled-back' | 'left-changed' | 'refused' | 'skipped';

export interface Outcome {
  readonly fix: string;
  /** What it does, where that is known. */
  readonly does?: Message;
  /** Id of the journal's entry; null when nothing was begun. */
  readonly entry: string | null;
  readonly result: FixResult;
  readonly because: Message;
  readonly afterwards: Message | null;
}

/**
 * How an entry of the journal stands. `open`: the app ended in the middle. `final`: what it moved away was deleted for
 * good, so that it can't be taken back any more.
 */
export type EntryState = 'open' | 'done' | 'undone' | 'left-changed' | 'final';

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
}
