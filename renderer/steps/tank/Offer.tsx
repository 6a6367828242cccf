import type { Report } from '../../../main/contract/report';
import type { AppState } from '../../../main/contract/state';
import type { ShownWay } from '../../../main/contract/work';
import { Facts } from '../../components/Facts';
import { Fold } from '../../components/Fold';
import { Screen } from '../../components/Screen';
import { Ways } from '../../components/Ways';
import { Press } from '../../components/Words';
import { useVoice } from '../../i18n';
import { look } from '../../state/deeds';
import { makeTank } from '../../state/tank';
import { wayIn } from '../../state/tanks';
import { back, open, openOffer, useUi } from '../../state/ui';
import { ReportTank } from '../ReportTank';
import { NoOffer } from './NoOffer';
import { offerFacts } from './offerFacts';

const THEN = ['steps', 'tries', 'move'] as const;

/** Making a tank, before it is made: what, how thick, how much, how long, who is asked; and the other ways. */
export function Offer({ report, state }: { report: Report; state: AppState }) {
  const engine = useUi((ui) => ui.engine);
  const { offer, preferences } = state;
  const way = wayIn(offer, engine);
  if (!offer || !way) return <NoOffer report={report} offer={offer ?? null} />;
  const others = [...(offer.best ? [offer.best] : []), ...offer.others].filter((each) => each !== way);
  return (
    <Chosen
      key={way.engine}
      report={report}
      way={way}
      isBest={way === offer.best}
      others={others}
      mirror={preferences.mirror}
    />
  );
}

interface Props {
  readonly report: Report;
  readonly way: ShownWay;
  readonly isBest: boolean;
  readonly others: readonly ShownWay[];
  readonly mirror: AppState['preferences']['mirror'];
}

function Chosen({ report, way, isBest, others, mirror }: Props) {
  const { say, language } = useVoice();
  const { name } = way;
  return (
    <Screen
      name="offer"
      at={`offer ${way.engine}`}
      title={say('tank.offer.title')}
      lead={say(isBest ? 'tank.offer.lead' : 'tank.offer.lead.other', { name })}
      actions={
        <>
          <Press main onPress={() => makeTank(way.engine)}>
            {say('tank.offer.go')}
          </Press>
          {!isBest && <Press onPress={() => openOffer()}>{say('tank.offer.best')}</Press>}
          <Press shortcut="Escape" onPress={back}>
            {say('tank.offer.not')}
          </Press>
        </>
      }
      tank={<ReportTank report={report} chosen="isolation" />}
    >
      <Facts facts={offerFacts(way, language, say)} />
      <h2>{say('tank.offer.then')}</h2>
      <ol className="plain">
        {THEN.map((each) => (
          <li key={each}>{say(`tank.offer.then.${each}`)}</li>
        ))}
      </ol>
      <h2>{say('tank.offer.source')}</h2>
      <p className="reading">{say(`tank.offer.source.${mirror}`)}</p>
      <Press onPress={() => open('settings')}>{say('update.source.change')}</Press>
      {others.length > 0 && (
        <Fold title={say('tank.offer.others', { count: others.length })}>
          <Ways ways={others} onTake={openOffer} />
          <Press shortcut="r" onPress={look}>
            {say('tiles.again')}
          </Press>
        </Fold>
      )}
    </Screen>
  );
}
