import type { Message } from '../contract/finding';

/**
 * Why an update was not accepted or not put in place:
 * `unreachable` no address answered; `malformed` the answer makes no sense; `unsigned` nobody signed it;
 * `other-key` nobody signed it whom this copy knows; `changed` a known key's signature doesn't fit the bytes;
 * `other-app` it is signed, for another program; `replayed` its counter is lower than one seen before;
 * `expired` its time is over; `older` it knows nothing as new as what runs; `other-system` no file is for this computer;
 * `wrong-size`, `wrong-hash` the file is not the one that was signed; `no-file` nothing lies where this copy was started;
 * `not-ours` its place can't be written to by this account; `does-not-start` the new one doesn't start here;
 * `disk-full`, `failed` what the system said.
 */
export const APP_UPDATE_PROBLEMS = [
  'unreachable',
  'malformed',
  'unsigned',
  'other-key',
  'changed',
  'other-app',
  'replayed',
  'expired',
  'older',
  'other-system',
  'wrong-size',
  'wrong-hash',
  'no-file',
  'not-ours',
  'does-not-start',
  'disk-full',
  'failed',
] as const;
export type AppUpdateProblem = (typeof APP_UPDATE_PROBLEMS)[number];

/** An update that was refused. Nothing was put in place. `message` is for the log. */
export class AppUpdateError extends Error {
  constructor(
    readonly problem: AppUpdateProblem,
    message: string = problem,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What is said of it. */
export const messageOfProblem = (problem: AppUpdateProblem, values: Message['values'] = {}): Message => ({
  id: `app-update.${problem}`,
  values,
});
