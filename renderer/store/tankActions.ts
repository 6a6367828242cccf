import type { PlainTankCommand } from '../../main/contract/ipc';
import type { EngineId } from '../../main/contract/tank';
import { call } from './call';
import { useUi } from './uiState';
import { startJob } from './workActions';

/** Makes a tank, or goes on making the one that was cut off. */
export function startTankNow(engine: EngineId): Promise<void> {
  useUi.setState({ command: 'create' });
  return startJob('tank', () => call.makeTank(engine));
}

/** Work on a tank that needs no more words. */
export function askTank(tank: string, command: Exclude<PlainTankCommand, 'send'>): Promise<void> {
  useUi.setState({ command });
  return startJob('tank', () => call.tankDeed(tank, command));
}

/** Main asks for the files first: there is work only once some are chosen. */
export async function sendFilesIn(tank: string): Promise<void> {
  useUi.setState({ command: 'send', problem: null });
  await call.tankDeed(tank, 'send');
}

export function restoreTankSnapshot(tank: string, snapshot: string): Promise<void> {
  useUi.setState({ command: 'restore' });
  return startJob('tank', () => call.restoreTank(tank, snapshot));
}

/** Deletes a snapshot for good. */
export function dropSnapshot(tank: string, snapshot: string): Promise<void> {
  useUi.setState({ command: 'drop' });
  return startJob('tank', () => call.dropSnapshot(tank, snapshot));
}

/** Gives OpenClaw in the tank the key; nothing of the page keeps it. */
export function startGiveKey(tank: string, provider: string, key: string): Promise<void> {
  useUi.setState({ command: 'give-key' });
  return startJob('tank', () => call.giveKey(tank, provider, key));
}

/** Moves the home outside in; of what was flagged only what is named goes along. */
export function startMoveIn(tank: string, setup: string, flagged: readonly string[]): Promise<void> {
  useUi.setState({ command: 'move-in' });
  return startJob('tank', () => call.moveIn(tank, setup, flagged));
}
