import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { EngineId } from '../contract/tank';
import type { TankDeed } from '../contract/work';
import { PROVED } from '../openclaw/proved';
import { compareVersions } from '../openclaw/version';
import type { At, Engine, TankProgress } from '.';
import { fetch, send } from './exchange';
import { Leaving, type MakeRequest, makeTank, nameFor, type Workshop } from './make';
import { endNoted } from './noted';
import { summaryOf } from './receipt-summary';
import { removeAlone } from './remove';
import { ownName, snapshotsOf, takeSnapshot } from './snapshots';
import { startTank, stopTank } from './start-stop';
import { remember } from './status';
import { guestOf } from './steps';
import { alone, folderOf, readTank } from './tanks';
import { asOne, type DeedNeeds } from './teller';
import { becauseOf, say, trouble } from './trouble';
import { goBack, restoreTank, UpdateFailed, updateTank } from './update';

/** What is to be done with which tank. */
export type Deed =
  | { readonly deed: 'create'; readonly engine: EngineId; readonly tank?: string }
  | { readonly deed: 'remove'; readonly tank: string }
  | {
      readonly deed: 'start' | 'stop' | 'receipt' | 'snapshot' | 'update' | 'move-out' | 'fetch';
      readonly tank: string;
    }
  | { readonly deed: 'restore'; readonly tank: string; readonly snapshot: string }
  | {
      readonly deed: 'move-in';
      readonly tank: string;
      readonly setup: string;
      readonly flagged: readonly string[];
    }
  | { readonly deed: 'send'; readonly tank: string; readonly files: readonly string[] };

/** Moving in and out, which know the home outside. Each resolves to what came of it. */
export interface Movers {
  moveIn(
    at: At,
    engine: Engine,
    task: Extract<Deed, { deed: 'move-in' }>,
    tell: DeedNeeds['tell'],
  ): Promise<Pick<Outcome, 'result' | 'because' | 'afterwards'>>;
  moveOut(
    at: At,
    engine: Engine,
    tell: DeedNeeds['tell'],
  ): Promise<Pick<Outcome, 'result' | 'because' | 'afterwards'>>;
}

export interface DeedsNeeds extends Workshop {
  readonly signal: AbortSignal;
  readonly mirror: MakeRequest['mirror'];
  /** Newest release of the stable channel as a registry said within a day; null: none did. */
  readonly newest: string | null;
  tell(progress: TankProgress): void;
  readonly movers?: Movers;
  /** For tests: milliseconds. */
  readonly patienceMs?: number;
  readonly healthyMs?: number;
}

type Came = Pick<Outcome, 'result' | 'because' | 'afterwards'>;
const came = (result: Outcome['result'], because: Message, afterwards: Message | null = null): Came => ({
  result,
  because,
  afterwards,
});
const fixed = (id: string, values?: Message['values']) => came('fixed', say(id, values));

type Done = (at: At, engine: Engine, tell: DeedNeeds['tell'], needs: DeedsNeeds) => Promise<Came>;

async function receipt(at: At, engine: Engine, needs: DeedsNeeds): Promise<Came> {
  const taken = await needs.parts.takeReceipt(at, engine, guestOf(at, engine));
  const { open, because } = summaryOf(taken);
  return came(open > 0 ? 'left-changed' : 'fixed', because);
}

async function update(at: At, engine: Engine, tell: DeedNeeds['tell'], needs: DeedsNeeds): Promise<Came> {
  const version = needs.newest ?? PROVED;
  if (compareVersions(version, at.plan.openclaw) <= 0)
    return came('skipped', say('newest-already', { version: at.plan.openclaw }));
  try {
    await updateTank(at, engine, needs.parts, version, tell, needs.healthyMs);
  } catch (error) {
    if (!(error instanceof UpdateFailed)) throw error;
    const why = needs.signal.aborted ? say('cancelled') : becauseOf(error.cause);
    const fresh = { ...at, needs: needs.needsFor(at.folder, new AbortController().signal) };
    await endNoted(at.folder, fresh.needs.hands);
    await goBack(fresh, engine, needs.parts, error, tell);
    return came('rolled-back', say('went-back', { version, from: error.from, why }));
  }
  return fixed('updated', { version });
}

