import type { Receipt, TankState, TankStatus } from '../contract/tank';
import { compareVersions, isVersion } from '../openclaw/version';
import type { At, Engine } from '.';
import { isHealthy } from './health';
import type { Parts } from './parts';
import { readUnderway } from './progress';
import { keepSeen, readSeen, type Seen, thisBoot } from './seen';
import { guestOf } from './steps';
import { holdsDoor } from './tunnel';
import { KINDS } from './ways/ladder';

export interface StatusOptions {
  /** Newest release of the stable channel, as far as it is known. */
  readonly newest?: string | null;
  /** Version of the engine's program as a look saw it now, where it counts as the engine itself does; null: it doesn't tell. */
  readonly engineNow?: string | null;
  readonly parts: Parts;
}

/** Null: it could not be told. */
const orNull = <T>(ask: Promise<T>): Promise<T | null> => ask.catch(() => null);

/** Asks the engine, and the inside where it runs. Null: the engine knows no such machine; undefined: it could not be asked. */
export async function askEngine(at: At, engine: Engine, parts: Parts): Promise<Seen | null | undefined> {
  const state = await engine.state(at).catch(() => undefined);
  if (state === undefined || state === 'absent') return state && null;
  const [boot, engineVersion, outside, snapshots, usage, facts, before] = await Promise.all([
    thisBoot(),
    orNull(engine.version(at)),
    state === 'running' ? orNull(engine.outside(at).then(parts.outsideMark)) : null,
    engine.snapshots ? orNull(engine.snapshots.list(at)) : null,
    orNull(engine.usage(at)),
    state === 'running' ? orNull(parts.guestFacts(guestOf(at, engine))) : null,
    readSeen(at.folder),
  ]);
  return {
    boot,
    state,
    engineVersion,
    outside,
    openclaw: facts?.openclaw ?? before?.openclaw ?? null,
    snapshots: snapshots ?? (engine.snapshots ? (before?.snapshots ?? []) : null),
    usage: usage ?? { memory: null, disk: null },
  };
}

/** Keeps what is seen now for looks, which ask no engine. Never rejects. */
export async function remember(at: At, engine: Engine, parts: Parts): Promise<void> {
  const seen = await askEngine(at, engine, parts);
  if (seen) await keepSeen(at.folder, seen);
}

/** What can be told by files and the start of the computer. No machine of ours starts by itself. */
async function glance(seen: Seen | null): Promise<TankState> {
  if (!seen) return 'unknown';
  if (seen.state === 'stopped') return 'stopped';
  const boot = await thisBoot();
  return seen.boot !== null && boot !== null && seen.boot !== boot ? 'stopped' : 'silent';
}

/**
 * The same, where something answers at a door that the engine publishes: is that the tank? When it was stopped as far as
 * anybody knows, nobody can tell.
 */
async function answering(seen: Seen | null): Promise<TankState> {
  return seen === null || (await glance(seen)) === 'silent' ? 'running' : 'unknown';
}

const newer = (newest: string | null | undefined, version: string | null): string | null =>
  newest && version && isVersion(newest) && isVersion(version) && compareVersions(newest, version) > 0
    ? newest
    : null;

/** Its numbers alone: packagers and looks write different things around them. */
const numbersOf = (version: string | null | undefined) => /\d+\.\d+(?:\.\d+)*/.exec(version ?? '')?.[0];

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
  at: At,
  depth: 'look' | 'ask',
  { newest, parts, engineNow }: StatusOptions,
): Promise<TankStatus> {
  const { plan, folder, needs } = at;
  const engine = await orNull(parts.engineOf(plan.engine));
  /** The gateway answers, and it is ours: anybody may take a door that a tunnel left. */
  const isWell = async () =>
    plan.madeAt !== null &&
    (await isHealthy(plan.ports.gateway)) &&
    (engine?.door !== 'tunnel' || (await holdsDoor(at).catch(() => false)));
  const [asked, before, receipt, underway, answers] = await Promise.all([
    engine && depth === 'ask' ? askEngine(at, engine, parts) : undefined,
    readSeen(folder),
    orNull(parts.newestReceipt(folder)),
    readUnderway(folder),
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
    if (answers) return engine?.door === 'tunnel' ? 'running' : answering(before);
    return depth === 'look' ? glance(before) : 'unknown';
  }
  const state = await stateOf();
  const healthy = answers && state === 'running';
  const unfinished = plan.madeAt === null;
  return {
    name: plan.name,
    engine: plan.engine,
    wall: KINDS[plan.engine].wall,
    state,
    step: unfinished ? (underway?.step ?? null) : null,
    progress: unfinished ? (underway?.progress ?? 0) : null,
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
      (receipt === null || isUpdated(receipt, engineNow) || parts.isDue(receipt, stands, needs.now())),
    snapshots: seen ? seen.snapshots : null,
    movedInAt: plan.movedInAt,
    limits: plan.limits,
  };
}
