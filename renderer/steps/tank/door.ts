import type { AppState } from '../../../main/contract/state';
import type { WordId } from '../../i18n';
import { hasNoOpenClaw } from '../../order';
import { makeTank } from '../../state/tank';
import { livesOutside, tankOf, unfinishedOf } from '../../state/tanks';
import { openOffer, openTankPage } from '../../state/ui';

interface Door {
  readonly word: Extract<
    WordId,
    'tank.go-on' | 'tank.see' | 'tank.give' | 'tank.give.empty' | 'tank.none-here'
  >;
  /** It is the main thing to do on the tile. */
  readonly main: boolean;
  readonly press: () => void;
}

/** What the tile of where it lives offers: the tank there is, or one of its own; null when nothing is known of tanks. */
export function tankDoor(state: AppState): Door | null {
  const { report, offer } = state;
  const half = unfinishedOf(state);
  if (half) return { word: 'tank.go-on', main: true, press: () => void makeTank(half.engine) };
  const tank = tankOf(state, null);
  if (tank) return { word: 'tank.see', main: true, press: () => openTankPage(tank.name) };
  if (!report || !offer) return null;
  const press = () => openOffer();
  if (hasNoOpenClaw(report)) return offer.best && { word: 'tank.give.empty', main: false, press };
  if (!livesOutside(report)) return null;
  return offer.best
    ? { word: 'tank.give', main: true, press }
    : { word: 'tank.none-here', main: false, press };
}
