import type { Change } from '../contract/change';
import type { Message, MessageValue } from '../contract/finding';
import { CannotEdit } from '../openclaw/json5';
import { ConflictError, NotAllowedError } from '../system/write';
import { ChangeError, codeOf } from '../system/write/change-error';
import { showChange } from './plan/show';
import { redact } from './redact';

/** Node's error codes that have plain words (errno(3)), for what the writers did not name themselves. */
const PLAIN: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
  ENOENT: 'gone',
};

/** Why something failed: plain words where there are any, else what the system said, without secrets and in one line. */
export function reasonOf(error: unknown): Message | string {
  if (error instanceof NotAllowedError)
    return { id: `fixes.why.${error.because === 'refused' ? 'not-allowed' : error.because}` };
  if (error instanceof ConflictError)
    return { id: `fixes.why.${error.because === 'changed' ? 'not-as-seen' : error.because}` };
  if (error instanceof CannotEdit) return { id: 'fixes.why.no-settings' };
  if (error instanceof ChangeError && error.problem !== 'failed') return { id: `fixes.why.${error.problem}` };
  const plain = PLAIN[codeOf(error) ?? ''];
  if (plain) return { id: `fixes.why.${plain}` };
  const text = error instanceof Error ? error.message : String(error);
  return redact(text.replace(/\s+/g, ' ').trim(), 'lines').slice(0, 300);
}

/** Where a change is, as it is shown. */
export const changeTarget = (change: Change): string => showChange(change).where;

export const fixMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `fixes.${id}`,
  ...(values && { values }),
});
