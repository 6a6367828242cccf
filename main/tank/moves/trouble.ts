import type { Message } from '../../contract/finding';
import { TankTrouble } from '..';

/** A message of moving. */
export const say = (id: string, values?: Message['values']): Message => ({
  id: `tank.moves-${id}`,
  ...(values && { values }),
});

/** The move failed, and the tank is not in all as it was before. */
export class NotAsBefore extends TankTrouble {}
