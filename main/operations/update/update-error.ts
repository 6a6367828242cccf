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

/** The system's own word for what went wrong: a code where there is one, else one line. */
export function wordFor(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 200);
}

/** Any failure as a sentence. */
export function updateFailure(error: unknown): Message {
  if (error instanceof UpdateError) return error.because;
  const word = wordFor(error);
  if (word === 'ENOSPC' || word === 'EDQUOT') return updateMessage('disk-full');
  if (error instanceof Error && error.name === 'AbortError') return updateMessage('cancelled');
  return updateMessage('failed', { reason: word });
}
