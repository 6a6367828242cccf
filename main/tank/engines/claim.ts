import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineId } from '../../contract/tank';
import { type At, TankTrouble } from '..';
import { nameOf, words } from './ask';

/**
 * What the engine calls this tank. The prefix keeps it apart from a machine that somebody made by hand after a guide,
 * and from Multipass' `primary`, which would get the home folder.
 */
export const machineOf = ({ plan }: At): string => `tankmate-${plan.name}`;

const fileOf = (at: At): string => join(at.folder, `claimed-${machineOf(at)}`);

/** Whether the engine's machine of that name is ours: only what we claimed before making it may be changed or removed. */
export const isOurs = (at: At): Promise<boolean> =>
  stat(fileOf(at)).then(
    (facts) => facts.isFile(),
    () => false,
  );

/** Before the engine makes it. Rejects with TankTrouble when a machine of that name is there that isn't ours. */
export async function claim(at: At, engine: EngineId, isThere: () => Promise<boolean>): Promise<void> {
  if (await isOurs(at)) return;
  if (await isThere())
    throw new TankTrouble(words('taken', { name: nameOf(engine), machine: machineOf(at) }));
  await writeFile(fileOf(at), '', { mode: 0o600 });
}
