import type { TileId } from '../../main/contract/finding';
import { useAppStore } from './appState';
import { call } from './call';
import type { NextStep } from './nextStep';
import { startTankNow } from './tankActions';
import { canHaveTank } from './tankSelectors';
import {
  openByHand,
  openKeyScreen,
  openMove,
  openOffer,
  openPlace,
  openPlan,
  openScreen,
  openUpdate,
} from './uiState';
import { undo, updateCopy } from './workActions';

/** Whether the one question that comes before any plan is still to be asked: it has two answers here, and none yet. */
function asksWhere(): boolean {
  const { state } = useAppStore.getState();
  return state !== null && state.preferences.place === null && canHaveTank(state);
}

/** Goes to the next step, for all that is known or for one tile. */
export function takeStep(step: NextStep, tile: TileId | null = null): void {
  if (step.kind === 'take-back') void undo([step.entry]);
  else if (step.kind === 'finish-tank') void startTankNow(step.engine);
  else if (step.kind === 'mend') (asksWhere() ? openPlace : openPlan)(tile);
  else if (step.kind === 'update') openUpdate(step.copy);
  else if (step.kind === 'tank') openOffer();
  else if (step.kind === 'move-in') openMove(step.tank, step.setup);
  else if (step.kind === 'give-key') openKeyScreen(step.tank);
  else if (step.kind === 'by-hand') openByHand(tile);
  else openScreen('end');
}

/** Goes on from what the last work came to. What an update does stands beside the button, so that it begins at once. */
export function takeStepAfterResult(step: NextStep): void {
  if (step.kind === 'update') void updateCopy(step.copy);
  else {
    takeStep(step);
    void call.seen();
  }
}
