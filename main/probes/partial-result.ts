import type { Message } from '../contract/finding';
import { errorCode } from '../system/read';
import { explainError } from '../system/read/plain-error';

/** A place or a question that could not be looked at, and why. */
export interface Gap {
  readonly where: string;
  readonly because: Message;
}

/** What was found, and what could not be looked at. A check never calls it good while `unseen` holds something that matters. */
export interface PartialResult<T> {
  readonly items: readonly T[];
  readonly gaps: readonly Gap[];
}

/** Why a file, folder or program could not be looked at, in words (catalog: `i18n/shared-messages.ts`). */
export function readFailure(error: unknown): Message {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return { id: 'look.not-allowed' };
    case 'EFBIG':
      return { id: 'look.too-large' };
    case 'ABORT_ERR':
      return { id: 'look.cancelled' };
    case 'ENOENT':
      return { id: 'look.not-there' };
    default:
      return explainError(error);
  }
}

export { memoize, memoizeBy } from '../system/read/memoize';
