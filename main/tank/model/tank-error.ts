import { reasonOf } from '../../changes/reason';
import type { Message, MessageValue } from '../../contract/finding';
import { TankError } from './types';

/** A message of this part. */
export const tankMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.making-${id}`,
  ...(values && { values }),
});

/** What went wrong, in a sentence of this part. */
export const tankError = (
  id: string,
  values?: Readonly<Record<string, MessageValue>>,
  detail = '',
  options?: ErrorOptions,
): TankError => new TankError(tankMessage(id, values), detail, options);

/** The sentence for whatever was thrown. */
export function errorMessage(error: unknown): Message {
  if (error instanceof TankError) return error.because;
  return tankMessage('failed', { why: reasonOf(error) });
}

/** What the log gets of it. */
export const errorDetail = (error: unknown): string =>
  error instanceof TankError ? error.detail || error.because.id : String(error);

/** Each part has its own sentence for it: the network was lost. Waiting helps. */
export const isNetworkLost = (error: unknown): boolean =>
  error instanceof TankError && error.because.id.endsWith('no-network');

/** The inside could not be reached: it may not be up yet, or the computer slept. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof TankError && error.because.id.endsWith('unreachable');
