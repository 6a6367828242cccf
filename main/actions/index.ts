import type { Change } from '../contract/change';

/** Where the machine stands against one change: not yet, done, or something else altogether. `unknown` says nothing can be told (a command). */
export type Standing = 'before' | 'after' | 'neither' | 'unknown';

/** Thrown when the machine is not as the change expects: nothing was written. */
export class NotAsSeen extends Error {}
/** Thrown when the user, or the system's rules, refused administrator rights: nothing was done. */
export class NotAllowed extends Error {
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
  stands(change: Change): Promise<Standing>;
  /**
   * Does it. Rejects with NotAsSeen, NotAllowed, or what the system said; a rejected edit, mode or move left nothing
   * behind. One exception: a move between drives whose original could not be removed in full stands as `after`.
   */
  carryOut(change: Change, options: CarryOptions): Promise<void>;
  /** Undoes it, byte for byte, whether or not it was carried out in full. Rejects with NotAsSeen when somebody changed it since. */
  takeBack(change: Change, options: CarryOptions): Promise<void>;
}
