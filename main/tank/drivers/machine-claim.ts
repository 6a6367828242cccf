import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineId } from '../../contract/tank';
import { type TankContext, TankError } from '../model/types';
import { driverMessage, engineName } from './driver-program';

/**
 * What the engine calls this tank. The prefix keeps it apart from a machine that somebody made by hand after a guide,
 * and from Multipass' `primary`, which would get the home folder.
 */
export const machineOf = ({ plan }: TankContext): string => `tankmate-${plan.name}`;

const fileOf = (tank: TankContext): string => join(tank.folder, `claimed-${machineOf(tank)}`);

/** Whether the engine's machine of that name is ours: only what we claimed before making it may be changed or removed. */
export const isOurs = (tank: TankContext): Promise<boolean> =>
  stat(fileOf(tank)).then(
    (facts) => facts.isFile(),
    () => false,
  );

/** Before the engine makes it. Rejects with TankTrouble when a machine of that name is there that isn't ours. */
export async function claim(
  tank: TankContext,
  engine: EngineId,
  isThere: () => Promise<boolean>,
): Promise<void> {
  if (await isOurs(tank)) return;
  if (await isThere())
    throw new TankError(driverMessage('taken', { name: engineName(engine), machine: machineOf(tank) }));
  await writeFile(fileOf(tank), '', { mode: 0o600 });
}