/** What each deed does with a tank that is there, under its lock. */
function doing(task: Exclude<Deed, { deed: 'create' } | { deed: 'remove' }>): Done {
  switch (task.deed) {
    case 'start':
      return async (at, engine, tell, { healthyMs }) => {
        const now = say('now-starting');
        await startTank(at, engine, (progress) => tell({ ...progress, now }), healthyMs);
        return fixed('started');
      };
    case 'stop':
      return async (at, engine) => {
        await stopTank(at, engine);
        return fixed('stopped');
      };
    case 'receipt':
      return async (at, engine, tell, needs) => {
        await startTank(at, engine, (progress) => tell({ ...progress, now: say('now-starting') }));
        tell({ now: say('now-receipt') });
        return receipt(at, engine, needs);
      };
    case 'snapshot':
      return async (at, engine) => {
        const name = await ownName(at, snapshotsOf(engine));
        await takeSnapshot(at, engine, name);
        return fixed('snapshot-taken', { snapshot: name });
      };
    case 'restore':
      return async (at, engine, tell, { parts }) => {
        await restoreTank(at, engine, parts, task.snapshot, tell);
        return fixed('restored', { snapshot: task.snapshot });
      };
    case 'update':
      return update;
    case 'send':
      return async (at, engine, tell) => {
        const now = say('now-send');
        const { files, skipped } = await send(guestOf(at, engine), task.files, (bytes) =>
          tell({ now, bytes }),
        );
        return fixed('sent', { count: files, skipped });
      };
    case 'fetch':
      return async (at, engine) => {
        const { files, skipped } = await fetch(guestOf(at, engine), at.folder);
        return fixed('fetched', { count: files, skipped });
      };
    case 'move-in':
      return async (at, engine, tell, { movers }) => {
        if (!movers) throw trouble('no-moving');
        return movers.moveIn(at, engine, task, tell);
      };
    case 'move-out':
      return async (at, engine, tell, { movers }) => {
        if (!movers) throw trouble('no-moving');
        return movers.moveOut(at, engine, tell);
      };
  }
}

async function create(task: Extract<Deed, { deed: 'create' }>, needs: DeedsNeeds): Promise<Came> {
  const { root, signal, mirror, newest, patienceMs } = needs;
  const request: MakeRequest = {
    engine: task.engine,
    openclaw: newest ?? PROVED,
    mirror,
    tank: await nameFor({ openclaw: '', mirror, ...task }, root),
  };
  const was = await readTank(root, request.tank ?? '');
  if (was?.plan.madeAt) return came('skipped', say('made-already', { name: was.plan.name }));
  const plan = await makeTank(request, needs, {
    signal,
    tell: needs.tell,
    ...(patienceMs !== undefined && { patienceMs }),
  });
  const folder = folderOf(root, plan.name);
  const at: At = { plan, folder, needs: needs.needsFor(folder, signal) };
  await remember(at, await needs.parts.engineOf(plan.engine), needs.parts);
  const taken = await needs.parts.newestReceipt(folder);
  const { open, because } = taken ? summaryOf(taken) : { open: 0, because: null };
  return came(open > 0 ? 'left-changed' : 'fixed', say('made', { name: plan.name }), because);
}

async function withTank(task: Exclude<Deed, { deed: 'create' }>, needs: DeedsNeeds): Promise<Came> {
  const { root, signal } = needs;
  const folder = folderOf(root, task.tank);
  const tank = await readTank(root, task.tank);
  if (!tank) throw trouble('no-such-tank', { name: task.tank });
  const tell = asOne(needs.tell);
  tell({ now: say(`does-${task.deed}`) });
  return alone(folder, async () => {
    if (task.deed === 'remove') {
      // Once begun it is carried to its end: half removed helps nobody.
      await removeAlone(task.tank, needs, new AbortController().signal);
      return fixed('removed');
    }
    const at: At = { ...tank, needs: needs.needsFor(folder, signal) };
    if (at.plan.madeAt === null) throw trouble('unfinished', { name: task.tank });
    const engine = await needs.parts.engineOf(at.plan.engine);
    await endNoted(folder, at.needs.hands);
    try {
      return await doing(task)(at, engine, tell, needs);
    } finally {
      const fresh = { ...at, needs: needs.needsFor(folder, new AbortController().signal) };
      await remember(fresh, engine, needs.parts).catch(() => {});
    }
  });
}

/** Nothing was changed: somebody else works on it, there is no such tank, it can't be done with this one. */
const REFUSALS: readonly string[] = [
  'busy',
  'no-such-tank',
  'unfinished',
  'other-engine',
  'no-snapshots',
  'no-such-snapshot',
  'no-moving',
].map((id) => `tank.making-${id}`);

/** Does one deed to its end. Never rejects: what went wrong is one sentence, and what became of it. */
export async function doDeed(task: Deed, needs: DeedsNeeds): Promise<Outcome> {
  const deed: TankDeed = task.deed;
  const head = { fix: `tank-${deed}`, does: say(`does-${deed}`), entry: null };
  try {
    const done = task.deed === 'create' ? await create(task, needs) : await withTank(task, needs);
    return { ...head, ...done };
  } catch (error) {
    const left = needs.signal.aborted && needs.signal.reason instanceof Leaving;
    if (needs.signal.aborted && error === needs.signal.reason) {
      if (left) return { ...head, ...came('left-changed', say('left')) };
      const clean = deed === 'create';
      return {
        ...head,
        ...came(clean ? 'rolled-back' : 'left-changed', say(clean ? 'cancelled-clean' : 'cancelled')),
      };
    }
    const because = becauseOf(error);
    const again = deed === 'create' ? say('go-on') : null;
    const result = REFUSALS.includes(because.id) ? 'refused' : 'left-changed';
    return { ...head, ...came(result, because, result === 'refused' ? null : again) };
  }
}
