import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { ByHandSteps } from '../components/ByHandSteps';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { sayCounts, useTranslate } from '../i18n';
import { worstFirst } from '../order';
import { look } from '../store/actions';
import { call } from '../store/call';
import { countsOf, isMendable, thingsLeft, unlookedTiles } from '../store/nextStep';
import { back, openCard, setStepDone, useUi } from '../store/uiState';
import { FindingActions } from './FindingActions';
import { ReportTank } from './ReportTank';

interface Props {
  readonly report: Report;
  readonly state: AppState;
  /** Only what this one has; null: all. */
  readonly tile: TileId | null;
}

/** What only the person can do, worst first, as a list to tick off; looking again tells what it came to. */
export function ByHandScreen({ report, state, tile }: Props) {
  const say = useTranslate();
  const done = useUi((ui) => ui.stepsDone);
  const isHere = (each: TileId) => tile === null || each === tile;
  const findings = worstFirst(
    thingsLeft(state, Date.now()).filter((each) => isHere(each.tile) && !isMendable(report, each)),
  );
  const unlooked = unlookedTiles(report).filter(isHere);
  const counts = countsOf(report, findings);
  const nothing = findings.length + unlooked.length === 0;
  return (
    <ScreenLayout
      name="by-hand"
      title={say(nothing ? 'by-hand.nothing' : 'by-hand.title')}
      lead={sayCounts({ ...counts, unknown: counts.unknown + unlooked.length }, say)}
      actions={
        <>
          <Button main shortcut="r" onClick={look}>
            {say('by-hand.again')}
          </Button>
          <Button onClick={() => openCard()}>{say('card.press')}</Button>
          <Button shortcut="Escape" onClick={back}>
            {say('by-hand.back')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} chosen={tile} />}
    >
      <ol className="findings by-hand" aria-label={say('by-hand.title')}>
        {findings.map((finding) => (
          <ByHandSteps
            key={finding.id}
            finding={finding}
            done={done}
            onDone={setStepDone}
            onArticle={call.openArticle}
            onCopy={call.copyStep}
            onShow={call.showPlace}
            actions={<FindingActions finding={finding} />}
          />
        ))}
      </ol>
      {unlooked.map((id) => (
        <p key={id} className="reading">
          {say('by-hand.unlooked', { name: say(`name.${id}`) })}
        </p>
      ))}
    </ScreenLayout>
  );
}
