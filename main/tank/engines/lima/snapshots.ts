import type { At, Snapshots } from '../..';
import { bringBack, markWhole, unmark, wholeSnapshot } from '../restoring';
import { limactl, names } from './limactl';

/** Copies share their blocks where the file system can (APFS, XFS, Btrfs): Lima's clone, pkg/instance/clone.go. */
const COPY_MS = 600_000;

const prefixOf = ({ plan }: At): string => `${plan.name}-at-`;

/**
 * Snapshots as clones that are never started: Lima's own are for QEMU alone and experimental (`limactl snapshot`),
 * its clones are for every driver. Of a stopped machine.
 */
export const limaSnapshots: Snapshots = {
  async list(at) {
    const prefix = prefixOf(at);
    const clones = (await names(at)).filter((name) => name.startsWith(prefix));
    const found = await Promise.all(clones.map((name) => wholeSnapshot(at, name.slice(prefix.length))));
    return found.filter((each) => each !== null);
  },
  async take(at, name) {
    await limactl(at).does('snapshot', ['clone', '--tty=false', at.plan.name, prefixOf(at) + name], {
      limitMs: COPY_MS,
    });
    await markWhole(at, name);
  },
  restore: (at, name) => bringBack(at, name, () => replace(at, name)),
  async drop(at, name) {
    await unmark(at, name);
    await removeInstance(at, prefixOf(at) + name);
  },
};

/** Puts the snapshot in the machine's place. Cut off in between, `start` does it anew. */
export async function replace(at: At, name: string): Promise<void> {
  await removeInstance(at, at.plan.name);
  await limactl(at).does('restoring', ['clone', '--tty=false', prefixOf(at) + name, at.plan.name], {
    limitMs: COPY_MS,
  });
}

export async function removeInstance(at: At, name: string): Promise<void> {
  if ((await names(at)).includes(name)) await limactl(at).does('removing', ['delete', '--force', name]);
}

/** The machine, and its snapshots, whole or not. */
export async function removeAll(at: At): Promise<void> {
  for (const name of await names(at))
    if (name === at.plan.name || name.startsWith(prefixOf(at)))
      await limactl(at).does('removing', ['delete', '--force', name]);
}
