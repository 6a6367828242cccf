import { relative } from 'node:path';
import type { At } from '../..';
import { quoted } from '../../ssh';
import { imagePath } from '../images';
import { accelerationOf, type Computer } from './acceleration';
import { DISK, PROGRAM, qemuArguments } from './arguments';

/** The commands that make the disk and start the machine, as they will be run in the tank's folder. */
export async function qemuCommands(at: At, computer: Computer): Promise<readonly string[]> {
  const { plan, folder } = at;
  const acceleration = await accelerationOf(plan.architecture, computer);
  const base = relative(folder, imagePath(at, 'disk'));
  return [
    ['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, DISK, `${plan.limits.diskGiB}G`],
    [PROGRAM[plan.architecture], ...qemuArguments(plan, { acceleration, ssh: plan.ports.ssh, seed: true })],
  ].map((words) => words.map(quoted).join(' '));
}
