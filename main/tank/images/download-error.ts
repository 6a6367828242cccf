/**
 * What came of asking one source:
 * `lying`: not what it has to be, so it is never asked again; `absent`: it doesn't have it, or leads where we don't go;
 * `refused`: it says that it can't now; `silent`: nobody answers, or the line broke; `slow`: others may be quicker.
 */
export type Failing = 'lying' | 'absent' | 'refused' | 'silent' | 'slow';

/** One source failed. `message` is for the log. */
export class DownloadError extends Error {
  constructor(
    readonly failing: Failing,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A source that has more or less than what is known of the file. */
export class WrongSize extends DownloadError {
  constructor(message: string) {
    super('lying', message);
  }
}
