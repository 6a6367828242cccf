import type { Preferences } from '../contract/work';
import type { Rooms } from '../ipc/handlers';
import { accept, snooze } from '../state/preferences';
import type { Store } from '../state/store';
import type { Desk } from './desk';
import type { Task } from './messages';
import { fixTask, makeTask, tankTask, updateTask } from './tasks';

interface Needs {
  readonly store: Store;
  readonly desk: Desk;
  /** Keeps and publishes what the user chose. */
  readonly prefer: (preferences: Preferences) => void;
  /** Asks the user, with the system's own window, for files that may go into a tank; none: nothing was chosen. */
  readonly chooseFiles: () => Promise<readonly string[]>;
}

/** What the page may ask for besides a look: every id is looked up in the newest report or journal first. */
export function deeds({ store, desk, prefer, chooseFiles }: Needs) {
  function begin(task: Task | null): boolean {
    if (task === null || store.get().working) return false;
    void desk.start(task);
    return true;
  }
  const preferences = () => store.get().preferences;
  return {
    applyFixes: (ids) => begin(fixTask(store.get().report, ids)),
    undo: (entries) => {
      const known = store.get().changes.map(({ id }) => id);
      return entries.every((id) => known.includes(id)) && begin({ kind: 'undo', entries });
    },
    stopNow: () => begin({ kind: 'stop' }),
    update: (id) => begin(updateTask(store.get().report, id)),
    leave: (data) => begin({ kind: 'leave', data }),
    forget: () => Boolean(store.get().putAway) && begin({ kind: 'forget' }),
    makeTank: (engine) => begin(makeTask(store.get(), engine)),
    tankDeed: async (tank, deed) => {
      if (deed !== 'send') return begin(tankTask(store.get(), { kind: 'tank', deed, tank }));
      if (!tankTask(store.get(), { kind: 'tank', deed: 'stop', tank })) return false;
      const files = await chooseFiles();
      // Choosing none is an answer too.
      return files.length === 0 || begin({ kind: 'tank', deed, tank, files });
    },
    restoreTank: (tank, snapshot) =>
      begin(tankTask(store.get(), { kind: 'tank', deed: 'restore', tank, snapshot })),
    dropSnapshot: (tank, snapshot) =>
      begin(tankTask(store.get(), { kind: 'tank', deed: 'drop', tank, snapshot })),
    moveIn: (tank, setup, flagged) =>
      begin(tankTask(store.get(), { kind: 'tank', deed: 'move-in', tank, setup, flagged })),
    cancelWork: desk.cancelWork,
    seen: desk.seen,
    snooze: (how) => prefer(snooze(preferences(), how, Date.now())),
    accept(id, term, reason) {
      const finding = store.get().report?.findings.find((each) => each.id === id);
      if (finding) prefer(accept(preferences(), finding, term, reason, Date.now()));
      return finding !== undefined;
    },
    prefer: (told) => prefer({ ...preferences(), ...told }),
    keyPageOf: async (id) => (await import('../openclaw/key-pages')).keyPage(id),
  } satisfies Partial<Rooms>;
}
