import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { Screen } from '../components/Screen';
import { TileRow } from '../components/TileRow';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { hasNoOpenClaw, tileWalk } from '../order';
import { look } from '../state/deeds';
import { hasHoles, planOf, updatesOf } from '../state/plan';
import { makeTank } from '../state/tank';
import { tankComesFirst, tankOf, unfinishedOf } from '../state/tanks';
import { open, openOffer, openTankPage, openTile, openUpdate, useUi } from '../state/ui';
import { undo } from '../state/work';
import { Interrupted } from './Changes';
import { ReportTank } from './ReportTank';

/** The verdict in one sentence, the tank, and the six tiles as they are now. */
export function Tiles({ report, state }: { report: Report; state: AppState }) {
  const say = useSay();
  const none = hasNoOpenClaw(report);
  const troubled = report.tiles.some(({ state: each }) => each === 'attention' || each === 'unknown');
  // What a line below says anyway is not said twice.
  const said = report.tiles.some((tile) => tile.because === report.verdict.because);
  const lead = none ? say('none.lead') : !said && report.verdict.because;
  const tank = tankOf(state, null);
  const rows = (wanted: (id: string) => boolean) => (
    <ul className="rows" aria-label={say('tiles.list')}>
      {report.tiles
        .filter((tile) => wanted(tile.id))
        .map((tile) => (
          <TileRow key={tile.id} tile={tile} onOpen={openTile} />
        ))}
    </ul>
  );
  return (
    <Screen
      name="tiles"
      title={none ? say('none.title') : report.verdict.title}
      {...(lead && { lead })}
      before={<Notices state={state} />}
      actions={<Forward report={report} state={state} />}
      tank={<ReportTank report={report} />}
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
        {tank && <Press onPress={() => openTankPage(tank.name)}>{say('tank.see')}</Press>}
        {troubled && <Press onPress={() => open('end')}>{say('tiles.summary')}</Press>}
        <Press onPress={() => open('changes')}>{say('changes.press')}</Press>
        <Press onPress={() => open('settings')}>{say('settings.press')}</Press>
        <Press onPress={() => open('welcome')}>{say('tiles.reads')}</Press>
      </p>
    </Screen>
  );
}

/** What must be known before the verdict: an interrupted change, a lost one, an older report, a result unread. */
function Notices({ state }: { state: AppState }) {
  const say = useSay();
  const { changes, lookFailed, workDone } = state;
  const half = unfinishedOf(state);
  const lost = useUi((ui) => ui.lost);
  const broken = changes.find((entry) => entry.state === 'open');
  return (
    <>
      {broken && <Interrupted does={broken.does} />}
      {half && (
        <p className="notice">{say('tank.half', { percent: Math.round((half.progress ?? 0) * 100) })}</p>
      )}
      {lost === 'tank' && <p className="notice">{say('tank.lost')}</p>}
      {lost && lost !== 'tank' && (
        <p className="notice">
          {say(`lost.${lost}`)} <Press onPress={() => open('changes')}>{say('lost.see')}</Press>
        </p>
      )}
      {lookFailed && !lost && <p className="notice">{say(`ended.${lookFailed}.older`)}</p>}
      {workDone && (
        <p className="notice">
          {say('result.waiting')}{' '}
          <Press onPress={() => useUi.setState({ aside: false })}>{say('result.show')}</Press>
        </p>
      )}
    </>
  );
}

/** The main button, by what matters most: a half-done change, a half-made tank, a tank where it is the worst, what can be mended, an old copy, the worst tile. */
function Forward({ report, state }: { report: Report; state: AppState }) {
  const say = useSay();
  const [first] = tileWalk(report);
  const worst = report.tiles.find((tile) => tile.id === first)?.state;
  const broken = state.changes.find((entry) => entry.state === 'open');
  const [old] = updatesOf(report).filter(hasHoles);
  const again = (
    <Press shortcut="r" onPress={look}>
      {say('tiles.again')}
    </Press>
  );
  const plan = planOf(report).length > 0;
  const half = unfinishedOf(state);
  const one = first && (worst === 'attention' || worst === 'unknown') ? first : undefined;
  const deeds = [
    broken && { word: say('changes.open.press'), press: () => undo([broken.id]) },
    half && { word: say('tank.go-on'), press: () => makeTank(half.engine) },
    tankComesFirst(state, first) && { word: say('tank.give'), press: () => openOffer() },
    plan && { word: say('plan.press'), press: () => open('plan') },
    !plan && old && { word: say('update.press'), press: () => openUpdate(old.id) },
  ].filter((deed) => typeof deed === 'object');
  const onward = one
    ? { word: say(oneWord(report, worst === 'attention', deeds.length > 0)), press: () => openTile(one) }
    : { word: say('tiles.summary'), press: () => open('end') };
  return (
    <>
      {[...deeds, onward].map(({ word, press }, index) => (
        <Press key={word} main={index === 0} onPress={press}>
          {word}
        </Press>
      ))}
      {again}
    </>
  );
}

function oneWord(report: Report, trouble: boolean, deeds: boolean) {
  if (deeds) return 'plan.one-by-one';
  if (hasNoOpenClaw(report)) return 'none.go';
  return trouble ? 'tiles.worst' : 'tiles.unclear';
}
