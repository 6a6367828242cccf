import { create } from 'zustand';
import type { Bridge } from '../../main/contract/ipc';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { visible } from './visible';

interface Mirror {
  /** The newest state that main has told; null until the first one arrives. */
  readonly state: AppState | null;
  /** The report as it was when the last work began, to show what is different; null when this page saw none begin. */
  readonly before: Report | null;
}

/** Main’s state as the page last heard it. Nothing here is changed by the page itself. */
export const useMirror = create<Mirror>(() => ({ state: null, before: null }));

/** Takes a state in, unless a newer one is already here: an answer and a push may overtake each other. */
export function take(next: AppState): void {
  useMirror.setState((mirror) => {
    const { state, before } = mirror;
    if (state && state.revision >= next.revision) return mirror;
    const begins = state !== null && !state.working && next.working !== null;
    return { state: visible(next), before: begins ? state.report : before };
  });
}

/** Asks main for its state, once. Rejects when main does not answer. */
export const ask = async (bridge: Bridge): Promise<void> => take(await bridge.getState());
