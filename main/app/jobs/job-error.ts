import type { Message } from '../../contract/finding';

/** Why a job brought no result. The text is for the log. */
export class JobError extends Error {
  constructor(
    readonly because: Message,
    text = JSON.stringify(because),
  ) {
    super(text);
  }
}
