import { powerMonitor } from 'electron';
import { withSnooze } from '../config/preferences';
import type { Preferences } from '../contract/work';
import { jsonFile } from '../system/write/json-file';
import type { JobResult } from '../worker/protocol';
import type { JobQueue } from './jobs/queue';
import type { LocalizedState } from './localized-state';
import { isDeliveredLog } from './notifications/delivered';
import { createNotifier } from './notifications/notices';
import { showNotice } from './notifications/show';
import { createReceiptSchedule } from './scheduler/receipts';
import { createScheduler } from './scheduler/scheduler';
import type { Store } from './store';

export interface BackgroundOptions {
  readonly store: Store;
  readonly localized: LocalizedState;
  readonly queue: JobQueue;
  /** File in which is kept what was told. */
  readonly file: string;
  readonly prefer: (preferences: Preferences) => void;
  readonly open: () => void;
  /** Opens the window at the page about this app. */
  readonly openAbout: () => void;
  readonly log: (line: string) => void;
}

/** The scheduler and its notices, wired to the job queue and to the system’s sleep. */
export function startBackground({
  store,
  localized,
  queue,
  file,
  prefer,
  open,
  openAbout,
  log,
}: BackgroundOptions) {
  const preferences = () => store.get().preferences;
  const now = () => Date.now();
  const notices = createNotifier({
    store,
    delivered: (notice) => localized.show({ notice }),
    memory: jsonFile(file, isDeliveredLog),
    preferences,
    show: showNotice,
    open,
    now,
    log,
  });
  const receipts = createReceiptSchedule(now);
  /** After a scan of the scheduler's own: a tank that is due tries to break out. Told only when it can. */
  async function tryTank(): Promise<void> {
    const tank = receipts.next(store.get());
    const ended = tank === null ? null : await queue.start({ kind: 'tank', command: 'receipt', tank });
    if (ended?.work?.outcomes.every(({ result }) => result === 'fixed')) queue.seen();
  }
  const scheduler = createScheduler({
    store,
    look: () => void queue.start({ kind: 'refresh' }).then((ended) => ended && tryTank()),
    held: notices.held,
    endSnooze: () => prefer(withSnooze(preferences(), 'off', now())),
    now,
  });
  powerMonitor.on('resume', () => scheduler.woke('resume'));
  powerMonitor.on('unlock-screen', () => scheduler.woke('unlock'));
  return {
    start: scheduler.start,
    hurry: scheduler.hurry,
    openLast: notices.openLast,
    ended(ended: JobResult | null) {
      scheduler.ended(ended !== null);
      const { report } = store.get();
      // At most one notice a look: a newer Tankmate waits for one that has nothing else to say.
      if (ended && report)
        void import('../report/verdict-messages').then(({ verdictMessages }) => {
          if (!notices.scanned(ended.look, report, verdictMessages)) notices.newVersion(openAbout);
        });
    },
  };
}
