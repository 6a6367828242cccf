import type { AppState, StateChange, StatePatch } from '../contract/state';

/** The one state of the app. Page, tray and menu read it and hear of changes; only main publishes. */
export interface Store {
  get(): AppState;
  /** Puts the patch in and raises the revision by one. Everybody hears the changes in their order. */
  publish(patch: StatePatch): void;
  /** Hears each new state after it is in, with what is new in it; returns a function that stops it. */
  subscribe(listener: (state: AppState, patch: StatePatch) => void): () => void;
}

/** A store that starts with `initial` at revision 0. */
export function createStore(initial: Omit<AppState, 'revision'>): Store {
  let state: AppState = { ...initial, revision: 0 };
  const untold: [AppState, StatePatch][] = [];
  const listeners = new Set<(state: AppState, patch: StatePatch) => void>();
  return {
    get: () => state,
    publish(patch) {
      state = { ...state, ...patch, revision: state.revision + 1 };
      untold.push([state, patch]);
      // A listener that publishes is told of it after all have heard of what came before.
      if (untold.length > 1) return;
      try {
        for (const change of untold) for (const listener of [...listeners]) listener(...change);
      } finally {
        untold.length = 0;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Sends every change to a page, and only what is new in it; returns a function that stops it. A page that missed one
 * sees it by the revision of the next, and asks for the whole state.
 */
export const sendChanges = (store: Store, send: (change: StateChange) => void): (() => void) =>
  store.subscribe(({ revision }, patch) => send({ revision, patch }));
