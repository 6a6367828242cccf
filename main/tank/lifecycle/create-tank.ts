import { readdir, rm } from 'node:fs/promises';
import type { EngineId } from '../../contract/tank';
import { makePrivateFolder } from '../../system/write/atomic-file';
import { imageFor, usesTestImages } from '../images/image-catalogue';
import { endOrphans } from '../model/child-processes';
import { freePorts } from '../model/free-ports';
import { clearResumeState } from '../model/resume-state';
import { errorDetail, tankError } from '../model/tank-error';
import { openTankLog } from '../model/tank-log';
import { readPlan, writePlan } from '../model/tank-plan';
import { folderOf, freeTankName, readTanks, withTankLock } from '../model/tank-store';
import type { TankContext, TankPlan, TankProgress, TankStep } from '../model/types';
import type { CreateRequest, TankService } from './command';
import { createSteps } from './create-steps';
import { limitsHere } from './disk-space';
import { removeTank } from './remove-tank';
import { runSteps } from './run-steps';

export type { CreateRequest, TankService } from './command';

/** Said to a signal when the app leaves and goes on another time: nothing is cleaned up then. */
export class AppQuitting extends Error {}

export interface CreateOptions {
  readonly signal: AbortSignal;
  report(progress: TankProgress): void;
  readonly patienceMs?: number;
}

const isUnfinished = (engine: EngineId) => (plan: TankPlan) => plan.engine === engine && plan.madeAt === null;

/** Name of the tank that a request is about: there or not. */
export async function nameFor({ engine, tank }: CreateRequest, root: string): Promise<string> {
  if (tank !== undefined) return tank;
  const here = (await readTanks(root)).map(({ plan }) => plan).filter((plan) => plan.engine === engine);
  return (here.find(isUnfinished(engine)) ?? here[0])?.name ?? (await freeTankName(root));
}

/** The plan of a new tank. Nothing is made yet. */
export async function planFor(
  name: string,
  { engine, openclaw, mirror }: CreateRequest,
  { root, driverOf, ports = freePorts }: TankService,
  now: number,
): Promise<TankPlan> {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  const [{ base }, tanks] = await Promise.all([driverOf(engine), readTanks(root)]);
  return {
    schema: 1,
    name,
    engine,
    architecture,
    openclaw,
    image: imageFor(base, architecture, mirror).digest.hex,
    limits: limitsHere(),
    ports: await ports(tanks.map(({ plan }) => plan)),
    mirror,
    createdAt: new Date(now).toISOString(),
    madeAt: null,
    movedInAt: null,
    answeredAt: null,
  };
}

async function goOn(tank: TankContext, steps: readonly TankStep[], making: CreateOptions): Promise<TankPlan> {
  const { plan, folder, needs } = tank;
  const log = openTankLog(folder, needs.now);
  log.line(`making ${plan.name} with ${plan.engine}`);
  if (usesTestImages(needs.env)) log.line('images of tests stand in for the real ones');
  try {
    await endOrphans(folder, needs.runner);
    await runSteps(steps, { ...making, tank, log });
    const made: TankPlan = { ...plan, madeAt: new Date(needs.now()).toISOString() };
    await writePlan(folder, made);
    await clearResumeState(folder);
    return made;
  } catch (error) {
    log.line(errorDetail(error));
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
export async function createTank(
  request: CreateRequest,
  service: TankService,
  making: CreateOptions,
): Promise<TankPlan> {
  const name = await nameFor(request, service.root);
  const folder = folderOf(service.root, name);
  await makePrivateFolder(folder);
  return withTankLock(folder, async () => {
    const kept = await readPlan(folder);
    if (kept?.madeAt) return kept;
    if (kept && kept.engine !== request.engine) throw tankError('other-engine', { name });
    // Without a plan that fits there may be a tank of a newer version all the same: beside the lock there is nothing yet.
    if (!kept && (await readdir(folder)).some((each) => !/^(?:changes|tank\.json\.new)$/.test(each)))
      throw tankError('strange-folder', { folder });
    const needs = service.needsFor(folder, making.signal);
    try {
      making.signal.throwIfAborted();
      const plan = kept ?? (await planFor(name, request, service, needs.now()));
      if (!kept) await writePlan(folder, plan);
      const driver = await service.driverOf(plan.engine);
      const tank = { plan, folder, needs };
      return await goOn(tank, (service.steps ?? createSteps)(tank, driver), making);
    } catch (error) {
      if (making.signal.aborted && !(making.signal.reason instanceof AppQuitting)) {
        await removeTank(name, service, new AbortController().signal);
        throw making.signal.reason;
      }
      // Nothing was made when not even the plan could be.
      if ((await readPlan(folder)) === null) await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
}
