import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import { PROVED } from '../openclaw/proved';
import type { At } from '.';
import { type Came, came, type Deed, type DeedsNeeds } from './deed';
import { doing } from './doing';
import { openLog } from './log';
import { Leaving, type MakeRequest, makeTank, nameFor } from './make';
import { endNoted } from './noted';
import { summaryOf } from './receipt-summary';
import { removeAlone } from './remove';
import { remember } from './status';
import { alone, folderOf, readTank } from './tanks';
import { asOne, type DeedNeeds } from './teller';
import { becauseOf, detailOf, say, trouble } from './trouble';

export type { Deed, DeedsNeeds, Movers } from './deed';

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
      const kept = await removeAlone(task.tank, needs, new AbortController().signal);
      return came('fixed', say('removed'), kept === null ? null : say('removed-kept', { folder: kept }));
    }
    const at: At = { ...tank, needs: needs.needsFor(folder, signal) };
    if (at.plan.madeAt === null) throw trouble('unfinished', { name: task.tank });
    const engine = await needs.parts.engineOf(at.plan.engine);
    await endNoted(folder, at.needs.hands);
    // What somebody moved or fetched who was killed at it: nobody's any more, and private.
    for (const name of ['moving', 'exchange.new'])
      await rm(join(folder, name), { recursive: true, force: true });
    const log = openLog(folder, at.needs.now);
    log.line(`${task.deed} begins`);
    const hear: DeedNeeds['tell'] = (progress) => {
      if (progress.line !== undefined) log.line(progress.line);
      tell(progress);
    };
    try {
      const done = await doing(task)(at, engine, hear, needs);
      log.line(`${task.deed}: ${done.result}, ${done.because.id}`);
      return done;
    } catch (error) {
      log.line(`${task.deed}: ${detailOf(error)}`);
      throw error;
    } finally {
      const fresh = { ...at, needs: needs.needsFor(folder, new AbortController().signal) };
      await remember(fresh, engine, needs.parts).catch(() => {});
      await log.flushed();
    }
  });
}

/** Nothing was changed: somebody else works on it, there is no such tank, it can't be done with this one. */
const REFUSALS: readonly string[] = [
  'busy',
  'no-such-tank',
  'unfinished',
  'other-engine',
  'strange-folder',
  'no-snapshots',
  'no-such-snapshot',
  'no-moving',
  'not-running',
].map((id) => `tank.making-${id}`);

/** Does one deed to its end. Never rejects: what went wrong is one sentence, and what became of it. */
export async function doDeed(task: Deed, needs: DeedsNeeds): Promise<Outcome> {
  const { deed } = task;
  const head = { fix: `tank-${deed}`, does: say(`does-${deed}`), entry: null };
  try {
    const done = task.deed === 'create' ? await create(task, needs) : await withTank(task, needs);
    return { ...head, ...done };
  } catch (error) {
    const left = needs.signal.aborted && needs.signal.reason instanceof Leaving;
    // What was cancelled may say so in words of its own; what could not be removed has to be told.
    const carried = deed === 'create' || deed === 'remove';
    if (needs.signal.aborted && (error === needs.signal.reason || !carried)) {
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
