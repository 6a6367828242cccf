import type { AppState } from '../../../main/contract/state';
import type { PageMessageId } from '../../i18n';
import { hasNoOpenClaw } from '../../order';
import { startTankNow } from '../../store/tankActions';
import { livesOutside, tankOf, unfinishedOf } from '../../store/tankSelectors';
import { openOffer, openTankPage } from '../../store/uiState';

interface TankAction {
  readonly word: Extract<
    PageMessageId,
    'tank.go-on' | 'tank.see' | 'tank.give' | 'tank.give.empty' | 'tank.none-here'
  >;
  /** It is the main thing to do on the tile. */
  readonly main: boolean;
  readonly run: () => void;
}

/** What the tile of where it lives offers: the tank there is, or one of its own; null when nothing is known of tanks. */
export function tankAction(state: AppState): TankAction | null {
  const { report, offer } = state;
  const half = unfinishedOf(state);
  if (half) return { word: 'tank.go-on', main: true, run: () => void startTankNow(half.engine) };
  const tank = tankOf(state, null);
  if (tank) return { word: 'tank.see', main: true, run: () => openTankPage(tank.name) };
  if (!report || !offer) return null;
  const run = () => openOffer();
  if (hasNoOpenClaw(report)) return offer.best && { word: 'tank.give.empty', main: false, run };
  if (!livesOutside(report)) return null;
  return offer.best ? { word: 'tank.give', main: true, run } : { word: 'tank.none-here', main: false, run };
}
