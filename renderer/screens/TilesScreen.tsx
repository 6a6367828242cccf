import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { TileRow } from '../components/TileRow';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { hasNoOpenClaw, tileWalk } from '../order';
import { look } from '../store/actions';
import { call } from '../store/call';
import { nextStep } from '../store/nextStep';
import { tankOf, unfinishedOf } from '../store/tankSelectors';
import { openFix, openScreen, openTankPage, openTile, useUi } from '../store/uiState';
import { Interrupted } from './ChangesScreen';
import { NextButton } from './NextButton';
import { PracticeLine } from './PracticeBar';
import { ReportTank } from './ReportTank';

/** The verdict in one sentence, the tank, and the six tiles as they are now. */
export function TilesScreen({ report, state }: { report: Report; state: AppState }) {
  const say = useTranslate();
  const none = hasNoOpenClaw(report);
  const hasProblems = report.tiles.some(({ state: each }) => each === 'attention' || each === 'unknown');
  const tank = tankOf(state, null);
  const rows = (wanted: (id: string) => boolean) => (
    <ul className="rows" aria-label={say('tiles.list')}>
      {report.tiles
        .filter((tile) => wanted(tile.id))
        .map((tile) => (
          <TileRow key={tile.id} tile={tile} things={thingsIn(report, tile.id)} onOpen={openTile} />
        ))}
    </ul>
  );
  return (
    <ScreenLayout
      name="tiles"
      title={none ? say('none.title') : report.verdict.title}
      lead={none ? say('none.lead') : report.verdict.because}
      before={<Notices state={state} />}
      actions={<Forward report={report} state={state} />}
      tank={<ReportTank report={report} onOpen={openTile} />}
    >
      {none ? (
        <>
          <h2>{say('none.place')}</h2>
          {rows((id) => id === 'isolation')}
          <h2>{say('none.rest')}</h2>
          {rows((id) => id !== 'isolation')}
        </>
      ) : (
        rows(() => true)
      )}
      <p className="after">
        {tank && <Button onClick={() => openTankPage(tank.name)}>{say('tank.see')}</Button>}
        {hasProblems && <Button onClick={() => openScreen('end')}>{say('tiles.summary')}</Button>}
        <Button onClick={() => openScreen('changes')}>{say('changes.press')}</Button>
        <Button onClick={() => openScreen('settings')}>{say('settings.press')}</Button>
        <Button onClick={() => openScreen('about')}>{say('about.press')}</Button>
        <Button onClick={() => openScreen('welcome')}>{say('tiles.reads')}</Button>
        {none && <PracticeLine />}
      </p>
    </ScreenLayout>
  );
}

/** How many findings of a tile need attention or could not be told. */
const thingsIn = ({ findings }: Report, id: TileId) =>
  findings.filter(({ tile, state }) => tile === id && (state === 'attention' || state === 'unknown')).length;

/** What must be known before the verdict: an interrupted change, a lost one, an older report, a result unread. */
function Notices({ state }: { state: AppState }) {
  const say = useTranslate();
  const { brokenSettings = [], changes, lookFailed, workDone, appUpdate, preferences } = state;
  const isOffered = appUpdate?.state === 'offered' && appUpdate.version !== preferences.postponedVersion;
  const newer = isOffered ? appUpdate.version : null;
  const half = unfinishedOf(state);
  const lost = useUi((ui) => ui.interrupted);
  const broken = changes.find((entry) => entry.state === 'open');
  return (
    <>
      {state.sandboxOff && <p className="notice">{say('tiles.no-sandbox')}</p>}
      {brokenSettings.length > 0 && <Broken files={brokenSettings} />}
      {broken && <Interrupted does={broken.does} />}
      {half && (
        <p className="notice">{say('tank.half', { percent: Math.round((half.progress ?? 0) * 100) })}</p>
      )}
      {lost === 'tank' && <p className="notice">{say('tank.lost')}</p>}
      {lost && lost !== 'tank' && (
        <p className="notice">
          {say(`lost.${lost}`)} <Button onClick={() => openScreen('changes')}>{say('lost.see')}</Button>
        </p>
      )}
      {lookFailed && !lost && (
        <p className="notice">
          {say(`ended.${lookFailed}.older`)}
          {state.failure && say('app.gap') + say('ended.why', { failure: state.failure })}{' '}
          <Button onClick={look}>{say('app.try-again')}</Button>
        </p>
      )}
      {newer && (
        <p className="notice">
          {say('own-update.news', { version: newer })}{' '}
          <Button onClick={() => openScreen('about')}>{say('own-update.see')}</Button>{' '}
          <Button onClick={call.postponeAppUpdate}>{say('own-update.later')}</Button>
        </p>
      )}
      {workDone && (
        <p className="notice">
          {say('result.waiting')}{' '}
          <Button onClick={() => useUi.setState({ resultDismissed: false })}>{say('result.show')}</Button>
        </p>
      )}
    </>
  );
}

/** The one cause of much that can’t be told: which files, which line, what is wrong there, and the way to each. */
function Broken({ files }: { files: NonNullable<AppState['brokenSettings']> }) {
  const say = useTranslate();
  return (
    <div className="notice broken">
      {files.map(({ file, line, reason, fix }, index) => (
        <section key={file} aria-label={file}>
          <p>
            <b>{line === null ? say('broken.file', { reason }) : say('broken.at', { line, reason })}</b>
          </p>
          <p>
            <PathText>{file}</PathText>
          </p>
          <p>
            <Button onClick={() => call.openSettings(index)}>{say('broken.open')}</Button>{' '}
            {fix && <Button onClick={() => openFix(fix)}>{say('broken.restore')}</Button>}
          </p>
        </section>
      ))}
      <p>{say('broken.so')}</p>
    </div>
  );
}

/** The next step, and the ways around it: tile by tile, or a look anew. */
function Forward({ report, state }: { report: Report; state: AppState }) {
  const say = useTranslate();
  const step = nextStep(state, Date.now());
  const [first] = tileWalk(report);
  const worst = report.tiles.find((tile) => tile.id === first)?.state;
  return (
    <>
      <NextButton main step={step} />
      {first && step.kind !== 'none' && (worst === 'attention' || worst === 'unknown') && (
        <Button onClick={() => openTile(first)}>
          {say(hasNoOpenClaw(report) ? 'none.go' : 'plan.one-by-one')}
        </Button>
      )}
      <Button shortcut="r" onClick={look}>
        {say('tiles.again')}
      </Button>
    </>
  );
}
