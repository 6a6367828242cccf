import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quotePowerShell } from '../../../../openclaw/shell-quote';
import { powerShellText } from '../../../../system/read/powershell';
import { seedFile } from '../../../guest/cloud-init/seed-step';
import type { TankContext, TankStep } from '../../../model/types';
import { driverMessage, engineName } from '../../driver-program';
import { claim } from '../../machine-claim';
import { isFile, vhdDiskStep, vhdPath } from '../vhd-disk/vhd-step';
import { REFUSED, readMachine, vhdxPath } from './hyperv-boundary';
import { permissionStep } from './hyperv-permission';
import { runPowerShell, type ScriptInput, scriptInput } from './hyperv-powershell';
import { CONVERT, MAKE } from './hyperv-scripts';

const MIB = 1024 * 1024;
const CONVERT_MS = 900_000;

export async function convert(tank: TankContext): Promise<void> {
  await runPowerShell(tank, 'making', CONVERT, { vhd: vhdPath(tank), vhdx: vhdxPath(tank) }, CONVERT_MS);
  await rm(vhdPath(tank), { force: true });
}

/** What `MAKE` is told. */
const making = (tank: TankContext): ScriptInput => ({
  path: join(tank.folder, 'hyperv'),
  // A quarter of it is asked for as well, in whole 2 MiB.
  memory: Math.floor(tank.plan.limits.memoryMiB / 8) * 8 * MIB,
  processors: tank.plan.limits.processors,
  vhdx: vhdxPath(tank),
  seed: seedFile(tank.folder),
  refused: REFUSED,
});

export async function makeHypervMachine(tank: TankContext): Promise<void> {
  await claim(tank, 'hyperv', async () => (await readMachine(tank)) !== null);
  await runPowerShell(tank, 'making', MAKE, making(tank));
}

const assignInput = (json: string): string =>
  powerShellText('hyperv-shown-input', `$env:TANKMATE_ASK=${quotePowerShell(json)}`);

/** The scripts as PowerShell gets them, with what they are told. */
export const hypervCommands = async (tank: TankContext): Promise<readonly string[]> => [
  assignInput(scriptInput(tank, { vhd: vhdPath(tank), vhdx: vhdxPath(tank) })),
  CONVERT,
  assignInput(scriptInput(tank, making(tank))),
  MAKE,
];

/** The last thing that `MAKE` does is to plug the network in. */
const isPlugged = async (tank: TankContext): Promise<boolean> => {
  const found = await readMachine(tank);
  return (
    found !== null && JSON.stringify(found).toLowerCase().includes('c08cb7b8-9b3c-408e-8e30-5e16a3aeb444')
  );
};

export const hypervSteps = (tank: TankContext): readonly TankStep[] => [
  permissionStep(tank),
  vhdDiskStep(tank, 'hyperv', () => isFile(vhdxPath(tank))),
  {
    id: 'convert-disk',
    now: driverMessage('convert-disk', { name: engineName('hyperv') }),
    seconds: 30,
    done: async () => (await isFile(vhdxPath(tank))) && !(await isFile(vhdPath(tank))),
    run: () => convert(tank),
  },
  {
    id: 'make-machine',
    now: driverMessage('make-machine', { name: engineName('hyperv') }),
    seconds: 15,
    done: () => isPlugged(tank),
    run: () => makeHypervMachine(tank),
  },
];
