import type { Change } from '../contract/change';
import type { Message, MessageValue } from '../contract/finding';
import { CannotEdit } from '../openclaw/json5';
import { plainError } from '../system/read/plain-error';
import { ConflictError, NotAllowedError } from '../system/write';
import { ChangeError } from '../system/write/change-error';
import { showChange } from './plan/show';
import { redact } from './redact';

/** Why something failed: plain words where there are any, else what the system said, without secrets and in one line. */
export function reasonOf(error: unknown): Message {
  if (error instanceof NotAllowedError)
    return { id: `fixes.why.${error.because === 'refused' ? 'not-allowed' : error.because}` };
  if (error instanceof ConflictError)
    return { id: `fixes.why.${error.because === 'changed' ? 'not-as-seen' : error.because}` };
  if (error instanceof CannotEdit) return { id: 'fixes.why.no-settings' };
  if (error instanceof ChangeError && error.problem !== 'failed') return { id: `fixes.why.${error.problem}` };
  const plain = plainError(error);
  if (plain) return plain;
  const text = error instanceof Error ? error.message : String(error);
  const said = redact(text.replace(/\s+/g, ' ').trim(), 'lines').slice(0, 300);
  return { id: 'error.said', values: { said } };
}

/** Where a change is, as it is shown. */
export const changeTarget = (change: Change): string => showChange(change).where;

export const fixMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `fixes.${id}`,
  ...(values && { values }),
});
