import type { Report } from '../../../main/contract/report';
import type { ShownEngineRanking } from '../../../main/contract/work';
import { EngineOptions } from '../../components/EngineOptions';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { useTranslate } from '../../i18n';
import { look } from '../../store/actions';
import { back, openOffer } from '../../store/uiState';
import { ReportTank } from '../ReportTank';

/** Nothing can be made here just now: what is in the way of each way, and what to do about it. */
export function NoOffer({ report, offer }: { report: Report; offer: ShownEngineRanking | null }) {
  const say = useTranslate();
  const ways = offer?.others ?? [];
  const lead = ways.length > 0 ? 'tank.offer.none.lead' : 'tank.offer.none.empty';
  return (
    <ScreenLayout
      name="offer"
      at="offer none"
      title={say(offer ? 'tank.offer.none' : 'tank.offer.unlooked')}
      lead={say(offer ? lead : 'tank.offer.unlooked.lead')}
      actions={
        <>
          <Button main shortcut="r" onClick={look}>
            {say('tiles.again')}
          </Button>
          <Button shortcut="Escape" onClick={back}>
            {say('tank.offer.not')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} chosen="isolation" />}
    >
      {ways.length > 0 && (
        <>
          <h2>{say('tank.offer.ways')}</h2>
          <EngineOptions ways={ways} onTake={openOffer} />
        </>
      )}
    </ScreenLayout>
  );
}
