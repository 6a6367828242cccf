import { create } from 'zustand';
import type { Bridge } from '../../main/contract/ipc';
import type { StatePatch } from '../../main/contract/state';
import type { PracticeBridge, PracticeNote } from '../practice/practiceBridge';
import { fetchState, receiveChange, showComputer, subscribeToState, useAppStore } from './appState';
import { replaceBridge } from './bridge';
import { type Drill, drillAfter } from './drill';
import { forgetPlaces } from './screenPlace';
import { type Choices, resetUi, useUi } from './uiState';

interface Practice {
  /** What was asked for and can't happen on the practice computer, until the reader goes on. */
  readonly note: PracticeNote | null;
  readonly drill: Drill | null;
}

/** What is shown about the practice computer itself. */
export const usePractice = create<Practice>(() => ({ note: null, drill: null }));

let bridge: PracticeBridge | null = null;
let stopListening: readonly (() => void)[] = [];
/** What the reader decided about this computer before. */
let choices: Choices | undefined;

const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const isBusy = () => {
  const { state } = useAppStore.getState();
  return !state || state.working !== null || state.looking !== null || useUi.getState().pending !== null;
};

/**
 * Listens to what main pushes. While the practice computer is shown it is not taken in. But what was asked for in the tray,
 * the menu or a notice is about this computer, so it ends practice; another language is the reader's, whatever is shown.
 */
export function subscribeToMain(main: Bridge): () => void {
  return main.onState((change) => {
    if (bridge === null) {
      receiveChange(change);
      return;
    }
    const { wanted, wantedScreen, working, language } = change.patch;
    const asked = { ...(wanted && { wanted }), ...(wantedScreen && { wantedScreen }) };
    if (wanted || wantedScreen || working) void endPractice(asked);
    else if (language && language !== useAppStore.getState().state?.language)
      void bridge.setLanguage(language);
  });
}

/**
 * Shows the practice computer in place of this one. Where work or a look is under way, or its part of the page can't be
 * loaded, the page says so and nothing happens.
 * @param now milliseconds since 1970: the clock of the practice computer and of its drill
 */
export async function startPractice(now: () => number = Date.now): Promise<void> {
  if (bridge) return;
  const loaded = await import('../practice/practiceBridge').catch(() => null);
  const { state } = useAppStore.getState();
  if (bridge) return;
  if (!loaded || !state || isBusy()) {
    useUi.setState({ problem: loaded ? 'busy' : 'state' });
    return;
  }
  const { language, tray, about } = state;
  const own = loaded.createPracticeBridge({
    ...{ language, tray, about, after, now },
    onNote: (note) => usePractice.setState({ note }),
  });
  bridge = own;
  replaceBridge(own);
  const first = await own.getState();
  stopListening = [
    own.onState(receiveChange),
    // A drill ends when OpenClaw is stopped, in whatever way.
    subscribeToState((next) => {
      const { drill } = usePractice.getState();
      if (drill && next) usePractice.setState({ drill: drillAfter(drill, next, now()) });
    }),
    useUi.subscribe((ui, before) => {
      if (ui.screen !== before.screen) usePractice.setState({ note: null });
    }),
  ];
  const { excluded, chosen, stepsDone } = useUi.getState();
  choices = { excluded, chosen, stepsDone };
  startAnew();
  showComputer('practice', first);
}

/**
 * Shows this computer again, as it is now. Where main doesn't answer, the page says so and nothing happens.
 * @param asked what of it was asked for, to be opened at once
 */
export async function endPractice(asked: Pick<StatePatch, 'wanted' | 'wantedScreen'> = {}): Promise<void> {
  const next = await window.bridge.getState().catch(() => null);
  if (!bridge) return;
  if (!next) {
    useUi.setState({ problem: 'state' });
    return;
  }
  for (const stop of stopListening) stop();
  bridge.end();
  bridge = null;
  replaceBridge(null);
  startAnew(choices);
  ignoreSecondClick();
  // It is shown without what was asked for, which comes as the change that it is.
  const not = { ...(asked.wanted && { wanted: null }), ...(asked.wantedScreen && { wantedScreen: null }) };
  showComputer('own', { ...next, ...not, revision: next.revision - 1 });
  receiveChange({ revision: next.revision, patch: asked });
  // What main pushed between its answer and now.
  void fetchState();
}

/** Whoever clicks twice to go didn't click what stands in the same place afterwards. */
function ignoreSecondClick(): void {
  const ignore = (event: MouseEvent) => {
    if (event.detail > 1) event.stopPropagation();
    else window.removeEventListener('click', ignore, true);
  };
  window.addEventListener('click', ignore, true);
}

function startAnew(choicesBefore?: Choices): void {
  resetUi(choicesBefore);
  forgetPlaces();
  usePractice.setState({ note: null, drill: null });
}

/** The made-up OpenClaw does something strange from now on. */
export const startDrill = (now: number = Date.now()) =>
  usePractice.setState({ drill: { begunAt: now }, note: null });

export const closeDrill = () => usePractice.setState({ drill: null });
