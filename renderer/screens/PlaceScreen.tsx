import { useState } from 'react';
import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import type { Place } from '../../main/contract/work';
import { RadioGroup } from '../components/RadioGroup';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslator } from '../i18n';
import { saySize } from '../i18n/size';
import { call } from '../store/call';
import { minutesOf } from '../store/tankSelectors';
import { back, openOffer, openPlan } from '../store/uiState';
import { ReportTank } from './ReportTank';

interface Props {
  readonly report: Report;
  readonly state: AppState;
  /** The plan that comes after it is this tile’s; null: of all. */
  readonly tile: TileId | null;
}

/** The first question, asked once before any plan: where it shall live, and what each means for daily use. */
export function PlaceScreen({ report, state, tile }: Props) {
  const { say, language } = useTranslator();
  const { offer, preferences } = state;
  const best = offer?.best ?? null;
  const [place, setPlace] = useState<Place>(preferences.place ?? (best ? 'tank' : 'here'));
  const goOn = async () => {
    if (await call.setPlace(place)) openPlan(tile);
  };
  const tank = best && {
    value: 'tank' as const,
    label: say('place.tank'),
    mark: say('fix.recommended'),
    note: say('place.tank.so', { minutes: minutesOf(best), size: saySize(best.downloads, language) }),
  };
  const here = { value: 'here' as const, label: say('place.here'), note: say('place.here.so') };
  return (
    <ScreenLayout
      name="place"
      title={say('place.title')}
      lead={say('place.lead')}
      actions={
        <>
          <Button main onClick={goOn}>
            {say('place.go')}
          </Button>
          <Button shortcut="Escape" onClick={back}>
            {say('place.back')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} chosen="isolation" />}
    >
      <RadioGroup
        quiet
        legend={say('place.title')}
        choices={tank ? [tank, here] : [here]}
        chosen={place}
        onChoose={setPlace}
      />
      {!best && <Button onClick={() => openOffer()}>{say('tank.none-here')}</Button>}
    </ScreenLayout>
  );
}
