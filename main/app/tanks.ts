import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TankService } from '../tank/lifecycle/create-tank';
import type { StoredTank } from '../tank/model/tank-store';
import type { Driver, TankContext } from '../tank/model/types';
import { openThroughRedirect } from './endpoint-redirect';

export interface TankEndpointsOptions {
  /** Hands an address to the user's browser. It holds the tank's token: it is never logged. */
  openExternal(address: string): Promise<void>;
  /** Shows a folder; resolves to what went wrong, empty when nothing did. */
  openPath(path: string): Promise<string>;
  readonly log: (line: string) => void;
  /** This computer's unless told. */
  readonly platform?: NodeJS.Platform;
}

/** How long an endpoint may take to be repaired, in milliseconds. */
const LIMIT_MS = 60_000;
/** After sleep a tunnel may still come back by itself. */
const SETTLE_MS = 5000;

/** What works on tanks, loaded when somebody asks for one: a start needs none of it. */
const load = async () => ({
  ...(await import('../worker/jobs/tank-service')),
  ...(await import('../tank/model/tank-store')),
  ...(await import('../system/read/gateway-health')),
  ...(await import('../tank/guest/tunnel')),
  ...(await import('../tank/guest/tank-keys')),
});

type Loaded = Awaited<ReturnType<typeof load>>;

/** Sees to it that the gateway of a running tank answers here; false when it doesn't. Nothing is started but its tunnel. */
async function reachable(tank: TankContext, driver: Driver): Promise<boolean> {
  const { isHealthy, healthyWithin, endTunnel, ensureTunnel, holdsGatewayPort, withTankLock } = await load();
  const { gateway } = tank.plan.ports;
  const runs = async () => (await driver.state(tank)) === 'running';
  // Whoever else answers at the endpoint must not get the token.
  const isOurs = driver.access === 'tunnel' ? await holdsGatewayPort(tank) : await runs();
  if (isOurs && (await isHealthy(gateway))) return true;
  if (driver.access !== 'tunnel' || !(await runs())) return false;
  await withTankLock(tank.folder, async () => {
    // One that is there may be deaf since the sleep.
    await endTunnel(tank);
    await ensureTunnel(tank, driver);
  });
  return healthyWithin(gateway, LIMIT_MS / 4, tank.needs.signal);
}

/** The endpoints of tanks: their control page, what was fetched out of them, and their tunnels after a sleep. */
export function tankEndpoints({
  openExternal,
  openPath,
  log,
  platform = process.platform,
}: TankEndpointsOptions) {
  async function tankAt(name: string): Promise<TankContext | null> {
    const { readTank, contextOfTank, tankService } = await load();
    const service = tankService();
    const tank = await readTank(service.root, name);
    return tank?.plan.madeAt ? contextOfTank(tank, service, AbortSignal.timeout(LIMIT_MS)) : null;
  }
  const engineFor = async ({ plan }: TankContext) => (await load()).tankService().driverOf(plan.engine);

  return {
    /** Opens the control page of a running tank, with its token in the fragment, which no server and no log gets. */
    async openTank(name: string): Promise<boolean> {
      try {
        const tank = await tankAt(name);
        if (!tank || !(await reachable(tank, await engineFor(tank)))) return false;
        const token = await (await load()).readToken(tank.folder);
        // docs/web/urls.md and docs/install/upstash.md of OpenClaw 2026.9.6: `/#token=…`.
        const address = `http://127.0.0.1:${tank.plan.ports.gateway}/#token=${token}`;
        // macOS and Windows hand it over without a command line that other accounts could read.
        await (platform === 'linux' ? openThroughRedirect(address, openExternal) : openExternal(address));
        return true;
      } catch (error) {
        // By its name only: the message of what opens may hold the address.
        log(`the tank's page could not be opened (${error instanceof Error ? error.name : 'unknown'})`);
        return false;
      }
    },
    /** Shows the folder that files were fetched into; false when none were. */
    async showFetched(name: string): Promise<boolean> {
      const tank = await tankAt(name);
      if (!tank) return false;
      const folder = join(tank.folder, 'exchange');
      const facts = await lstat(folder).catch(() => null);
      return facts?.isDirectory() === true && (await openPath(folder)) === '';
    },
    /** Mends the tunnels of running tanks, as after a sleep. */
    async repairAll(settleMs = SETTLE_MS): Promise<void> {
      const repair = async (tank: StoredTank, service: TankService, { contextOfTank }: Loaded) => {
        const driver = await service.driverOf(tank.plan.engine);
        if (tank.plan.madeAt === null || driver.access !== 'tunnel') return;
        await reachable(contextOfTank(tank, service, AbortSignal.timeout(LIMIT_MS)), driver);
      };
      const logFailure = (error: unknown) => log(`a tank's tunnel could not be mended: ${String(error)}`);
      try {
        await sleep(settleMs);
        const loaded = await load();
        const service = loaded.tankService();
        // What is wrong with one is no reason to leave the others.
        for (const tank of await loaded.readTanks(service.root))
          await repair(tank, service, loaded).catch(logFailure);
      } catch (error) {
        logFailure(error);
      }
    },
  };
}
