import { setTimeout as sleep } from 'node:timers/promises';
import type { At, Step, StepProgress, TankProgress } from '.';
import type { Log } from './log';
import { createPace, keepUnderway, type Pace } from './progress';
import { detailOf, isNetworkLost, isUnreachable, say } from './trouble';

export interface Running {
  readonly at: At;
  readonly log: Log;
  tell(progress: TankProgress): void;
  /** For tests: how long to wait for the network before another try, in milliseconds. */
  readonly patienceMs?: number;
}

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
/** How often all begins anew from the facts when the inside could not be reached: the computer may have slept. */
const AGAIN = 3;

/** What can't be told is taken for not done: each step goes on from wherever it was cut off. */
async function isDone(step: Step, { at, log }: Running): Promise<boolean> {
  try {
    return await step.done();
  } catch (error) {
    at.needs.signal.throwIfAborted();
    log.line(`${step.id}: can't be told: ${detailOf(error)}`);
    return false;
  }
}

async function once(steps: readonly Step[], running: Running, pace: Pace): Promise<void> {
  const { at, log, tell } = running;
  for (const [index, step] of steps.entries()) {
    at.needs.signal.throwIfAborted();
    if (await isDone(step, running)) continue;
    at.needs.signal.throwIfAborted();
    pace.begin();
    const hear = ({ waiting, line, ...progress }: StepProgress) => {
      if (line !== undefined) log.line(`${step.id}: ${line}`);
      tell({
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
    await keepUnderway(at.folder, { step: step.now, progress: pace.progress(index) });
    await step.run(hear);
    // A step that was cancelled may end well all the same.
    at.needs.signal.throwIfAborted();
    pace.end(index);
    log.line(`${step.id}: done`);
  }
}

/**
 * Runs what isn't done yet, in order. Where the network is lost it waits for it; where the inside is lost it begins anew
 * from the facts. Rejects with the step's own trouble, or with the signal's reason.
 */
export async function runSteps(steps: readonly Step[], running: Running): Promise<void> {
  const { at, log, tell } = running;
  const { signal } = at.needs;
  const pace = createPace(steps, () => performance.now());
  let wait = running.patienceMs ?? FIRST_WAIT_MS;
  for (let lost = 0; ; ) {
    try {
      return await once(steps, running, pace);
    } catch (error) {
      signal.throwIfAborted();
      log.line(detailOf(error));
      if (isNetworkLost(error)) {
        const waiting = say('waiting-network');
        tell({ now: waiting, waiting, done: 0, of: steps.length });
        await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      } else if (isUnreachable(error) && lost < AGAIN) lost += 1;
      else throw error;
    }
  }
}
