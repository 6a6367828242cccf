import { chmod, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DISK } from '../../../isolation/qemu-tank-files';
import { renameDurable } from '../../../system/write/atomic-file';
import { imagePath } from '../../images/image-catalogue';
import type { TankContext, TankStep } from '../../model/types';
import { qemuImg, qemuMessage } from './qemu-programs';

export const qemuDiskPath = ({ folder }: TankContext): string => join(folder, DISK);

/** Whether its disk is there: a half-made one has another name. */
export const hasDisk = (tank: TankContext): Promise<boolean> =>
  stat(qemuDiskPath(tank)).then(
    (facts) => facts.isFile(),
    () => false,
  );

async function makeDisk(tank: TankContext): Promise<void> {
  const base = imagePath(tank, 'disk');
  const half = `${DISK}.new`;
  await rm(join(tank.folder, half), { force: true });
  // Nobody writes into what several tanks stand on.
  await chmod(base, 0o444);
  // By its way from here, so that the folder of all tanks can be moved.
  const args = ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', relative(tank.folder, base)];
  await qemuImg(tank, [...args, half, `${tank.plan.limits.diskGiB}G`]);
  await renameDurable(join(tank.folder, half), qemuDiskPath(tank));
}

/** A disk of the tank's own that keeps only what differs from the verified download (qemu-img(1), backing file). */
export const qemuDiskStep = (tank: TankContext): TankStep => ({
  id: 'make-disk',
  now: qemuMessage('now-disk'),
  seconds: 1,
  done: () => hasDisk(tank),
  run: () => makeDisk(tank),
});
