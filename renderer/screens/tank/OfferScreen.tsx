import type { Report } from '../../../main/contract/report';
import type { AppState } from '../../../main/contract/state';
import type { ShownEngineOption } from '../../../main/contract/work';
import { Disclosure } from '../../components/Disclosure';
import { EngineOptions } from '../../components/EngineOptions';
import { FactList } from '../../components/FactList';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { useTranslator } from '../../i18n';
import { look } from '../../store/actions';
import { startTankNow } from '../../store/tankActions';
import { wayIn } from '../../store/tankSelectors';
import { back, openOffer, openScreen, useUi } from '../../store/uiState';
import { ReportTank } from '../ReportTank';
import { NoOffer } from './NoOffer';
import { offerFacts } from './offerFacts';

const THEN = ['steps', 'tries', 'move'] as const;

/** Making a tank, before it is made: what, how thick, how much, how long, who is asked; and the other ways. */
export function OfferScreen({ report, state }: { report: Report; state: AppState }) {
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
  readonly way: ShownEngineOption;
  readonly isBest: boolean;
  readonly others: readonly ShownEngineOption[];
  readonly mirror: AppState['preferences']['mirror'];
}

function Chosen({ report, way, isBest, others, mirror }: Props) {
  const { say, language } = useTranslator();
  const { name } = way;
  return (
    <ScreenLayout
      name="offer"
      at={`offer ${way.engine}`}
      title={say('tank.offer.title')}
      lead={say(isBest ? 'tank.offer.lead' : 'tank.offer.lead.other', { name })}
      actions={
        <>
          <Button main onClick={() => startTankNow(way.engine)}>
            {say('tank.offer.go')}
          </Button>
          {!isBest && <Button onClick={() => openOffer()}>{say('tank.offer.best')}</Button>}
          <Button shortcut="Escape" onClick={back}>
            {say('tank.offer.not')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} chosen="isolation" />}
    >
      <FactList facts={offerFacts(way, language, say)} />
      <h2>{say('tank.offer.then')}</h2>
      <ol className="plain">
        {THEN.map((each) => (
          <li key={each}>{say(`tank.offer.then.${each}`)}</li>
        ))}
      </ol>
      <h2>{say('tank.offer.source')}</h2>
      <p className="reading">{say(`tank.offer.source.${mirror}`)}</p>
      <Button onClick={() => openScreen('settings')}>{say('update.source.change')}</Button>
      {others.length > 0 && (
        <Disclosure title={say('tank.offer.others', { count: others.length })}>
          <EngineOptions ways={others} onTake={openOffer} />
          <Button shortcut="r" onClick={look}>
            {say('tiles.again')}
          </Button>
        </Disclosure>
      )}
    </ScreenLayout>
  );
}
