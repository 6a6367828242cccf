import type { Snapshot } from '../../../contract/tank';
import type { At, Snapshots } from '../..';
import { machineOf } from '../claim';
import { machine, manage } from './manage';

const LIMIT = { limitMs: 900_000 };

async function list(at: At): Promise<readonly Snapshot[]> {
  const facts = (await machine(at)) ?? new Map<string, string>();
  return [...facts].flatMap(([key, name]) => {
    const place = /^SnapshotName(-[\d-]+)?$/.exec(key);
    return place
      ? [{ name, at: facts.get(`SnapshotDescription${place[1] ?? ''}`) ?? at.plan.createdAt }]
      : [];
  });
}

/**
 * Of a stopped machine, or its memory would be kept as well. `showvminfo` lists them as `SnapshotName-1`, …, without
 * their time: that stands in the description.
 */
export const virtualboxSnapshots: Snapshots = {
  list,
  async take(at, name) {
    const time = new Date(at.needs.now()).toISOString();
    await manage(at).does(
      'snapshot',
      ['snapshot', machineOf(at), 'take', name, '--description', time],
      LIMIT,
    );
  },
  async restore(at, name) {
    await manage(at).does('restoring', ['snapshot', machineOf(at), 'restore', name], LIMIT);
  },
  async drop(at, name) {
    if (!(await list(at)).some((each) => each.name === name)) return;
    await manage(at).does('removing', ['snapshot', machineOf(at), 'delete', name], LIMIT);
  },
};
