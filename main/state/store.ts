import type { AppState } from '../contract/state';

export type Patch = Partial<Omit<AppState, 'revision'>>;

/** The one state of the app. Page, tray and menu read it and hear of changes; only main publishes. */
export interface Store {
  get(): AppState;
  /** Puts the patch in and raises the revision by one. */
  publish(patch: Patch): void;
  /** Hears each new state after it is in; returns a function that stops it. */
  subscribe(listener: (state: AppState) => void): () => void;
}

/** A store that starts with `initial` at revision 0. */
export function createStore(initial: Omit<AppState, 'revision'>): Store {
  let state: AppState = { ...initial, revision: 0 };
  const listeners = new Set<(state: AppState) => void>();
  return {
    get: () => state,
    publish(patch) {
      state = { ...state, ...patch, revision: state.revision + 1 };
      for (const listener of [...listeners]) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
