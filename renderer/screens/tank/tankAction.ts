import type { AppState } from '../../../main/contract/state';
import type { PageMessageId } from '../../i18n';
import { hasNoOpenClaw } from '../../order';
import type { NextStep } from '../../store/nextStep';
import { livesOutside, tankOf } from '../../store/tankSelectors';
import { openOffer, openTankPage } from '../../store/uiState';

interface TankAction {
  readonly word: Extract<PageMessageId, 'tank.see' | 'tank.give' | 'tank.give.empty' | 'tank.none-here'>;
  readonly run: () => void;
}

/**
 * What the tile of where it lives offers beside the next step: the tank there is, or one of its own; null when the next
 * step is about the tank, or nothing is known of tanks.
 */
export function tankAction(state: AppState, step: NextStep): TankAction | null {
  const { report, offer } = state;
  if (step.kind === 'tank' || step.kind === 'finish-tank') return null;
  const tank = tankOf(state, null);
  if (tank) return { word: 'tank.see', run: () => openTankPage(tank.name) };
  if (!report || !offer) return null;
  const run = () => openOffer();
  if (hasNoOpenClaw(report)) return offer.best && { word: 'tank.give.empty', run };
  if (!livesOutside(report)) return null;
  return { word: offer.best ? 'tank.give' : 'tank.none-here', run };
}
