import { create } from 'zustand';
import type { Report } from '../../main/contract/report';
import type { AppState, StateChange } from '../../main/contract/state';
import { currentBridge } from './bridge';
import { useUi } from './uiState';
import { visible } from './visibleText';

interface AppStore {
  /** The newest state that main has told; null until the first one arrives. */
  readonly state: AppState | null;
  /** The report as it was when the last work began, to show what is different; null when this page saw none begin. */
  readonly before: Report | null;
  /** Which computer all of it is about: this one, or one that is made up to practise on. */
  readonly computer: 'own' | 'practice';
}

/** Main’s state as the page last heard it. Nothing here is changed by the page itself. */
export const useAppStore = create<AppStore>(() => ({ state: null, before: null, computer: 'own' }));

/**
 * Calls the listener with each change of the state, but not when another computer takes its place: that says nothing of
 * what happened. Returns a function that stops it.
 */
export function subscribeToState(
  listener: (now: AppState | null, before: AppState | null) => void,
): () => void {
  return useAppStore.subscribe((now, before) => {
    if (now.computer === before.computer) listener(now.state, before.state);
  });
}

function setState(next: AppState): void {
  useAppStore.setState(({ state, before }) => {
    // What is refused at once ends without a word of having begun: it is compared with what was shown until then.
    const over = next.workDone !== null && !state?.workDone;
    const begins = state !== null && !state.working && (next.working !== null || over);
    return { state: next, before: begins ? state.report : before };
  });
}

/** The newest revision that main has told of. */
let newestRevision = -1;
let asking: Promise<void> | null = null;

/** Asks until nothing newer was told meanwhile: an answer and a push may overtake each other. */
async function askForAll(): Promise<void> {
  const bridge = currentBridge();
  do {
    const next = await bridge.getState();
    // Another computer took its place meanwhile: this is about the one before.
    if (bridge !== currentBridge()) return;
    newestRevision = Math.max(newestRevision, next.revision);
    const { state } = useAppStore.getState();
    if (!state || state.revision < next.revision) setState(visible(next));
  } while ((useAppStore.getState().state?.revision ?? -1) < newestRevision);
}

/** Asks main for its whole state, at load and where a change is missing. What goes wrong becomes a sentence on the page. */
export function fetchState(): Promise<void> {
  if (asking) return asking;
  const own = askForAll()
    .catch(() => {
      // About a computer that is not shown any more nothing is to be said.
      if (asking === own) useUi.setState({ problem: 'state' });
    })
    .finally(() => {
      if (asking === own) asking = null;
    });
  asking = own;
  return own;
}

/** Shows another computer from now on: its state takes the place of all that was known. Its bridge is the current one already. */
export function showComputer(computer: AppStore['computer'], next: AppState): void {
  asking = null;
  newestRevision = next.revision;
  useAppStore.setState({ state: visible(next), before: null, computer });
}

/** Takes a change in, unless it is known already. After a gap the whole state is asked for. */
export function receiveChange({ revision, patch }: StateChange): void {
  newestRevision = Math.max(newestRevision, revision);
  const { state } = useAppStore.getState();
  if (state && revision <= state.revision) return;
  if (state?.revision === revision - 1) setState({ ...state, ...visible(patch), revision });
  else void fetchState();
}
