import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import { PROVED } from '../openclaw/proved';
import type { At, Engine } from '.';
import { type Came, came, type Deed, type DeedsNeeds } from './deed';
import { doing } from './doing';
import { settleUpdate } from './go-back';
import { openLog } from './log';
import { Leaving, type MakeRequest, makeTank, nameFor } from './make';
import { endNoted } from './noted';
import { summaryOf } from './receipt-summary';
import { removeAlone } from './remove';
import { dropPart } from './snapshots';
import { remember } from './status';
import { alone, folderOf, readTank } from './tanks';
import { asOne, type DeedNeeds } from './teller';
import { becauseOf, detailOf, say, trouble } from './trouble';
import { standing, wake } from './wake';

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

/** Where an update that was cut off can't be settled, this still can be done: stop it, free the disk, go further back. */
const AS_IT_IS: ReadonlySet<Deed['deed']> = new Set(['stop', 'restore', 'drop']);

/** Whoever was killed at work on the tank left things that are nobody's any more, or half done. */
async function tidy(
  at: At,
  engine: Engine,
  task: Deed,
  needs: DeedsNeeds,
  tell: DeedNeeds['tell'],
): Promise<At> {
  await endNoted(at.folder, at.needs.hands);
  // What was moved or fetched is private.
  for (const name of ['moving', 'exchange.new'])
    await rm(join(at.folder, name), { recursive: true, force: true });
  if (AS_IT_IS.has(task.deed)) return at;
  return { ...at, plan: await settleUpdate(at, engine, needs.parts, tell, needs.healthyMs) };
}

async function withTank(task: Exclude<Deed, { deed: 'create' }>, needs: DeedsNeeds): Promise<Came> {
  const { root, signal } = needs;
  const folder = folderOf(root, task.tank);
  const tank = await readTank(root, task.tank);
  if (!tank) throw trouble('no-such-tank', { name: task.tank });
  const tell = asOne(needs.tell);
  tell({ now: say(`does-${task.deed}`) });
  return alone(folder, async () => {
    // Once begun it is carried to its end: half removed helps nobody.
    if (task.deed === 'remove') return removeAlone(task.tank, needs, new AbortController().signal);
    const at: At = { ...tank, needs: needs.needsFor(folder, signal) };
    if (at.plan.madeAt === null) throw trouble('unfinished', { name: task.tank });
    const engine = await needs.parts.engineOf(at.plan.engine);
    const log = openLog(folder, at.needs.now);
    log.line(`${task.deed} begins`);
    const hear: DeedNeeds['tell'] = (progress) => {
      if (progress.line !== undefined) log.line(progress.line);
      tell(progress);
    };
    const before = await standing(at, engine);
    const done = await tidy(at, engine, task, needs, hear)
      .then((tidied) => doing(task)(tidied, engine, hear, needs))
      .catch((error: unknown) => {
        log.line(`${task.deed}: ${detailOf(error)}`);
        return cameOf(error, task, needs);
      });
    log.line(`${task.deed}: ${done.result}, ${done.because.id}`);
    const fresh = { ...at, needs: needs.needsFor(folder, new AbortController().signal) };
    await dropPart(fresh, engine).catch(() => {});
    // What could not be gone back from is not started either: the next deed settles it.
    const isLeft = task.deed === 'stop' || done.because.id === say('no-way-back').id;
    const stays = isLeft ? null : await wake(fresh, engine, before, hear, needs.healthyMs);
    await remember(fresh, engine, needs.parts).catch(() => {});
    await log.flushed();
    return stays ? came('left-changed', done.because, stays) : done;
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

/** How a deed ended that rejected. */
function cameOf(error: unknown, { deed }: Deed, { signal }: DeedsNeeds): Came {
  // What was cancelled may say so in words of its own; what could not be removed has to be told.
  const carried = deed === 'create' || deed === 'remove';
  if (signal.aborted && (error === signal.reason || !carried)) {
    if (signal.reason instanceof Leaving) return came('left-changed', say('left'));
    return deed === 'create'
      ? came('rolled-back', say('cancelled-clean'))
      : came('left-changed', say('cancelled'));
  }
  const because = becauseOf(error);
  if (REFUSALS.includes(because.id)) return came('refused', because);
  return came('left-changed', because, deed === 'create' ? say('go-on') : null);
}

/** Does one deed to its end. Never rejects: what went wrong is one sentence, and what became of it. */
export async function doDeed(task: Deed, needs: DeedsNeeds): Promise<Outcome> {
  const head = { fix: `tank-${task.deed}`, does: say(`does-${task.deed}`), entry: null };
  try {
    return { ...head, ...(await (task.deed === 'create' ? create(task, needs) : withTank(task, needs))) };
  } catch (error) {
    return { ...head, ...cameOf(error, task, needs) };
  }
}
