import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { At, Engine } from '../tank';
import type { Workshop } from '../tank/make';
import type { Tank } from '../tank/tanks';
import { handOver } from './hand-over';

export interface TankDoorsNeeds {
  /** Hands an address to the user's browser. It holds the tank's token: it is never logged. */
  openExternal(address: string): Promise<void>;
  /** Shows a folder; resolves to what went wrong, empty when nothing did. */
  openPath(path: string): Promise<string>;
  readonly log: (line: string) => void;
  /** This computer's unless told. */
  readonly platform?: NodeJS.Platform;
}

/** How long a door may take to be mended, in milliseconds. */
const LIMIT_MS = 60_000;
/** After sleep a tunnel may still come back by itself. */
const SETTLE_MS = 5000;

/** What works on tanks, loaded when somebody asks for one: a start needs none of it. */
const load = async () => ({
  ...(await import('../errands/works/tank-now')),
  ...(await import('../tank/tanks')),
  ...(await import('../tank/health')),
  ...(await import('../tank/tunnel')),
});

type Loaded = Awaited<ReturnType<typeof load>>;

/** Sees to it that the gateway of a running tank answers here; false when it doesn't. Nothing is started but its tunnel. */
async function mended(at: At, engine: Engine): Promise<boolean> {
  const { isHealthy, healthyWithin, endTunnel, ensureTunnel, holdsDoor, alone } = await load();
  const { gateway } = at.plan.ports;
  const runs = async () => (await engine.state(at)) === 'running';
  // Whoever else answers at the door must not get the token.
  const isOurs = engine.door === 'tunnel' ? await holdsDoor(at) : await runs();
  if (isOurs && (await isHealthy(gateway))) return true;
  if (engine.door !== 'tunnel' || !(await runs())) return false;
  await alone(at.folder, async () => {
    // One that is there may be deaf since the sleep.
    await endTunnel(at);
    await ensureTunnel(at, engine);
  });
  return healthyWithin(gateway, LIMIT_MS / 4, at.needs.signal);
}

/** The doors of tanks: their control page, what was fetched out of them, and their tunnels after a sleep. */
export function tankDoors({ openExternal, openPath, log, platform = process.platform }: TankDoorsNeeds) {
  async function tankAt(name: string): Promise<At | null> {
    const { readTank, tankHere, tankWorkshop } = await load();
    const shop = tankWorkshop();
    const tank = await readTank(shop.root, name);
    return tank?.plan.madeAt ? tankHere(tank, shop, AbortSignal.timeout(LIMIT_MS)) : null;
  }
  const engineFor = async ({ plan }: At) => (await load()).tankWorkshop().parts.engineOf(plan.engine);

  return {
    /** Opens the control page of a running tank, with its token in the fragment, which no server and no log gets. */
    async openTank(name: string): Promise<boolean> {
      try {
        const at = await tankAt(name);
        if (!at || !(await mended(at, await engineFor(at)))) return false;
        const token = await (await load()).tankWorkshop().parts.readToken(at.folder);
        // docs/web/urls.md and docs/install/upstash.md of OpenClaw 2026.9.6: `/#token=…`.
        const address = `http://127.0.0.1:${at.plan.ports.gateway}/#token=${token}`;
        // macOS and Windows hand it over without a command line that other accounts could read.
        await (platform === 'linux' ? handOver(address, openExternal) : openExternal(address));
        return true;
      } catch (error) {
        // By its name only: the message of what opens may hold the address.
        log(`the tank's page could not be opened (${error instanceof Error ? error.name : 'unknown'})`);
        return false;
      }
    },
    /** Shows the folder that files were fetched into; false when none were. */
    async showFetched(name: string): Promise<boolean> {
      const at = await tankAt(name);
      if (!at) return false;
      const folder = join(at.folder, 'exchange');
      const facts = await lstat(folder).catch(() => null);
      return facts?.isDirectory() === true && (await openPath(folder)) === '';
    },
    /** Mends the tunnels of running tanks, as after a sleep. */
    async mendAll(settleMs = SETTLE_MS): Promise<void> {
      const mend = async (tank: Tank, shop: Workshop, { tankHere }: Loaded) => {
        const engine = await shop.parts.engineOf(tank.plan.engine);
        if (tank.plan.madeAt === null || engine.door !== 'tunnel') return;
        await mended(tankHere(tank, shop, AbortSignal.timeout(LIMIT_MS)), engine);
      };
      const told = (error: unknown) => log(`a tank's tunnel could not be mended: ${String(error)}`);
      try {
        await sleep(settleMs);
        const loaded = await load();
        const shop = loaded.tankWorkshop();
        // What is wrong with one is no reason to leave the others.
        for (const tank of await loaded.readTanks(shop.root)) await mend(tank, shop, loaded).catch(told);
      } catch (error) {
        told(error);
      }
    },
  };
}
