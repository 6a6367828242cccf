import { acceptanceOf } from '../../main/contract/accepted';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { ScreenLayout } from '../components/ScreenLayout';
import { TileRow } from '../components/TileRow';
import { Button } from '../components/TitleAndButton';
import { useTranslator } from '../i18n';
import { sayMoment, whenLooked } from '../i18n/when';
import { look } from '../store/actions';
import { call } from '../store/call';
import { isChosenPlace } from '../store/nextStep';
import { receiptOf } from '../store/tankSelectors';
import { openPlace, openScreen, openTankPage, openTile } from '../store/uiState';
import { CopiesFound, LoginQuestion, SecondOpinion } from './EndSections';
import { FindingAcceptance } from './FindingActions';
import { ReportTank } from './ReportTank';
import { sayReceipt } from './tank/TankPicture';

/** A scan comes a day after the one before it at the latest, while the app stays in the tray. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** As safe as it gets: since when, by what that was tried, what stays by choice, and when it is looked at again. */
export function SafeScreen({ report, state }: { report: Report; state: AppState }) {
  const { say, language } = useTranslator();
  const { tray } = state;
  const now = new Date();
  const again = new Date(Math.max(now.getTime(), Date.parse(report.startedAt) + DAY_MS)).toISOString();
  const when = (at: string) => sayMoment(at, now, language, say);
  const isGood = report.verdict.state === 'good';
  return (
    <ScreenLayout
      name="end"
      at="end safe"
      title={say('as-safe.title')}
      lead={[
        whenLooked(report.startedAt, now, language, say),
        isGood ? report.verdict.because : say('as-safe.chosen'),
      ].join('\n')}
      actions={
        <>
          <Button main onClick={call.closeWindow}>
            {say(tray ? 'end.close' : 'end.quit')}
          </Button>
          <Button shortcut="r" onClick={look}>
            {say('tiles.again')}
          </Button>
          <Button shortcut="Escape" onClick={() => openScreen('tiles')}>
            {say('tile.all')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <LoginQuestion state={state} />
      <h2>{say('as-safe.tried')}</h2>
      <ul className="rows" aria-label={say('as-safe.tried')}>
        {report.tiles.map((tile) => (
          <TileRow key={tile.id} tile={tile} things={0} onOpen={openTile} />
        ))}
      </ul>
      {state.tanks?.map(
        ({ name, receipt }) =>
          receipt && (
            <p className="reading" key={name}>
              <Button onClick={() => openTankPage(name)}>{say('tank.receipt')}</Button>
              <span className="note">
                {sayReceipt(receiptOf(receipt.tries), say)} · {when(receipt.at)}
              </span>
            </p>
          ),
      )}
      <h2>{say('as-safe.choice')}</h2>
      <Choices report={report} state={state} />
      <h2>{say('as-safe.again')}</h2>
      <p className="reading">
        {tray ? say('as-safe.again.tray', { when: when(again) }) : say('end.no-tray')}
      </p>
      <CopiesFound report={report} />
      <SecondOpinion report={report} />
    </ScreenLayout>
  );
}

/** What needs attention and stays as it is because the user said so: with the reason, and a way back. */
function Choices({ report, state }: { report: Report; state: AppState }) {
  const { say } = useTranslator();
  const { preferences } = state;
  const attention = report.findings.filter((each) => each.state === 'attention');
  const accepted = attention.filter((each) => acceptanceOf(preferences.accepted, each, Date.now()) !== null);
  const placed = attention.filter((each) => !accepted.includes(each) && isChosenPlace(preferences, each));
  if (accepted.length + placed.length === 0) return <p className="reading">{say('as-safe.choice.none')}</p>;
  return (
    <ul className="deeds">
      {placed.map(({ id, title }) => (
        <li key={id}>
          <b>{title}</b>
          <p>{say('place.is.here')}</p>
          <Button onClick={() => openPlace(null)}>{say('place.change')}</Button>
        </li>
      ))}
      {accepted.map((finding) => (
        <li key={finding.id}>
          <b>{finding.title}</b>
          <FindingAcceptance finding={finding} preferences={preferences} />
        </li>
      ))}
    </ul>
  );
}
