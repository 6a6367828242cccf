import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readShapedFile } from '../../../../system/read/shaped-file';
import { ProcessMarkShape, type TankContext } from '../../../model/types';
import { driverProgram } from '../../driver-program';
import { machineOf } from '../../machine-claim';

/**
 * WSL ends a distribution soon after the last program that was started from Windows has ended, whatever systemd runs in it
 * (github.com/microsoft/WSL/issues/8854): one that only sleeps keeps it there.
 */
const fileOf = ({ folder }: TankContext): string => join(folder, 'keeper.json');

const kept = (tank: TankContext) => readShapedFile(fileOf(tank), ProcessMarkShape);

export async function isKeptAlive(tank: TankContext): Promise<boolean> {
  const mark = await kept(tank);
  return mark !== null && tank.needs.runner.isAlive(mark);
}

export async function startKeepalive(tank: TankContext): Promise<void> {
  if (await isKeptAlive(tank)) return;
  const sleeping = ['--cd', '/', '--exec', '/usr/bin/sleep', 'infinity'];
  const args = ['--distribution', machineOf(tank), '--user', 'openclaw', ...sleeping];
  const mark = await driverProgram(tank, 'wsl', 'wsl').launch(args, join(tank.folder, 'keeper.log'));
  await writeFile(fileOf(tank), JSON.stringify(mark), { mode: 0o600 });
}

export async function endKeepalive(tank: TankContext): Promise<void> {
  const mark = await kept(tank);
  if (mark) await tank.needs.runner.end(mark, 2000);
  await rm(fileOf(tank), { force: true });
}
