import type { Snapshot } from '../../../../contract/tank';
import type { SnapshotDriver, TankContext } from '../../../model/types';
import { machineOf } from '../../machine-claim';
import { machine, manage } from './vboxmanage';

const LIMIT = { limitMs: 900_000 };

async function list(tank: TankContext): Promise<readonly Snapshot[]> {
  const facts = (await machine(tank)) ?? new Map<string, string>();
  return [...facts].flatMap(([key, name]) => {
    const place = /^SnapshotName(-[\d-]+)?$/.exec(key);
    return place
      ? [{ name, at: facts.get(`SnapshotDescription${place[1] ?? ''}`) ?? tank.plan.createdAt }]
      : [];
  });
}

/**
 * Of a stopped machine, or its memory would be kept as well. `showvminfo` lists them as `SnapshotName-1`, …, without
 * their time: that stands in the description.
 */
export const virtualboxSnapshots: SnapshotDriver = {
  list,
  async take(tank, name) {
    const time = new Date(tank.needs.now()).toISOString();
    await manage(tank).run(
      'snapshot',
      ['snapshot', machineOf(tank), 'take', name, '--description', time],
      LIMIT,
    );
  },
  async restore(tank, name) {
    await manage(tank).run('restoring', ['snapshot', machineOf(tank), 'restore', name], LIMIT);
  },
  async drop(tank, name) {
    if (!(await list(tank)).some((each) => each.name === name)) return;
    await manage(tank).run('removing', ['snapshot', machineOf(tank), 'delete', name], LIMIT);
  },
};
