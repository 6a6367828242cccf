import { NotAllowed, NotAsSeen } from '../actions';
import { codeOf, Trouble } from '../actions/problem';
import type { Change } from '../contract/change';
import type { Message, MessageValue } from '../contract/finding';
import { maskSecrets } from '../plans/mask';
import { showChange } from '../plans/show';

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
  if (error instanceof NotAllowed)
    return { id: `fixes.why.${error.because === 'refused' ? 'not-allowed' : error.because}` };
  if (error instanceof NotAsSeen) return { id: 'fixes.why.not-as-seen' };
  if (error instanceof Trouble && error.problem !== 'failed') return { id: `fixes.why.${error.problem}` };
  const plain = PLAIN[codeOf(error) ?? ''];
  if (plain) return { id: `fixes.why.${plain}` };
  const text = error instanceof Error ? error.message : String(error);
  return maskSecrets(text.replace(/\s+/g, ' ').trim(), 'lines').slice(0, 300);
}

/** Where a change is, as it is shown. */
export const placeOf = (change: Change): string => showChange(change).where;

export const message = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `fixes.${id}`,
  ...(values && { values }),
});
