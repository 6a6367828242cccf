import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../actions/problem';
import type { EngineId } from '../../../contract/tank';
import { type At, type Step, type StepProgress, TankTrouble } from '../..';
import { nameOf, words } from '../ask';
import { imagePath } from '../images';
import { readQcow2 } from './qcow2';
import { writeVhd } from './vhd';

const GIB = 1024 ** 3;

/** The tank's disk as a growing VHD, in its own folder. */
export const vhdPath = ({ folder }: At): string => join(folder, 'disk.vhd');

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );

async function unpack(at: At, tell: (progress: StepProgress) => void): Promise<void> {
  const fresh = `${vhdPath(at)}.new`;
  await rm(fresh, { force: true });
  const image = await open(imagePath(at, 'disk'), 'r');
  try {
    const disk = await readQcow2(image);
    const file = await open(fresh, 'wx', 0o600);
    try {
      await writeVhd(disk, file, {
        size: Math.max(at.plan.limits.diskGiB * GIB, Math.ceil(disk.size / GIB) * GIB),
        now: at.needs.now(),
        signal: at.needs.signal,
        tell: (part) => tell({ part }),
      });
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await image.close();
  }
  await rename(fresh, vhdPath(at));
}

/**
 * Makes the tank's disk out of the downloaded qcow2 image, without any program: qemu-img is on neither Windows nor most
 * Macs, VirtualBox before 7.2 reads no packed qcow2 (its Storage/QCOW.cpp), Hyper-V none at all. It is the same image,
 * pinned by the same digest, as the other engines have, so cloud-init looks for our seed and not for a cloud's.
 * `isMade`: the engine has made its own disk of it already.
 */
export const diskStep = (
  at: At,
  engine: EngineId,
  isMade: () => Promise<boolean> = async () => false,
): Step => ({
  id: 'make-disk',
  now: words('make-disk', { name: nameOf(engine) }),
  seconds: 40,
  done: async () => (await isFile(vhdPath(at))) || isMade(),
  async run(tell) {
    try {
      await unpack(at, tell);
    } catch (error) {
      at.needs.signal.throwIfAborted();
      const full = codeOf(error) === 'ENOSPC';
      throw new TankTrouble(words(full ? 'disk-full' : 'disk-broken'), String(error), { cause: error });
    }
  },
});
