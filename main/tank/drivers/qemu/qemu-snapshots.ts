import type { Snapshot } from '../../../contract/tank';
import { DISK } from '../../../isolation/qemu-tank-files';
import { sshGuest } from '../../guest/ssh';
import type { SnapshotDriver, TankContext } from '../../model/types';
import type { QemuHost } from './qemu-acceleration';
import { hasDisk } from './qemu-disk';
import { stopQemu } from './qemu-power';
import { qemuProcessOf } from './qemu-process';
import { qemuError, qemuImg } from './qemu-programs';
import { withQmp } from './qmp';

const DEVICE = 'disk';
const SYNC_MS = 30_000;

interface SnapshotEntry {
  readonly name?: unknown;
  readonly 'date-sec'?: unknown;
}

/** Snapshots in what `qemu-img info --output=json` says. Throws on what reads otherwise. */
export function readSnapshots(text: string): readonly Snapshot[] {
  const { snapshots = [] } = JSON.parse(text) as { readonly snapshots?: readonly SnapshotEntry[] };
  return snapshots.map(({ name, 'date-sec': seconds }) => {
    if (typeof name !== 'string' || typeof seconds !== 'number') throw new Error('a snapshot without a name');
    return { name, at: new Date(seconds * 1000).toISOString() };
  });
}

async function list(tank: TankContext): Promise<readonly Snapshot[]> {
  if (!(await hasDisk(tank))) return [];
  // -U: a running machine holds the disk's lock; only the table is read.
  const { out } = await qemuImg(tank, ['info', '-U', '--output=json', DISK]);
  try {
    return readSnapshots(out);
  } catch {
    throw qemuError('disk-failed', out);
  }
}

/** By `proc_sys_vm(5)`: what is only remembered of the disk is dropped, and what is free is put together in large pieces. */
const SETTLE = 'sync; echo 1 >/proc/sys/vm/drop_caches; echo 1 >/proc/sys/vm/compact_memory';

/**
 * What is written inside but not yet on the disk goes there, and memory that is not needed any more comes back to this
 * computer, which takes it in large pieces alone: after making a tank it is 250 MiB and more. An inside that doesn't
 * answer is as after a power cut.
 */
async function settle(tank: TankContext, ssh: number): Promise<void> {
  const guest = sshGuest(tank, { host: '127.0.0.1', port: ssh });
  const argv = ['/bin/sh', '-c', SETTLE];
  await guest.run('root', argv, { limitMs: SYNC_MS }).catch(() => tank.needs.signal.throwIfAborted());
}

/**
 * Snapshots inside the qcow2 file (qemu-img(1), snapshot): of the disk, without memory, so that bringing one back is
 * like a start after a power cut. Of a running machine QEMU takes them itself, in one moment
 * (QEMU QMP reference, blockdev-snapshot-internal-sync).
 */
export function qemuSnapshots(computer: QemuHost): SnapshotDriver {
  const has = async (tank: TankContext, name: string) =>
    (await list(tank)).some((each) => each.name === name);
  async function drop(tank: TankContext, name: string): Promise<void> {
    if (!(await has(tank, name))) return;
    if (await qemuProcessOf(tank, computer))
      await withQmp(tank.folder, (qmp) =>
        qmp.execute('blockdev-snapshot-delete-internal-sync', { device: DEVICE, name }),
      );
    else await qemuImg(tank, ['snapshot', '-q', '-d', name, DISK]);
  }
  return {
    list,
    drop,
    async take(tank, name) {
      const running = await qemuProcessOf(tank, computer);
      if (!running) return void (await qemuImg(tank, ['snapshot', '-q', '-c', name, DISK]));
      await settle(tank, running.ssh);
      await withQmp(tank.folder, (qmp) =>
        qmp.execute('blockdev-snapshot-internal-sync', { device: DEVICE, name }),
      );
    },
    async restore(tank, name) {
      if (!(await has(tank, name))) throw qemuError('no-snapshot', name, { name });
      await stopQemu(tank, computer);
      await qemuImg(tank, ['snapshot', '-q', '-a', name, DISK]);
    },
  };
}
