import type { Message, MessageValue } from '../../../contract/finding';
import { TankTrouble } from '../..';

/** A message of this engine. */
export const say = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.qemu-${id}`,
  ...(values && { values }),
});

/** What went wrong with QEMU; `detail` is what it said. */
export const trouble = (
  id: string,
  detail = '',
  values?: Readonly<Record<string, MessageValue>>,
): TankTrouble => new TankTrouble(say(id, values), detail.trim().slice(-2000));
