import { DEFAULTS } from '../../main/config/preferences';
import type { ShownAppUpdate } from '../../main/contract/app-update';
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

/** A newer version of Tankmate that is offered. */
export const appUpdateOf = (version: string | null): ShownAppUpdate => ({
  ...{
    state: 'offered',
    version,
    method: 'replace',
    bytes: 1,
    notes: 'New.',
    page: 'https://example.org/page',
  },
  ...{ answeredAt: '2026-11-22T02:00:00.000Z', problem: null },
});
