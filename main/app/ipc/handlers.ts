import { withAcceptance, withSnooze } from '../../config/preferences';
import { placeIn } from '../../contract/evidence-place';
import type { Handlers, HELP_PAGES } from '../../contract/ipc';
import type { Language } from '../../contract/report';
import { commandIn } from '../../contract/step-command';
import type { Preferences } from '../../contract/work';
import type { JobTask } from '../../worker/protocol';
import type { JobQueue } from '../jobs/queue';
import { fixTask, makeTask, tankTask, updateTask } from '../jobs/tasks';
import type { Store } from '../store';
import type { tankEndpoints } from '../tanks';
import { Busy, Refused } from './serve';

/** What the channels act on. */
export interface HandlerNeeds {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly tanks: Pick<ReturnType<typeof tankEndpoints>, 'openTank' | 'showFetched'>;
  readonly copyText: (text: string) => void;
  /** Shows a file or folder where it lies, without opening it. */
  readonly showInFolder: (path: string) => void;
  readonly look: () => void;
  readonly setLanguage: (language: Language) => void;
  readonly closeWindow: () => void;
  /** Keeps and publishes what the user chose. */
  readonly prefer: (preferences: Preferences) => void;
  /** Asks the user, with the system's own window, for files that may go into a tank; none: nothing was chosen. */
  readonly chooseFiles: () => Promise<readonly string[]>;
  /** Opens a file of the app's own, or shows it in its folder; null: there is none. */
  readonly files: {
    readonly openNotices: (() => Promise<void>) | null;
    readonly showDebugLog: (() => void) | null;
    /** Opens a text file for editing. */
    readonly openText: (path: string) => Promise<void>;
  };
  /** Ends the app and starts the one that was put in place. */
  readonly restart: () => void;
  /** The helper's card. */
  readonly card: Pick<Handlers, 'makeCard' | 'copyCard' | 'saveCard'>;
  /** What the newest look did. */
  readonly accesses: Pick<Handlers, 'getAccesses' | 'copyAccesses' | 'saveAccesses'>;
  /** Hands an address to the user's browser. */
  readonly openExternal: (address: string) => Promise<void>;
}

/** OpenClaw's own documentation. */
const HELP_ADDRESSES: Readonly<Record<(typeof HELP_PAGES)[number], string>> = {
  openclaw: 'https://docs.openclaw.ai',
  security: 'https://docs.openclaw.ai/gateway/security',
};

/** Throws `Refused`, which the page hears as a refusal, unless what it named is there. */
function known(found: boolean): void {
  if (!found) throw new Refused('no such thing here, or not now');
}

/** Opens one of main's own addresses, and of those only what a browser shows safely; null: nothing of that id is known. */
export async function openAddress(
  address: string | null | undefined,
  openExternal: HandlerNeeds['openExternal'],
): Promise<void> {
  if (address === null || address === undefined) throw new Refused('unknown id');
  if (new URL(address).protocol !== 'https:') throw new Refused('not an https address');
  await openExternal(address);
}

/**
 * What each channel does. Whoever calls these has been through `serve`'s two rules; every id is looked up in the newest
 * report or journal first.
 */
