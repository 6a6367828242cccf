import { chmod, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { flushFolder } from '../../../fixes/durable';
import type { At, Step } from '../..';
import { imagePath } from '../images';
import { DISK } from './arguments';
import { qemuImg } from './tools';
import { say } from './trouble';

export const diskOf = ({ folder }: At): string => join(folder, DISK);

/** Whether its disk is there: a half-made one has another name. */
export const hasDisk = (at: At): Promise<boolean> =>
  stat(diskOf(at)).then(
    (facts) => facts.isFile(),
    () => false,
  );

async function makeDisk(at: At): Promise<void> {
  const base = imagePath(at, 'disk');
  const half = `${DISK}.new`;
  await rm(join(at.folder, half), { force: true });
  // Nobody writes into what several tanks stand on.
  await chmod(base, 0o444);
  // By its way from here, so that the folder of all tanks can be moved.
  const words = ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', relative(at.folder, base)];
  await qemuImg(at, [...words, half, `${at.plan.limits.diskGiB}G`]);
  await rename(join(at.folder, half), diskOf(at));
  await flushFolder(at.folder);
}

/** A disk of the tank's own that keeps only what differs from the verified download (qemu-img(1), backing file). */
export const diskStep = (at: At): Step => ({
  id: 'make-disk',
  now: say('now-disk'),
  seconds: 1,
  done: () => hasDisk(at),
  run: () => makeDisk(at),
});
