import type { Message, MessageValue } from '../contract/finding';
import { reasonOf } from '../fixes/reason';
import { TankTrouble } from '.';

/** A message of this part. */
export const say = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.making-${id}`,
  ...(values && { values }),
});

/** What went wrong, in a sentence of this part. */
export const trouble = (
  id: string,
  values?: Readonly<Record<string, MessageValue>>,
  detail = '',
  options?: ErrorOptions,
): TankTrouble => new TankTrouble(say(id, values), detail, options);

/** The sentence for whatever was thrown. */
export function becauseOf(error: unknown): Message {
  if (error instanceof TankTrouble) return error.because;
  const why = reasonOf(error);
  return typeof why === 'string' ? say('failed', { why }) : why;
}

/** What the log gets of it. */
export const detailOf = (error: unknown): string =>
  error instanceof TankTrouble ? error.detail || error.because.id : String(error);

/** Each part has its own sentence for it: the network was lost. Waiting helps. */
export const isNetworkLost = (error: unknown): boolean =>
  error instanceof TankTrouble && error.because.id.endsWith('no-network');

/** The inside could not be reached: it may not be up yet, or the computer slept. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof TankTrouble && error.because.id.endsWith('unreachable');