export function createHandlers({
  store,
  queue,
  tanks,
  copyText,
  showInFolder,
  look,
  setLanguage,
  closeWindow,
  prefer,
  chooseFiles,
  files,
  restart,
  card,
  accesses,
  openExternal,
}: HandlerNeeds): Handlers {
  const preferences = () => store.get().preferences;
  const change = async (chosen: Partial<Preferences>) => prefer({ ...preferences(), ...chosen });

  const findingOf = (id: string) => store.get().report?.findings.find((each) => each.id === id);

  /** Starts work; null: it names something that isn't there. */
  function begin(task: JobTask | null): void {
    if (task === null) throw new Refused('no such thing here, or not now');
    // The state tells of work only once its process does: the queue knows from the first moment.
    if (store.get().working || queue.isWorking()) throw new Busy('something else is being done');
    void queue.start(task);
  }

  return {
    ...card,
    ...accesses,
    getState: async () => store.get(),
    look: async () => look(),
    async secondOpinion() {
      const { looking, working } = store.get();
      if (looking || working || queue.isWorking()) throw new Busy('something else is being done');
      void queue.start({ kind: 'look', asks: 'second-opinion' });
    },
    cancelLook: async () => queue.cancelLook(),
    setLanguage: async (language) => setLanguage(language),
    closeWindow: async () => closeWindow(),
    applyFixes: async (ids) => begin(fixTask(store.get().report, ids)),
    async undo(entries) {
      const journal = store.get().changes.map(({ id }) => id);
      known(entries.every((id) => journal.includes(id)));
      begin({ kind: 'undo', entries });
    },
    stopNow: async () => begin({ kind: 'stop' }),
    update: async (id, accepted) => begin(updateTask(store.get().report, id, accepted)),
    leave: async (data) => begin({ kind: 'leave', data }),
    forget: async () => begin(store.get().quarantined ? { kind: 'forget' } : null),
    makeTank: async (engine) => begin(makeTask(store.get(), engine)),
    async tankDeed(tank, command) {
      if (command !== 'send') return begin(tankTask(store.get(), { kind: 'tank', command: command, tank }));
      known(tankTask(store.get(), { kind: 'tank', command: 'stop', tank }) !== null);
      const files = await chooseFiles();
      // Choosing none is an answer too.
      if (files.length > 0) begin({ kind: 'tank', command: command, tank, files });
    },
    restoreTank: async (tank, snapshot) =>
      begin(tankTask(store.get(), { kind: 'tank', command: 'restore', tank, snapshot })),
    dropSnapshot: async (tank, snapshot) =>
      begin(tankTask(store.get(), { kind: 'tank', command: 'drop', tank, snapshot })),
    moveIn: async (tank, setup, flagged) =>
      begin(tankTask(store.get(), { kind: 'tank', command: 'move-in', tank, setup, flagged })),
    giveKey: async (tank, provider, key) =>
      begin(tankTask(store.get(), { kind: 'tank', command: 'give-key', tank, provider, key })),
    openTank: async (tank) => known(await tanks.openTank(tank)),
    showFetched: async (tank) => known(await tanks.showFetched(tank)),
    cancelWork: async () => queue.cancelWork(),
    seen: async () => queue.seen(),
    snooze: async (how) => prefer(withSnooze(preferences(), how, Date.now())),
    async accept(id, term, reason) {
      const finding = findingOf(id);
      if (!finding) return known(false);
      prefer(withAcceptance(preferences(), finding, term, reason, Date.now()));
    },
    setAsksFeeds: (asksFeeds) => change({ asksFeeds }),
    setAsksAppUpdates: (asksAppUpdates) => change({ asksAppUpdates }),
    async updateApp() {
      const { state, method } = store.get().appUpdate ?? {};
      begin(state === 'offered' && method === 'replace' ? { kind: 'app-update' } : null);
    },
    async postponeAppUpdate() {
      const version = store.get().appUpdate?.version ?? null;
      known(version !== null);
      await change({ postponedVersion: version });
    },
    openRelease: () => openAddress(store.get().appUpdate?.page, openExternal),
    async restartApp() {
      known(store.get().appUpdate?.state === 'installed');
      restart();
    },
    setMirror: (mirror) => change({ mirror }),
    setPlace: (place) => change({ place }),
    setStartsAtLogin: (startsAtLogin) => change({ startsAtLogin }),
    openHelp: (page) => openAddress(HELP_ADDRESSES[page], openExternal),
    async openNotices() {
      if (!files.openNotices) return known(false);
      await files.openNotices();
    },
    async openSettings(index) {
      const broken = store.get().brokenSettings?.[index];
      if (!broken) return known(false);
      await files.openText(broken.file);
    },
    async showDebugLog() {
      if (!files.showDebugLog) return known(false);
      files.showDebugLog();
    },
    async openKeyPage(id) {
      await openAddress((await import('../../openclaw/key-pages')).keyPage(id), openExternal);
    },
    async copyStep(id, index) {
      const command = commandIn(findingOf(id)?.byHand[index] ?? '');
      known(command !== null);
      if (command !== null) copyText(command);
    },
    async showPlace(id, index) {
      const path = placeIn(findingOf(id)?.evidence[index]);
      known(path !== null);
      if (path !== null) showInFolder(path);
    },
    async openArticle(id) {
      const { askedChecks, checks } = await import('../../checks');
      const check = [...checks, ...askedChecks].find((each) => each.id === id);
      await openAddress(check?.article, openExternal);
    },
    async openAdvisory(id) {
      await openAddress((await import('../../advisories/advisories')).advisoryPage(id), openExternal);
    },
  };
}
