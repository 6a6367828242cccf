import type { At, Engine, Snapshots } from '..';

/** The part of an engine that its snapshots need. */
type Switch = Pick<Engine, 'state' | 'start' | 'stop'>;

/**
 * Does something that the engine can do with a stopped machine only, and starts the machine again when it ran before,
 * whether that went well or not.
 */
export async function whileStopped(engine: Switch, at: At, work: () => Promise<void>): Promise<void> {
  const ran = (await engine.state(at)) === 'running';
  if (ran) await engine.stop(at);
  try {
    await work();
  } finally {
    if (ran && !at.needs.signal.aborted) await engine.start(at);
  }
}

/** Snapshots of an engine that takes them of a stopped machine. */
export function snapshotsOf(engine: Switch, { list, take, restore, drop }: Snapshots): Snapshots {
  return {
    list,
    drop,
    take: (at, name) => whileStopped(engine, at, () => take(at, name)),
    async restore(at, name) {
      await engine.stop(at);
      await restore(at, name);
    },
  };
}
