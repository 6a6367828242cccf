import { utilityProcess } from 'electron';
import { CANCEL, type Ended, type Errand, isWork, type News } from './messages';

/** How long a cancelled look may take to end the programs that it started, in milliseconds. Work takes what it needs. */
const GRACE_MS = 2000;

export type Underway = Exclude<News, { kind: 'done' | 'failed' }>;

/**
 * Runs one errand in a process of its own, `script`. Resolves with what was found; rejects when the look failed or
 * the process ended before its time. `signal` cancels: a look rejects at once, work takes back what it began and then
 * resolves with what came of it.
 */
export function runErrand(
  script: string,
  errand: Errand,
  onNews: (news: Underway) => void,
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = utilityProcess.fork(script, [], { serviceName: 'Tankmate look' });
    signal.addEventListener('abort', () => {
      child.postMessage(CANCEL);
      if (isWork(errand.task)) return;
      reject(signal.reason);
      setTimeout(() => child.kill(), GRACE_MS);
    });
    child.on('message', (news: News) => {
      if (news.kind === 'done' || news.kind === 'failed') {
        child.kill();
        if (news.kind === 'done') resolve(news);
        else reject(new Error(news.reason));
      } else if (!signal.aborted || isWork(errand.task)) onNews(news);
    });
    child.once('exit', (code) => reject(new Error(`the look ended early with code ${code}`)));
    child.postMessage(errand);
  });
}
