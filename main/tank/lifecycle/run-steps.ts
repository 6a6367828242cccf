import { setTimeout as sleep } from 'node:timers/promises';
import { createTimeEstimate, type TimeEstimate, writeResumeState } from '../model/resume-state';
import { errorDetail, isNetworkLost, isUnreachable, tankMessage } from '../model/tank-error';
import type { TankLog } from '../model/tank-log';
import type { StepProgress, TankContext, TankProgress, TankStep } from '../model/types';

export interface StepRun {
  readonly tank: TankContext;
  readonly log: TankLog;
  report(progress: TankProgress): void;
  /** For tests: how long to wait for the network before another try, in milliseconds. */
  readonly patienceMs?: number;
}

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
/** How often all begins anew from the facts when the inside could not be reached: the computer may have slept. */
const AGAIN = 3;

/** What can't be told is taken for not done: each step goes on from wherever it was cut off. */
async function isDone(step: TankStep, { tank, log }: StepRun): Promise<boolean> {
  try {
    return await step.done();
  } catch (error) {
    tank.needs.signal.throwIfAborted();
    log.line(`${step.id}: can't be told: ${errorDetail(error)}`);
    return false;
  }
}

async function once(steps: readonly TankStep[], running: StepRun, pace: TimeEstimate): Promise<void> {
  const { tank, log, report } = running;
  for (const [index, step] of steps.entries()) {
    tank.needs.signal.throwIfAborted();
    if (await isDone(step, running)) continue;
    tank.needs.signal.throwIfAborted();
    pace.begin();
    const hear = ({ waiting, line, ...progress }: StepProgress) => {
      if (line !== undefined) log.line(`${step.id}: ${line}`);
      report({
        ...progress,
        ...(line !== undefined && { line }),
        ...(waiting && { waiting }),
        now: waiting ?? step.now,
        done: index,
        of: steps.length,
        leftMs: pace.leftMs(index, progress.part),
      });
    };
    hear({});
    log.line(`${step.id}: begins`);
    await writeResumeState(tank.folder, { step: step.now, progress: pace.progress(index) });
    await step.run(hear);
    // A step that was cancelled may end well all the same.
    tank.needs.signal.throwIfAborted();
    pace.end(index);
    log.line(`${step.id}: done`);
  }
}

/**
 * Runs what isn't done yet, in order. Where the network is lost it waits for it; where the inside is lost it begins anew
 * from the facts. Rejects with the step's own trouble, or with the signal's reason.
 */
export async function runSteps(steps: readonly TankStep[], running: StepRun): Promise<void> {
  const { tank, log, report } = running;
  const { signal } = tank.needs;
  const pace = createTimeEstimate(steps, () => performance.now());
  let wait = running.patienceMs ?? FIRST_WAIT_MS;
  for (let lost = 0; ; ) {
    try {
      return await once(steps, running, pace);
    } catch (error) {
      signal.throwIfAborted();
      log.line(errorDetail(error));
      if (isNetworkLost(error)) {
        const waiting = tankMessage('waiting-network');
        report({ now: waiting, waiting, done: 0, of: steps.length });
        await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      } else if (isUnreachable(error) && lost < AGAIN) lost += 1;
      else throw error;
    }
  }
}
