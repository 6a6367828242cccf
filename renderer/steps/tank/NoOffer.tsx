import type { Report } from '../../../main/contract/report';
import type { ShownOffer } from '../../../main/contract/work';
import { Screen } from '../../components/Screen';
import { Ways } from '../../components/Ways';
import { Press } from '../../components/Words';
import { useSay } from '../../i18n';
import { look } from '../../state/deeds';
import { back, openOffer } from '../../state/ui';
import { ReportTank } from '../ReportTank';

/** Nothing can be made here just now: what is in the way of each way, and what to do about it. */
export function NoOffer({ report, offer }: { report: Report; offer: ShownOffer | null }) {
  const say = useSay();
  const ways = offer?.others ?? [];
  const lead = ways.length > 0 ? 'tank.offer.none.lead' : 'tank.offer.none.empty';
  return (
    <Screen
      name="offer"
      at="offer none"
      title={say(offer ? 'tank.offer.none' : 'tank.offer.unlooked')}
      lead={say(offer ? lead : 'tank.offer.unlooked.lead')}
      actions={
        <>
          <Press main shortcut="r" onPress={look}>
            {say('tiles.again')}
          </Press>
          <Press shortcut="Escape" onPress={back}>
            {say('tank.offer.not')}
          </Press>
        </>
      }
      tank={<ReportTank report={report} chosen="isolation" />}
    >
      {ways.length > 0 && (
        <>
          <h2>{say('tank.offer.ways')}</h2>
          <Ways ways={ways} onTake={openOffer} />
        </>
      )}
    </Screen>
  );
}
