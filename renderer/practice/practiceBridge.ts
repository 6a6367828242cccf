import * as v from 'valibot';
import { TILES } from '../../main/contract/finding';
import { type Bridge, contract, type Handlers, type IpcChannel } from '../../main/contract/ipc';
import type { Language } from '../../main/contract/report';
import type { AppState, ScanProgress, StateChange, StatePatch } from '../../main/contract/state';
import type { Preferences } from '../../main/contract/work';
import {
  cancelled,
  lookedAt,
  playFix,
  playPurge,
  playStop,
  playUndo,
  playUninstall,
  playUpdate,
  type SampleJob,
} from './jobs';
import { firstModel, type Model, type RealFacts, stateOf } from './model';
import { sampleReport } from './sampleHome';
import { playKey, playMaking, playMoveIn, playSnapshot, playTank } from './tankJobs';

/** What was asked for would have reached outside of the practice computer, and did not. */
export type PracticeNote = 'opens' | 'copies' | 'saves' | 'window';

interface Options extends RealFacts {
  readonly language: Language;
  /** Runs something after so many milliseconds; gives what calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onNote: (note: PracticeNote) => void;
}

/** A bridge to the practice computer, in place of the one to main. */
export type PracticeBridge = Bridge & {
  /** Stops whatever is under way: nothing of it happens any more. */
  end(): void;
};

/** How long each picture of work and each step of a look is shown, in milliseconds. */
const FRAME_MS = 400;
const CHECKS = 33;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const SNOOZE_MS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
const TERM_MS = { month: 30 * DAY_MS, quarter: 91 * DAY_MS, year: 365 * DAY_MS } as const;

/** What of a state is new. As main, it tells nothing else: what the page gets once more it takes for something that happened. */
function newIn({ revision: _revision, ...now }: AppState, before: AppState): StatePatch {
  const old: Readonly<Record<string, unknown>> = { ...before };
  const isNew = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(old[key]);
  return Object.fromEntries(Object.entries(now).filter(isNew));
}

/**
 * Plays main's part over a computer that is made up and lives in this page alone. It takes what main takes, and refuses
 * what main refuses; nothing that is asked of it reaches main, a disk or a network.
 */
export function createPracticeBridge({ language, after, now, onNote, ...real }: Options): PracticeBridge {
  let model = firstModel(language);
  let revision = 1;
  let callOff = () => {};
  const listeners = new Set<(change: StateChange) => void>();
  const at = () => new Date(now()).toISOString();

  const set = (more: Partial<Model>) => {
    const before = stateOf(model, revision, real);
    model = { ...model, ...more };
    revision += 1;
    const patch = newIn(stateOf(model, revision, real), before);
    for (const listener of [...listeners]) listener({ revision, patch });
  };
  const prefer = (more: Partial<Preferences>) => set({ preferences: { ...model.preferences, ...more } });

  /** Shows pictures one after the other, and then the end. */
  function play<F>(frames: readonly F[], show: (frame: F) => void, end: () => void): void {
    const [first, ...rest] = frames;
    if (first === undefined) {
      end();
      return;
    }
    show(first);
    callOff = after(FRAME_MS, () => play(rest, show, end));
  }

  function work(job: SampleJob): void {
    if (model.working) throw new Error('busy');
    callOff();
    set({ looking: null, lookFailed: null });
    play(
      job.frames,
      (working) => set({ working }),
      () => set({ ...job.end(model, at()), working: null }),
    );
  }

  function look(audited = false): void {
    if (model.working) throw new Error('busy');
    if (model.looking) return;
    const steps = [0, ...TILES.map((_, index) => index + 1)].map((seen): ScanProgress => {
      const done = Math.round((CHECKS * seen) / TILES.length);
      return { done, of: CHECKS + Number(audited), tilesDone: TILES.slice(0, seen) };
    });
    const audit = { done: CHECKS, of: CHECKS + 1, tilesDone: TILES, asks: 'second-opinion' } as const;
    set({ welcomed: true, lookFailed: null });
    play(
      audited ? [...steps, audit] : steps,
      (looking) => set({ looking }),
      () => set({ ...lookedAt(model, at(), audited), looking: null }),
    );
  }

  const onTank = (name: string, job: SampleJob) => {
    if (name !== 'openclaw' || !model.tank) throw new Error('refused');
    work(job);
  };
  // It is not done, so nothing may say that it was.
  const note = (which: PracticeNote) => async () => {
    onNote(which);
    throw new Error('practice');
  };
  const opens = note('opens');

  const handlers: Handlers = {
    getState: async () => stateOf(model, revision, real),
    look: async () => look(),
    secondOpinion: async () => look(true),
    async cancelLook() {
      if (!model.looking) return;
      callOff();
      set({ looking: null, lookFailed: 'cancelled' });
    },
    setLanguage: async (next) => set({ language: next }),
    copyStep: note('copies'),
    showPlace: opens,
    openArticle: opens,
    openAdvisory: opens,
    applyFixes: async (ids) => work(playFix(model, ids)),
    undo: async (ids) => work(playUndo(model, ids)),
    stopNow: async () => work(playStop()),
    update: async () => work(playUpdate()),
    leave: async () => work(playUninstall()),
    forget: async () => work(playPurge()),
    makeTank: async (engine) => work(playMaking(engine)),
    tankDeed: async (name, command) => (command === 'send' ? opens() : onTank(name, playTank(command))),
    restoreTank: async (name, snapshot) => onTank(name, playSnapshot('restore', snapshot)),
    dropSnapshot: async (name, snapshot) => onTank(name, playSnapshot('drop', snapshot)),
    moveIn: async (name) => onTank(name, playMoveIn()),
    // The key ends here.
    giveKey: async (name, provider) => onTank(name, playKey(provider)),
    openTank: opens,
    showFetched: opens,
    async cancelWork() {
      if (!model.working?.cancellable) return;
      callOff();
      set({ working: null, workDone: cancelled(model.working) });
    },
    seen: async () => set({ workDone: null }),
    snooze: async (how) =>
      prefer({ snoozedUntil: how === 'off' ? null : new Date(now() + SNOOZE_MS[how]).toISOString() }),
    async accept(finding, term, reason) {
      const others = model.preferences.accepted.filter((each) => each.finding !== finding);
      const found = sampleReport('en', model.home, at()).findings.find(({ id }) => id === finding);
      if (term === 'off' || !found) return prefer({ accepted: others });
      const one = {
        ...{ finding, reason, since: at(), until: new Date(now() + TERM_MS[term]).toISOString() },
        ...(found.severity && { severity: found.severity }),
      };
      return prefer({ accepted: [...others, one] });
    },
    setAsksFeeds: async (asksFeeds) => prefer({ asksFeeds }),
    setAsksAppUpdates: async (asksAppUpdates) => prefer({ asksAppUpdates }),
    updateApp: note('window'),
    postponeAppUpdate: async () => {},
    openRelease: opens,
    restartApp: note('window'),
    setMirror: async (mirror) => prefer({ mirror }),
    setPlace: async (place) => prefer({ place }),
    setStartsAtLogin: async (startsAtLogin) => prefer({ startsAtLogin }),
    openKeyPage: opens,
    openHelp: opens,
    openNotices: opens,
    openSettings: opens,
    showDebugLog: opens,
    async makeCard() {
      const { report, changes } = stateOf(model, revision, real);
      if (!report) throw new Error('refused');
      const { sampleCard } = await import('./sampleCard');
      set({ card: sampleCard(report, changes) });
    },
    copyCard: note('copies'),
    saveCard: note('saves'),
    getAccesses: async () => (await import('./sampleAccesses')).SAMPLE_ACCESSES,
    copyAccesses: note('copies'),
    saveAccesses: note('saves'),
    closeWindow: note('window'),
  };

  const asMain = (channel: IpcChannel) => {
    const fits: v.GenericSchema = contract[channel].args;
    const handler = handlers[channel] as (...args: readonly unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      if (!v.is(fits, args)) throw new Error('refused');
      return handler(...args);
    };
  };
  const channels = Object.keys(contract) as IpcChannel[];
  return {
    ...(Object.fromEntries(channels.map((channel) => [channel, asMain(channel)])) as unknown as Handlers),
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end() {
      callOff();
      listeners.clear();
    },
  };
}
