import type { Snapshot } from '../../../contract/tank';
import type { At, Snapshots } from '../..';
import { sshGuest } from '../../ssh';
import type { Computer } from './acceleration';
import { DISK } from './arguments';
import { hasDisk } from './disk';
import { withQmp } from './qmp';
import { runningOf } from './running';
import { stop } from './switch';
import { qemuImg } from './tools';
import { trouble } from './trouble';

const DEVICE = 'disk';
const SYNC_MS = 30_000;

interface Told {
  readonly name?: unknown;
  readonly 'date-sec'?: unknown;
}

/** Snapshots in what `qemu-img info --output=json` says. Throws on what reads otherwise. */
export function readSnapshots(text: string): readonly Snapshot[] {
  const { snapshots = [] } = JSON.parse(text) as { readonly snapshots?: readonly Told[] };
  return snapshots.map(({ name, 'date-sec': seconds }) => {
    if (typeof name !== 'string' || typeof seconds !== 'number') throw new Error('a snapshot without a name');
    return { name, at: new Date(seconds * 1000).toISOString() };
  });
}

async function list(at: At): Promise<readonly Snapshot[]> {
  if (!(await hasDisk(at))) return [];
  // -U: a running machine holds the disk's lock; only the table is read.
  const { out } = await qemuImg(at, ['info', '-U', '--output=json', DISK]);
  try {
    return readSnapshots(out);
  } catch {
    throw trouble('disk-failed', out);
  }
}

/** By `proc_sys_vm(5)`: what is only remembered of the disk is dropped, and what is free is put together in large pieces. */
const SETTLE = 'sync; echo 1 >/proc/sys/vm/drop_caches; echo 1 >/proc/sys/vm/compact_memory';

/**
 * What is written inside but not yet on the disk goes there, and memory that is not needed any more comes back to this
 * computer, which takes it in large pieces alone: after making a tank it is 250 MiB and more. An inside that doesn't
 * answer is as after a power cut.
 */
async function settle(at: At, ssh: number): Promise<void> {
  const guest = sshGuest(at, { host: '127.0.0.1', port: ssh });
  const argv = ['/bin/sh', '-c', SETTLE];
  await guest.run('root', argv, { limitMs: SYNC_MS }).catch(() => at.needs.signal.throwIfAborted());
}

/**
 * Snapshots inside the qcow2 file (qemu-img(1), snapshot): of the disk, without memory, so that bringing one back is
 * like a start after a power cut. Of a running machine QEMU takes them itself, in one moment
 * (QEMU QMP reference, blockdev-snapshot-internal-sync).
 */
export function qemuSnapshots(computer: Computer): Snapshots {
  const has = async (at: At, name: string) => (await list(at)).some((each) => each.name === name);
  async function drop(at: At, name: string): Promise<void> {
    if (!(await has(at, name))) return;
    if (await runningOf(at, computer))
      await withQmp(at.folder, (qmp) =>
        qmp.execute('blockdev-snapshot-delete-internal-sync', { device: DEVICE, name }),
      );
    else await qemuImg(at, ['snapshot', '-q', '-d', name, DISK]);
  }
  return {
    list,
    drop,
    async take(at, name) {
      const running = await runningOf(at, computer);
      if (!running) return void (await qemuImg(at, ['snapshot', '-q', '-c', name, DISK]));
      await settle(at, running.ssh);
      await withQmp(at.folder, (qmp) =>
        qmp.execute('blockdev-snapshot-internal-sync', { device: DEVICE, name }),
      );
    },
    async restore(at, name) {
      if (!(await has(at, name))) throw trouble('no-snapshot', name, { name });
      await stop(at, computer);
      await qemuImg(at, ['snapshot', '-q', '-a', name, DISK]);
    },
  };
}
