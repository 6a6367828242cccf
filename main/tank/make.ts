import { readdir, rm } from 'node:fs/promises';
import type { EngineId } from '../contract/tank';
import { makeFolder } from '../fixes/durable';
import type { At, Engine, TankNeeds, TankPlan, TankProgress } from '.';
import { hasOtherImages } from './downloads/catalogue';
import { openLog } from './log';
import { endNoted } from './noted';
import type { Parts } from './parts';
import { readPlan, writePlan } from './plan';
import { freePorts } from './ports';
import { forgetUnderway } from './progress';
import { removeAlone } from './remove';
import { limitsHere } from './room';
import { runSteps } from './run-steps';
import { stepsOf } from './steps';
import { alone, folderOf, freeName, readTanks } from './tanks';
import { detailOf, trouble } from './trouble';

/** Said to a signal when the app leaves and goes on another time: nothing is cleaned up then. */
export class Leaving extends Error {}

/** What work on tanks is done with. */
export interface Workshop {
  /** Folder that holds one folder a tank, and `downloads/`. */
  readonly root: string;
  readonly parts: Parts;
  /** Made anew for cleaning up, since what was cancelled can run nothing more. */
  needsFor(folder: string, signal: AbortSignal): TankNeeds;
  /** Chooses free ports; tests that run side by side have a way of their own. */
  readonly ports?: typeof freePorts;
}

export interface MakeRequest {
  readonly engine: EngineId;
  /** The one to go on with; else one of this engine that is unfinished, else a new one. */
  readonly tank?: string;
  /** Version of OpenClaw that is put into a new one. */
  readonly openclaw: string;
  readonly mirror: TankPlan['mirror'];
}

export interface Making {
  readonly signal: AbortSignal;
  tell(progress: TankProgress): void;
  readonly patienceMs?: number;
}

const isUnfinished = (engine: EngineId) => (plan: TankPlan) => plan.engine === engine && plan.madeAt === null;

/** Name of the tank that a request is about: there or not. */
export async function nameFor({ engine, tank }: MakeRequest, root: string): Promise<string> {
  if (tank !== undefined) return tank;
  const here = (await readTanks(root)).map(({ plan }) => plan).filter((plan) => plan.engine === engine);
  return (here.find(isUnfinished(engine)) ?? here[0])?.name ?? (await freeName(root));
}

/** The plan of a new tank. Nothing is made yet. */
export async function planFor(
  name: string,
  { engine, openclaw, mirror }: MakeRequest,
  { root, parts, ports = freePorts }: Workshop,
  now: number,
): Promise<TankPlan> {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  const { base } = await parts.engineOf(engine);
  const [{ image }, tanks] = await Promise.all([
    parts.catalogue(base, architecture, mirror),
    readTanks(root),
  ]);
  return {
    schema: 1,
    name,
    engine,
    architecture,
    openclaw,
    image: image.digest.hex,
    limits: limitsHere(),
    ports: await ports(tanks.map(({ plan }) => plan)),
    mirror,
    createdAt: new Date(now).toISOString(),
    madeAt: null,
    movedInAt: null,
  };
}

async function goOn(at: At, engine: Engine, parts: Parts, making: Making): Promise<TankPlan> {
  const { plan, folder, needs } = at;
  const log = openLog(folder, needs.now);
  log.line(`making ${plan.name} with ${plan.engine}`);
  if (hasOtherImages(needs.env)) log.line('images of tests stand in for the real ones');
  try {
    await endNoted(folder, needs.hands);
    await runSteps(stepsOf(at, engine, parts), { ...making, at, log });
    const made: TankPlan = { ...plan, madeAt: new Date(needs.now()).toISOString() };
    await writePlan(folder, made);
    await forgetUnderway(folder);
    return made;
  } catch (error) {
    log.line(detailOf(error));
    throw error;
  } finally {
    await log.flushed();
  }
}

/**
 * Makes a tank, or goes on making it from the facts; one that is made is left as it is. Rejects with TankTrouble when a
 * step failed: what is done stays, and the next call goes on. Rejects with the signal's reason when it was cancelled:
 * then all of the tank is gone again, unless the reason is Leaving. A trouble on the way there is told instead.
 */
export async function makeTank(request: MakeRequest, shop: Workshop, making: Making): Promise<TankPlan> {
  const name = await nameFor(request, shop.root);
  const folder = folderOf(shop.root, name);
  await makeFolder(folder);
  return alone(folder, async () => {
    const kept = await readPlan(folder);
    if (kept?.madeAt) return kept;
    if (kept && kept.engine !== request.engine) throw trouble('other-engine', { name });
    // Without a plan that fits there may be a tank of a newer version all the same: beside the lock there is nothing yet.
    if (!kept && (await readdir(folder)).some((each) => !/^(?:changes|tank\.json\.new)$/.test(each)))
      throw trouble('strange-folder', { folder });
    const needs = shop.needsFor(folder, making.signal);
    try {
      making.signal.throwIfAborted();
      const plan = kept ?? (await planFor(name, request, shop, needs.now()));
      if (!kept) await writePlan(folder, plan);
      const engine = await shop.parts.engineOf(plan.engine);
      return await goOn({ plan, folder, needs }, engine, shop.parts, making);
    } catch (error) {
      if (making.signal.aborted && !(making.signal.reason instanceof Leaving)) {
        await removeAlone(name, shop, new AbortController().signal);
        throw making.signal.reason;
      }
      // Nothing was made when not even the plan could be.
      if ((await readPlan(folder)) === null) await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
}
