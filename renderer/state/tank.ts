import type { PlainDeed } from '../../main/contract/ipc';
import type { EngineId } from '../../main/contract/tank';
import { tell } from './tell';
import { useUi } from './ui';
import { begin } from './work';

/** Makes a tank, or goes on making the one that was cut off. */
export function makeTank(engine: EngineId): Promise<void> {
  useUi.setState({ deed: 'create' });
  return begin('tank', 'makeTank', () => window.bridge.makeTank(engine));
}

/** Work on a tank that needs no more words. */
export function tankDeed(tank: string, deed: Exclude<PlainDeed, 'send'>): Promise<void> {
  useUi.setState({ deed });
  return begin('tank', 'tankDeed', () => window.bridge.tankDeed(tank, deed));
}

/** Main asks for the files first: there is work only once some are chosen. */
export async function sendFiles(tank: string): Promise<void> {
  useUi.setState({ deed: 'send', problem: null });
  await tell('tankDeed', () => window.bridge.tankDeed(tank, 'send'));
}

export function restoreTank(tank: string, snapshot: string): Promise<void> {
  useUi.setState({ deed: 'restore' });
  return begin('tank', 'restoreTank', () => window.bridge.restoreTank(tank, snapshot));
}

/** Deletes a snapshot for good. */
export function dropSnapshot(tank: string, snapshot: string): Promise<void> {
  useUi.setState({ deed: 'drop' });
  return begin('tank', 'dropSnapshot', () => window.bridge.dropSnapshot(tank, snapshot));
}

/** Moves the home outside in; of what was flagged only what is named goes along. */
export function moveIn(tank: string, setup: string, flagged: readonly string[]): Promise<void> {
  useUi.setState({ deed: 'move-in' });
  return begin('tank', 'moveIn', () => window.bridge.moveIn(tank, setup, flagged));
}

/** Opens the tank’s own control page in the user’s browser. */
export const openControl = (tank: string) => tell('openTank', () => window.bridge.openTank(tank));
export const showFetched = (tank: string) => tell('showFetched', () => window.bridge.showFetched(tank));
