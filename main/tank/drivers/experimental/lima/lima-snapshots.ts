import type { SnapshotDriver, TankContext } from '../../../model/types';
import { markWhole, restoreCopy, unmarkWhole, wholeSnapshot } from '../../copied-snapshots';
import { limactl, limaNames } from './limactl';

/** Copies share their blocks where the file system can (APFS, XFS, Btrfs): Lima's clone, pkg/instance/clone.go. */
const COPY_MS = 600_000;

const prefixOf = ({ plan }: TankContext): string => `${plan.name}-at-`;

/**
 * Snapshots as clones that are never started: Lima's own are for QEMU alone and experimental (`limactl snapshot`),
 * its clones are for every driver. Of a stopped machine.
 */
export const limaSnapshots: SnapshotDriver = {
  async list(tank) {
    const prefix = prefixOf(tank);
    const clones = (await limaNames(tank)).filter((name) => name.startsWith(prefix));
    const found = await Promise.all(clones.map((name) => wholeSnapshot(tank, name.slice(prefix.length))));
    return found.filter((each) => each !== null);
  },
  async take(tank, name) {
    await limactl(tank).run('snapshot', ['clone', '--tty=false', tank.plan.name, prefixOf(tank) + name], {
      limitMs: COPY_MS,
    });
    await markWhole(tank, name);
  },
  restore: (tank, name) => restoreCopy(tank, name, () => replaceInstance(tank, name)),
  async drop(tank, name) {
    await unmarkWhole(tank, name);
    await removeInstance(tank, prefixOf(tank) + name);
  },
};

/** Puts the snapshot in the machine's place. Cut off in between, `start` does it anew. */
export async function replaceInstance(tank: TankContext, name: string): Promise<void> {
  await removeInstance(tank, tank.plan.name);
  await limactl(tank).run('restoring', ['clone', '--tty=false', prefixOf(tank) + name, tank.plan.name], {
    limitMs: COPY_MS,
  });
}

export async function removeInstance(tank: TankContext, name: string): Promise<void> {
  if ((await limaNames(tank)).includes(name))
    await limactl(tank).run('removing', ['delete', '--force', name]);
}

/** The machine, and its snapshots, whole or not. */
export async function removeInstances(tank: TankContext): Promise<void> {
  for (const name of await limaNames(tank))
    if (name === tank.plan.name || name.startsWith(prefixOf(tank)))
      await limactl(tank).run('removing', ['delete', '--force', name]);
}
