import { utilityProcess } from 'electron';
import { CANCEL, isWork, type Job, type JobEvent, type JobResult } from '../../worker/protocol';
import { JobError } from './job-error';

/** How long a cancelled look may take to end the programs that it started, in milliseconds. Work takes what it needs. */
const GRACE_MS = 100;
/** And one that has something to write: what an earlier run left in the middle, or its own result. */
const WRITING_MS = 2000;

export type JobProgressEvent = Exclude<JobEvent, { kind: 'phase' | 'done' | 'failed' }>;

/**
 * Runs one job in a process of its own, `script`. Resolves with what was found; rejects when the scan failed or
 * the process ended before its time. `signal` cancels: a scan rejects at once, work takes back what it began and then
 * resolves with what came of it.
 */
export function runInWorker(
  script: string,
  job: Job,
  onEvent: (event: JobProgressEvent) => void,
  signal: AbortSignal,
): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    let looking = false;
    const child = utilityProcess.fork(script, [], { serviceName: 'Tankmate look' });
    signal.addEventListener('abort', () => {
      child.postMessage(CANCEL);
      if (isWork(job.task)) return;
      reject(signal.reason);
      setTimeout(() => child.kill(), looking ? GRACE_MS : WRITING_MS);
    });
    child.on('message', (event: JobEvent) => {
      if (event.kind === 'done' || event.kind === 'failed') {
        child.kill();
        if (event.kind === 'done') resolve(event);
        else reject(new JobError(event.because));
      } else if (event.kind === 'phase') looking = event.looking;
      else if (!signal.aborted || isWork(job.task)) onEvent(event);
    });
    child.once('exit', (code) =>
      reject(new JobError({ id: 'error.ended' }, `ended early with code ${code}`)),
    );
    child.postMessage(job);
  });
}
