import { reasonOf } from '../../changes/reason';
import type { Message, MessageValue } from '../../contract/finding';

/** An update that can't go on, and why, in words of this room. */
export class UpdateError extends Error {
  readonly because: Message;
  constructor(id: string, values?: Readonly<Record<string, MessageValue>>) {
    super(id);
    this.because = updateMessage(id, values);
  }
}

export const updateMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `updates.${id}`,
  ...(values && { values }),
});

/** Any failure as a sentence. */
export function updateFailure(error: unknown): Message {
  if (error instanceof UpdateError) return error.because;
  if (error instanceof Error && error.name === 'AbortError') return updateMessage('cancelled');
  const reason = reasonOf(error);
  return reason.id === 'error.disk-full' ? updateMessage('disk-full') : updateMessage('failed', { reason });
}
