import type { Receipt, TankState, TankStatus } from '../../contract/tank';
import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import { isHealthy } from '../../system/read/gateway-health';
import { boundaryFingerprint, isReceiptDue } from '../attestation/receipt-due';
import { newestReceipt } from '../attestation/receipt-store';
import { driverOf as realDriverOf } from '../drivers';
import { guestFacts } from '../guest';
import { holdsGatewayPort } from '../guest/tunnel';
import {
  type CachedStatus,
  currentBootId,
  readCachedStatus,
  writeCachedStatus,
} from '../model/cached-status';
import { readResumeState } from '../model/resume-state';
import type { Driver, TankContext } from '../model/types';
import { ENGINE_KINDS } from '../preflight/engine-ranking';
import { guestOf } from './create-steps';

/**
 * Milliseconds that a gateway may take to answer while its engine is asked too: the engine's own commands run in the same
 * machine, and on a busy computer it is they that it waits for. One that nobody listens for is refused at once.
 */
const ASKED_MS = 45_000;

export interface StatusOptions {
  /** Newest release of the stable channel, as far as it is known. */
  readonly newest?: string | null;
  /** Version of the engine's program as a look saw it now, where it counts as the engine itself does; null: it doesn't tell. */
  readonly engineNow?: string | null;
  /** How the engine is found; the real ones unless told. */
  readonly driverOf?: typeof realDriverOf;
}

/** Null: it could not be told. */
const orNull = <T>(ask: Promise<T>): Promise<T | null> => ask.catch(() => null);

/** Asks the engine, and the inside where it runs. Null: the engine knows no such machine; undefined: it could not be asked. */
export async function askDriver(tank: TankContext, driver: Driver): Promise<CachedStatus | null | undefined> {
  const state = await driver.state(tank).catch(() => undefined);
  if (state === undefined || state === 'absent') return state && null;
  const [boot, engineVersion, outside, snapshots, usage, facts, before] = await Promise.all([
    currentBootId(),
    orNull(driver.version(tank)),
    state === 'running' ? orNull(driver.inspectBoundary(tank).then(boundaryFingerprint)) : null,
    driver.snapshots ? orNull(driver.snapshots.list(tank)) : null,
    orNull(driver.usage(tank)),
    state === 'running' ? orNull(guestFacts(guestOf(tank, driver))) : null,
    readCachedStatus(tank.folder),
  ]);
  return {
    boot,
    state,
    engineVersion,
    outside,
    openclaw: facts?.openclaw ?? before?.openclaw ?? null,
    snapshots: snapshots ?? (driver.snapshots ? (before?.snapshots ?? []) : null),
    usage: usage ?? { memory: null, disk: null },
  };
}

/** Keeps what is seen now for looks, which ask no engine. Never rejects. */
export async function refreshCachedStatus(tank: TankContext, driver: Driver): Promise<void> {
  const seen = await askDriver(tank, driver);
  if (seen) await writeCachedStatus(tank.folder, seen);
}

/** What can be told by files and the start of the computer. No machine of ours starts by itself. */
async function cachedState(seen: CachedStatus | null): Promise<TankState> {
  if (!seen) return 'unknown';
  if (seen.state === 'stopped') return 'stopped';
  const boot = await currentBootId();
  return seen.boot !== null && boot !== null && seen.boot !== boot ? 'stopped' : 'silent';
}

/**
 * The same, where something answers at a door that the engine publishes: is that the tank? When it was stopped as far as
 * anybody knows, nobody can tell.
 */
async function stateOfAnswer(seen: CachedStatus | null): Promise<TankState> {
  return seen === null || (await cachedState(seen)) === 'silent' ? 'running' : 'unknown';
}

const newer = (newest: string | null | undefined, version: string | null): string | null =>
  newest && version && isVersion(newest) && isVersion(version) && compareVersions(newest, version) > 0
    ? newest
    : null;

/** Its numbers alone: packagers and looks write different things around them. */
const numbersOf = (version: string | null | undefined) =>
  /(?<!\d)\d+\.\d+(?:\.\d+)*/.exec(version ?? '')?.[0];

/** Whether the engine was updated since the receipt, as far as a look can tell. */
function isUpdated(receipt: Receipt, engineNow: string | null | undefined): boolean {
  const [then, now] = [numbersOf(receipt.engineVersion), numbersOf(engineNow)];
  return now !== undefined && then !== now;
}

/**
 * How a tank stands. `look`: files, pids and the gateway's answer only, no program of the engine is run; `ask`: the
 * engine's own commands. Nothing is changed. Never rejects: what can't be told is `unknown`.
 */
export async function statusOf(
  tank: TankContext,
  depth: 'look' | 'ask',
  { newest, driverOf = realDriverOf, engineNow }: StatusOptions = {},
): Promise<TankStatus> {
  const { plan, folder, needs } = tank;
  const driver = await orNull(driverOf(plan.engine));
  /** The gateway answers, and it is ours: anybody may take a door that a tunnel left. */
  const isWell = async () =>
    plan.madeAt !== null &&
    (await isHealthy(plan.ports.gateway, undefined, depth === 'ask' ? ASKED_MS : undefined)) &&
    (driver?.access !== 'tunnel' || (await holdsGatewayPort(tank).catch(() => false)));
  const [asked, before, receipt, pending, answers] = await Promise.all([
    driver && depth === 'ask' ? askDriver(tank, driver) : undefined,
    readCachedStatus(folder),
    orNull(newestReceipt(folder)),
    readResumeState(folder),
    isWell(),
  ]);
  const seen = asked ?? before;
  const version = seen ? seen.openclaw : plan.madeAt === null ? null : plan.openclaw;
  const stands = {
    engineVersion: seen?.engineVersion ?? receipt?.engineVersion ?? null,
    openclaw: plan.openclaw,
    outside: seen?.outside ?? null,
    changedAt: plan.changedAt ?? null,
  };

  async function stateOf(): Promise<TankState> {
    if (plan.madeAt === null) return 'unfinished';
    if (asked === null) return 'lost';
    if (asked !== undefined) return asked.state === 'stopped' ? 'stopped' : answers ? 'running' : 'silent';
    // The holder of a tunnel is known, whatever was seen before.
    if (answers) return driver?.access === 'tunnel' ? 'running' : stateOfAnswer(before);
    return depth === 'look' ? cachedState(before) : 'unknown';
  }
  const state = await stateOf();
  const healthy = answers && state === 'running';
  const unfinished = plan.madeAt === null;
  return {
    name: plan.name,
    engine: plan.engine,
    wall: ENGINE_KINDS[plan.engine].boundary,
    state,
    step: unfinished ? (pending?.step ?? null) : null,
    progress: unfinished ? (pending?.progress ?? 0) : null,
    openclaw: {
      version,
      healthy: unfinished ? null : healthy,
      updatesTo: unfinished ? null : newer(newest, version),
    },
    port: unfinished ? null : plan.ports.gateway,
    usage: seen?.usage ?? { memory: null, disk: null },
    receipt,
    receiptDue:
      !unfinished &&
      (receipt === null || isUpdated(receipt, engineNow) || isReceiptDue(receipt, stands, needs.now())),
    snapshots: seen ? seen.snapshots : null,
    movedInAt: plan.movedInAt,
    answers: plan.answeredAt === undefined ? null : plan.answeredAt !== null,
    wants: plan.wants ?? null,
    limits: plan.limits,
  };
}
