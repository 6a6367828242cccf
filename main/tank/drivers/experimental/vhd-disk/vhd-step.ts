import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineId } from '../../../../contract/tank';
import { renameDurable } from '../../../../system/write/atomic-file';
import { codeOf } from '../../../../system/write/change-error';
import { imagePath } from '../../../images/image-catalogue';
import { type StepProgress, type TankContext, TankError, type TankStep } from '../../../model/types';
import { driverMessage, engineName } from '../../driver-program';
import { readQcow2 } from './qcow2-reader';
import { writeVhd } from './vhd-writer';

const GIB = 1024 ** 3;

/** The tank's disk as a growing VHD, in its own folder. */
export const vhdPath = ({ folder }: TankContext): string => join(folder, 'disk.vhd');

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );

async function unpack(tank: TankContext, report: (progress: StepProgress) => void): Promise<void> {
  const fresh = `${vhdPath(tank)}.new`;
  await rm(fresh, { force: true });
  const image = await open(imagePath(tank, 'disk'), 'r');
  try {
    const disk = await readQcow2(image);
    const file = await open(fresh, 'wx', 0o600);
    try {
      await writeVhd(disk, file, {
        size: Math.max(tank.plan.limits.diskGiB * GIB, Math.ceil(disk.size / GIB) * GIB),
        now: tank.needs.now(),
        signal: tank.needs.signal,
        report: (part) => report({ part }),
      });
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await image.close();
  }
  await renameDurable(fresh, vhdPath(tank));
}

/**
 * Makes the tank's disk out of the downloaded qcow2 image, without any program: qemu-img is on neither Windows nor most
 * Macs, VirtualBox before 7.2 reads no packed qcow2 (its Storage/QCOW.cpp), Hyper-V none at all. It is the same image,
 * pinned by the same digest, as the other engines have, so cloud-init looks for our seed and not for a cloud's.
 * `isMade`: the engine has made its own disk of it already.
 */
export const vhdDiskStep = (
  tank: TankContext,
  engine: EngineId,
  isMade: () => Promise<boolean> = async () => false,
): TankStep => ({
  id: 'make-disk',
  now: driverMessage('make-disk', { name: engineName(engine) }),
  seconds: 40,
  done: async () => (await isFile(vhdPath(tank))) || isMade(),
  async run(report) {
    try {
      await unpack(tank, report);
    } catch (error) {
      tank.needs.signal.throwIfAborted();
      const full = codeOf(error) === 'ENOSPC';
      throw new TankError(driverMessage(full ? 'disk-full' : 'disk-broken'), String(error), { cause: error });
    }
  },
});
