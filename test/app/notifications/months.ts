import { vi } from 'vitest';
import { type DeliveredLog, isDeliveredLog } from '../../../main/app/notifications/delivered';
import { createNotifier } from '../../../main/app/notifications/notices';
import type { NoticeText } from '../../../main/app/notifications/notification-messages';
import { createScheduler } from '../../../main/app/scheduler/scheduler';
import { createStore } from '../../../main/app/store';
import { readPreferences, withSnooze } from '../../../main/config/preferences';
import type { Finding } from '../../../main/contract/finding';
import type { Preferences } from '../../../main/contract/work';
import { renderReport } from '../../../main/report/render';
import { verdictMessages } from '../../../main/report/verdict-messages';
import { appState } from '../../fakes/state';
import { DAY_MS, look, START } from '../../report/history/looks';

const LOOK_MS = 2000;

export interface Told extends NoticeText {
  /** Days since the start, by the true time, not the clock's. */
  readonly day: number;
  /** What the memory said that it told, in this look. */
  readonly keys: readonly string[];
}

/**
 * The app over months: the real watch, policy and words on a fake clock (vitest's fake timers are on). What is kept on
 * the disk is text; a restart forgets everything else. `world` says what a look finds at so many days.
 */
export function months(world: (days: number) => readonly Finding[]) {
  const disk = new Map<string, string>();
  const told: Told[] = [];
  const looked: { readonly day: number; readonly findings: readonly Finding[]; readonly snoozed: boolean }[] =
    [];
  let off = 0;
  let ending: NodeJS.Timeout | undefined;
  /** True time; the clock may say another. */
  const days = () => (Date.now() - off - START) / DAY_MS;
  let app = start();

  function start() {
    const preferences = readPreferences(JSON.parse(disk.get('settings') ?? '{}'));
    const store = createStore(appState({ preferences }));
    const prefer = (chosen: Preferences) => {
      disk.set('settings', JSON.stringify(chosen));
      store.publish({ preferences: chosen });
    };
    const kept = disk.get('notices');
    const memory: unknown = kept === undefined ? undefined : JSON.parse(kept);
    if (memory !== undefined && !isDeliveredLog(memory)) throw new Error('what was kept makes no sense');
    const before = () => Object.keys((JSON.parse(disk.get('notices') ?? '{"told":{}}') as DeliveredLog).told);
    let last: readonly string[] = before();
    const notices = createNotifier({
      store,
      delivered: () => {},
      memory: {
        read: () => memory as DeliveredLog | undefined,
        write: async (value) => {
          last = before();
          disk.set('notices', JSON.stringify(value));
        },
      },
      preferences: () => store.get().preferences,
      show: (text) =>
        told.push({ ...text, day: days(), keys: before().filter((key) => !last.includes(key)) }),
      open: () => {},
      now: Date.now,
      log: (line) => {
        throw new Error(line);
      },
    });
    const watch = createScheduler({
      store,
      look() {
        store.publish({ looking: { done: 0, of: 7, tilesDone: [] } });
        ending = setTimeout(() => {
          const findings = world(days());
          const found = look(new Date().toISOString(), findings);
          const { snoozedUntil } = store.get().preferences;
          const snoozed = snoozedUntil !== null && Date.parse(snoozedUntil) > Date.now();
          looked.push({ day: days(), findings, snoozed });
          store.publish({ looking: null });
          watch.ended(true);
          notices.scanned(found, renderReport(found, store.get().language), verdictMessages);
        }, LOOK_MS);
      },
      held: notices.held,
      endSnooze: () => prefer(withSnooze(store.get().preferences, 'off', Date.now())),
      now: Date.now,
    });
    watch.start();
    return { store, watch, prefer };
  }

  return {
    told,
    looked,
    preferences: () => app.store.get().preferences,
    prefer: (chosen: Preferences) => app.prefer(chosen),
    days,
    /** The computer is on until then. */
    until(day: number) {
      vi.advanceTimersByTime(Math.max(0, (day - days()) * DAY_MS));
    },
    /** The computer sleeps for so many hours: timers stand still. */
    sleep(hours: number) {
      vi.setSystemTime(Date.now() + hours * (DAY_MS / 24));
      app.watch.woke('resume');
      app.watch.woke('unlock');
    },
    restart() {
      app.watch.stop();
      clearTimeout(ending);
      app = start();
    },
    /** The clock is put forward, or back, by so many days. */
    setClock(by: number) {
      off += by * DAY_MS;
      vi.setSystemTime(Date.now() + by * DAY_MS);
    },
    end() {
      app.watch.stop();
      clearTimeout(ending);
    },
  };
}
