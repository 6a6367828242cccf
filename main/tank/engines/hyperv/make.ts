import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { At, Step } from '../..';
import { seedFile } from '../../seed';
import { nameOf, words } from '../ask';
import { claim } from '../claim';
import { diskStep, isFile, vhdPath } from '../disks/step';
import { look, REFUSED, vhdxPath } from './look';
import { permissionStep } from './permission';
import { type Ask, askOf, runScript } from './powershell';
import { CONVERT, MAKE } from './scripts';

const MIB = 1024 * 1024;
const CONVERT_MS = 900_000;

export async function convert(at: At): Promise<void> {
  await runScript(at, 'making', CONVERT, { vhd: vhdPath(at), vhdx: vhdxPath(at) }, CONVERT_MS);
  await rm(vhdPath(at), { force: true });
}

/** What `MAKE` is told. */
const making = (at: At): Ask => ({
  path: join(at.folder, 'hyperv'),
  // A quarter of it is asked for as well, in whole 2 MiB.
  memory: Math.floor(at.plan.limits.memoryMiB / 8) * 8 * MIB,
  processors: at.plan.limits.processors,
  vhdx: vhdxPath(at),
  seed: seedFile(at.folder),
  refused: REFUSED,
});

export async function make(at: At): Promise<void> {
  await claim(at, 'hyperv', async () => (await look(at)) !== null);
  await runScript(at, 'making', MAKE, making(at));
}

/** A word of PowerShell: a quote inside is doubled (about_Quoting_Rules). */
const told = (json: string): string => `$env:TANKMATE_ASK='${json.replaceAll("'", "''")}'`;

/** The scripts as PowerShell gets them, with what they are told. */
export const hypervCommands = async (at: At): Promise<readonly string[]> => [
  told(askOf(at, { vhd: vhdPath(at), vhdx: vhdxPath(at) })),
  CONVERT,
  told(askOf(at, making(at))),
  MAKE,
];

/** The last thing that `MAKE` does is to plug the network in. */
const isPlugged = async (at: At): Promise<boolean> => {
  const found = await look(at);
  return (
    found !== null && JSON.stringify(found).toLowerCase().includes('c08cb7b8-9b3c-408e-8e30-5e16a3aeb444')
  );
};

export const hypervSteps = (at: At): readonly Step[] => [
  permissionStep(at),
  diskStep(at, 'hyperv', () => isFile(vhdxPath(at))),
  {
    id: 'convert-disk',
    now: words('convert-disk', { name: nameOf('hyperv') }),
    seconds: 30,
    done: async () => (await isFile(vhdxPath(at))) && !(await isFile(vhdPath(at))),
    run: () => convert(at),
  },
  {
    id: 'make-machine',
    now: words('make-machine', { name: nameOf('hyperv') }),
    seconds: 15,
    done: () => isPlugged(at),
    run: () => make(at),
  },
];
