import { DEFAULTS } from '../../main/config/preferences';
import type { AppState } from '../../main/contract/state';

/** The state of an app that has just started, but for what is told. */
export const appState = (told: Partial<AppState> = {}): AppState => ({
  revision: 1,
  language: 'en',
  welcomed: true,
  looking: null,
  report: null,
  lookFailed: null,
  working: null,
  workDone: null,
  changes: [],
  history: [],
  preferences: DEFAULTS,
  wanted: null,
  tray: true,
  ...told,
});
