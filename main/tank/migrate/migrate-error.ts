import type { Message } from '../../contract/finding';
import { TankError } from '../model/types';

/** A message of moving. */
export const migrateMessage = (id: string, values?: Message['values']): Message => ({
  id: `tank.moves-${id}`,
  ...(values && { values }),
});

/** The move failed, and the tank is not in all as it was before. */
export class NotRolledBack extends TankError {}
