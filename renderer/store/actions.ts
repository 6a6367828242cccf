import { subscribeToState, useAppStore } from './appState';
import { call } from './call';
import { openScreen, useUi } from './uiState';

/** Starts a look and shows it, until it has ended. */
export const look = (): Promise<void> => showLook(call.look);

/** The same, with OpenClaw's own audit beside it. */
export const lookWithAudit = (): Promise<void> => showLook(call.secondOpinion);

async function showLook(begin: () => Promise<unknown>): Promise<void> {
  openScreen('looking');
  await begin();
  // It was refused, or was over before the page heard of it.
  if (!useAppStore.getState().state?.looking) closeScan();
}

export async function cancelLook(): Promise<void> {
  useUi.setState({ stopping: true, problem: null });
  await call.cancelLook();
}

/** Leaves the looking screen for what came out of it. */
function closeScan(): void {
  useUi.setState((ui) => ({ stopping: false, screen: ui.screen === 'looking' ? 'tiles' : ui.screen }));
}

/** Keeps the mirror fresh and leaves the looking screen when a look ends. Returns a function that stops it. */
export function subscribeToScan(): () => void {
  return subscribeToState((now, before) => {
    if (before?.looking && !now?.looking) closeScan();
  });
}
