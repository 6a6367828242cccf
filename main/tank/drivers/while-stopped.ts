import type { Driver, SnapshotDriver, TankContext } from '../model/types';

/** The part of an engine that its snapshots need. */
type Switch = Pick<Driver, 'state' | 'start' | 'stop'>;

/**
 * Does something that the engine can do with a stopped machine only, and starts the machine again when it ran before,
 * whether that went well or not.
 */
export async function whileStopped(
  engine: Switch,
  tank: TankContext,
  work: () => Promise<void>,
): Promise<void> {
  const ran = (await engine.state(tank)) === 'running';
  if (ran) await engine.stop(tank);
  try {
    await work();
  } finally {
    if (ran && !tank.needs.signal.aborted) await engine.start(tank);
  }
}

/** Snapshots of an engine that takes them of a stopped machine. */
export function stoppedSnapshots(
  engine: Switch,
  { list, take, restore, drop }: SnapshotDriver,
): SnapshotDriver {
  return {
    list,
    drop,
    take: (tank, name) => whileStopped(engine, tank, () => take(tank, name)),
    async restore(tank, name) {
      await engine.stop(tank);
      await restore(tank, name);
    },
  };
}
