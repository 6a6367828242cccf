import type { At, Engine } from '.';
import { type Came, came, type Deed, type DeedsNeeds, fixed } from './deed';
import { fetch, send } from './exchange';
import { summaryOf } from './receipt-summary';
import { freeName, namedSnapshot, ownName, snapshotsOf, takeSnapshot } from './snapshots';
import { startTank, stopTank } from './start-stop';
import { guestOf } from './steps';
import { type DeedNeeds, under } from './teller';
import { say, trouble } from './trouble';
import { loseSnapshot } from './updating';
import { restore, update } from './versions';

type Done = (at: At, engine: Engine, tell: DeedNeeds['tell'], needs: DeedsNeeds) => Promise<Came>;

async function receipt(at: At, engine: Engine, needs: DeedsNeeds): Promise<Came> {
  const taken = await needs.parts.takeReceipt(at, engine, guestOf(at, engine));
  const { open, because } = summaryOf(taken);
  return came(open > 0 ? 'left-changed' : 'fixed', because);
}

async function mustRun(at: At, engine: Engine): Promise<void> {
  if ((await engine.state(at)) !== 'running') throw trouble('not-running');
}

/** What each deed does with a tank that is there, under its lock. */
export function doing(task: Exclude<Deed, { deed: 'create' } | { deed: 'remove' }>): Done {
  switch (task.deed) {
    case 'start':
      return async (at, engine, tell, { healthyMs }) => {
        await startTank(at, engine, under(tell, say('now-starting')), healthyMs);
        return fixed('started');
      };
    case 'stop':
      return async (at, engine) => {
        await stopTank(at, engine);
        return fixed('stopped');
      };
    case 'receipt':
      return async (at, engine, tell, needs) => {
        await startTank(at, engine, under(tell, say('now-starting')), needs.healthyMs);
        tell({ now: say('now-receipt') });
        return receipt(at, engine, needs);
      };
    case 'snapshot':
      return async (at, engine) => {
        const name = await freeName(at, snapshotsOf(engine), ownName(at));
        await takeSnapshot(at, engine, name);
        return fixed('snapshot-taken', { snapshot: name });
      };
    case 'restore':
      return (at, engine, tell, needs) => restore(at, engine, task.snapshot, tell, needs);
    case 'drop':
      return async (at, engine) => {
        await namedSnapshot(at, engine, task.snapshot);
        // First, so that nobody goes back to what is not there any more.
        await loseSnapshot(at.folder, task.snapshot);
        await snapshotsOf(engine).drop(at, task.snapshot);
        return fixed('dropped', { snapshot: task.snapshot });
      };
    case 'update':
      return update;
    case 'send':
      return async (at, engine, tell) => {
        await mustRun(at, engine);
        const now = say('now-send');
        const { files, skipped } = await send(guestOf(at, engine), task.files, (bytes) =>
          tell({ now, bytes }),
        );
        return fixed('sent', { count: files, skipped });
      };
    case 'fetch':
      return async (at, engine) => {
        await mustRun(at, engine);
        const { files, skipped, folder } = await fetch(at, guestOf(at, engine));
        return fixed('fetched', { count: files, skipped, folder: folder ?? '' });
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
