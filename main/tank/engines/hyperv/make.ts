import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { At, Step } from '../..';
import { seedFile } from '../../seed';
import { nameOf, words } from '../ask';
import { claim } from '../claim';
import { diskStep, isFile, vhdPath } from '../disks/step';
import { look, REFUSED, vhdxPath } from './look';
import { permissionStep } from './permission';
import { runScript } from './powershell';
import { CONVERT, MAKE } from './scripts';

const MIB = 1024 * 1024;
const CONVERT_MS = 900_000;

export async function convert(at: At): Promise<void> {
  await runScript(at, 'making', CONVERT, { vhd: vhdPath(at), vhdx: vhdxPath(at) }, CONVERT_MS);
  await rm(vhdPath(at), { force: true });
}

export async function make(at: At): Promise<void> {
  await claim(at, 'hyperv', async () => (await look(at)) !== null);
  const { limits } = at.plan;
  await runScript(at, 'making', MAKE, {
    path: join(at.folder, 'hyperv'),
    // Whole 4 MiB, since a quarter of it is asked for as well.
    memory: Math.floor(limits.memoryMiB / 8) * 8 * MIB,
    processors: limits.processors,
    vhdx: vhdxPath(at),
    seed: seedFile(at.folder),
    refused: REFUSED,
  });
}

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
