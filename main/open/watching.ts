import { powerMonitor } from 'electron';
import type { Preferences } from '../contract/work';
import type { Desk } from '../errands/desk';
import type { Ended } from '../errands/messages';
import { isNoticeMemory } from '../notify/memory';
import { keepNotices } from '../notify/notices';
import { showNotice } from '../notify/show';
import { keptFile } from '../state/kept';
import { snooze } from '../state/preferences';
import type { Store } from '../state/store';
import { createReceiptWatch } from '../watch/receipts';
import { createWatch } from '../watch/watch';

export interface WatchingNeeds {
  readonly store: Store;
  readonly desk: Desk;
  /** File in which is kept what was told. */
  readonly file: string;
  readonly prefer: (preferences: Preferences) => void;
  readonly open: () => void;
  readonly log: (line: string) => void;
}

/** The watch and its notices, wired to the desk and to the system’s sleep. */
export function keepWatching({ store, desk, file, prefer, open, log }: WatchingNeeds) {
  const preferences = () => store.get().preferences;
  const now = () => Date.now();
  const notices = keepNotices({
    store,
    memory: keptFile(file, isNoticeMemory),
    preferences,
    show: showNotice,
    open,
    now,
    log,
  });
  const receipts = createReceiptWatch(now);
  /** After a look of the watch's own: a tank that is due tries to break out. Told only when it can. */
  async function tryTank(): Promise<void> {
    const tank = receipts.next(store.get());
    const ended = tank === null ? null : await desk.start({ kind: 'tank', deed: 'receipt', tank });
    if (ended?.work?.en.outcomes.every(({ result }) => result === 'fixed')) desk.seen();
  }
  const watch = createWatch({
    store,
    look: () => void desk.start({ kind: 'refresh' }).then((ended) => ended && tryTank()),
    held: notices.held,
    endSnooze: () => prefer(snooze(preferences(), 'off', now())),
    now,
  });
  powerMonitor.on('resume', () => watch.woke('resume'));
  powerMonitor.on('unlock-screen', () => watch.woke('unlock'));
  return {
    start: watch.start,
    hurry: watch.hurry,
    openLast: notices.openLast,
    ended(ended: Ended | null) {
      watch.ended(ended !== null);
      if (ended) notices.heard(ended);
    },
  };
}
