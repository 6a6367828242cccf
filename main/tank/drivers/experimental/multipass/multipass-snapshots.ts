import type { Snapshot } from '../../../../contract/tank';
import type { SnapshotDriver, TankContext } from '../../../model/types';
import { field } from '../../driver-program';
import { machineOf } from '../../machine-claim';
import { multipass, multipassInfo } from './multipass-program';

/** Snapshots are named like machines: letters, digits and hyphens (reference/instance-name-format). */
const spelled = (name: string): string => name.replaceAll(/[^A-Za-z0-9-]/g, '-');
const whole = (tank: TankContext, name: string): string => `${machineOf(tank)}.${spelled(name)}`;

/** It prints a time in the reader's own way, so ours goes into the comment: `NAME TIME`. */
function read(comment: unknown): Snapshot | null {
  const [, name, at] = /^(\S+) (\d{4}-\d{2}-\d{2}T\S+Z)$/.exec(String(comment)) ?? [];
  return name && at ? { name, at } : null;
}

async function list(tank: TankContext): Promise<readonly Snapshot[]> {
  const reported = field(await multipassInfo(tank, '--snapshots'), 'snapshots');
  return Object.values(Object(reported))
    .map((each) => read(field(each, 'comment')))
    .filter((each) => each !== null);
}

/** Of a stopped machine (reference/command-line-interface/snapshot). */
export const multipassSnapshots: SnapshotDriver = {
  list,
  async take(tank, name) {
    const comment = `${name} ${new Date(tank.needs.now()).toISOString()}`;
    const args = ['snapshot', '--name', spelled(name), '--comment', comment, machineOf(tank)];
    await multipass(tank).run('snapshot', args, { limitMs: 300_000 });
  },
  async restore(tank, name) {
    // Without a terminal it can't ask whether the present may be thrown away.
    await multipass(tank).run('restoring', ['restore', '--destructive', whole(tank, name)], {
      limitMs: 300_000,
    });
  },
  async drop(tank, name) {
    if (!(await list(tank)).some((each) => each.name === name)) return;
    await multipass(tank).run('removing', ['delete', '--purge', whole(tank, name)], { limitMs: 300_000 });
  },
};
