import type { Change, EditChange, ModeChange } from '../../contract/change';

/** Where the machine stands against one change: not yet, done, or something else altogether. `unknown` says nothing can be told (a command). */
export type ChangeState = 'before' | 'after' | 'neither' | 'unknown';

/** Thrown when the machine is not as the change expects: nothing was written. */
export class ConflictError extends Error {
  constructor(
    message: string,
    /** Of a move: something else lies where it would lead, or what is to be moved isn't there. */
    readonly because: 'changed' | 'occupied' | 'gone' = 'changed',
  ) {
    super(message);
  }
}
/** Thrown when the user, or the system's rules, refused administrator rights: nothing was done. */
export class NotAllowedError extends Error {
  constructor(
    message: string,
    /**
     * `nobody-to-ask`: this computer has no way to ask. `unsafe-program`: others could have replaced the program.
     * `altered`: what the journal says is not what any fix plans.
     */
    readonly because: 'refused' | 'nobody-to-ask' | 'unsafe-program' | 'not-ours' | 'altered' = 'refused',
  ) {
    super(message);
  }
}

export interface CarryOptions {
  /** Between two steps only: what was begun is finished. */
  readonly signal: AbortSignal;
  /** Hears what a command says, line by line. */
  onLine?(line: string): void;
}

/**
 * The writers of the machine: the mirror image of `probes/`, and the only ones that can change anything.
 * No check and no fix gets them: those plan changes as data, and the engine in `fixes/` hands these over.
 * Every verb is safe to be cut off at any moment and to be called again.
 */
export interface Actions {
  /** Looks only. */
  stands(change: Change): Promise<ChangeState>;
  /**
   * Looks only: the exact text or the mode that is there now; null: no such file. Rejects with ConflictError for what is no
   * text in UTF-8.
   */
  present(change: EditChange | ModeChange): Promise<string | null>;
  /**
   * Does it. Rejects with ConflictError, NotAllowedError, or what the system said; a rejected edit, mode or move left nothing
   * behind. One exception: a move between drives whose original could not be removed in full stands as `after`.
   */
  carryOut(change: Change, options: CarryOptions): Promise<void>;
  /** Undoes it, byte for byte, whether or not it was carried out in full. Rejects with ConflictError when somebody changed it since. */
  takeBack(change: Change, options: CarryOptions): Promise<void>;
}
