import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { KeyToRenew } from '../../contract/work';
import { runUninstall } from '../../operations/uninstall/run-uninstall';
import { namesOf } from '../../tank/drivers/containers/container-names';
import { machineOf } from '../../tank/drivers/machine-claim';
import { startTank, stopTank } from '../../tank/lifecycle/start-stop';
import { migrateMessage } from '../../tank/migrate/migrate-error';
import { errorMessage, tankMessage as sayOfTank } from '../../tank/model/tank-error';
import { readTanks } from '../../tank/model/tank-store';
import type { Driver, TankContext } from '../../tank/model/types';
import { contextOfTank, tankService } from './tank-service';

/** What moving did beside what it says itself: the home outside that was quarantined, and the keys to be renewed. */
export interface MigrationResult {
  readonly outcomes: readonly Outcome[];
  readonly keys: readonly KeyToRenew[];
  /** What of OpenClaw a scan afterwards still found outside, or could not see. */
  readonly left: readonly Message[];
}

/** A tank in which a scan sees OpenClaw, with a context that a cancel doesn't abort: whatever happens, it is started again. */
interface HostTank {
  readonly tank: TankContext;
  readonly driver: Driver;
}

/** Where a scan sees it. */
function placesOf({ tank, driver }: HostTank): readonly string[] {
  if (driver.id === 'wsl') return [`wsl:${machineOf(tank)}`];
  const { gateway, network } = namesOf(tank);
  return [gateway, network].map((name) => `container:${name}`);
}

/** All tanks of this account that aren't machines of their own: a scan sees OpenClaw in each, and none is the one outside. */
async function tanksOnHost(): Promise<readonly HostTank[]> {
  const service = tankService();
  const tanks = await readTanks(service.root);
  const all = tanks.map(async (tank) => ({
    tank: contextOfTank(tank, service),
    driver: await service.driverOf(tank.plan.engine),
  }));
  return (await Promise.all(all)).filter(({ driver }) => driver.access === 'published');
}

const failed = (fix: string, does: Message, because: Message, afterwards: Message): Outcome => ({
  fix,
  does,
  entry: null,
  result: 'left-changed',
  because,
  afterwards,
});

/** None when it runs again. */
async function restart(
  { tank, driver }: HostTank,
  emit: (now: Message) => void,
): Promise<readonly Outcome[]> {
  emit(migrateMessage('waiting'));
  const { name } = tank.plan;
  return startTank(tank, driver).then(
    () => [],
    (error: unknown) => {
      const because = migrateMessage('asleep', { name, why: errorMessage(error) });
      return [failed('tank-start', sayOfTank('does-start'), because, migrateMessage('wake', { name }))];
    },
  );
}

export interface MigrationContext {
  /** The app's own folder, with the journal. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** `slept` gets the tanks that are to be woken afterwards, however it ends. */
async function quarantineHome(
  context: MigrationContext,
  home: string,
  onProgress: () => void,
  stopped: HostTank[],
): Promise<MigrationResult> {
  const tanks = await tanksOnHost();
  for (const tank of tanks) {
    // What the engine can't tell is not ours to stop, and what can't be stopped goes on: it is told as still running.
    if ((await tank.driver.state(tank.tank).catch(() => null)) !== 'running') continue;
    stopped.push(tank);
    await stopTank(tank.tank, tank.driver).catch(() => {});
  }
  return runUninstall({ ...context, data: 'put-away', home, except: tanks.flatMap(placesOf), onProgress });
}

/**
 * Puts the OpenClaw outside away, whose `home` moved in: stopped, held back, and undoable. Other homes stay where they
 * are. Tanks that a scan takes for one outside sleep meanwhile. Never rejects: it lives in the tank by now, and what went
 * wrong after that is told by itself.
 */
export async function decommission(
  context: MigrationContext,
  home: string,
  emit: (now: Message) => void,
): Promise<MigrationResult> {
  const now = migrateMessage('retiring');
  emit(now);
  const stopped: HostTank[] = [];
  const done = await quarantineHome(context, home, () => emit(now), stopped).catch(
    (error: unknown): MigrationResult => {
      const cancelled = context.signal.aborted;
      const because = cancelled
        ? migrateMessage('outside-cancelled')
        : migrateMessage('outside-stays', { why: errorMessage(error) });
      const outcome = failed(
        'leave',
        migrateMessage('outside-does'),
        because,
        migrateMessage('outside-by-hand'),
      );
      return { outcomes: [outcome], keys: [], left: [] };
    },
  );
  const restarted: Outcome[] = [];
  for (const tank of stopped) restarted.push(...(await restart(tank, emit)));
  return { ...done, outcomes: [...done.outcomes, ...restarted] };
}
