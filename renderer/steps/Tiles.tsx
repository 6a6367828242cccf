import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { Screen } from '../components/Screen';
import { TileRow } from '../components/TileRow';
import { Press } from '../components/Words';
import { type SayWord, useSay } from '../i18n';
import { hasNoOpenClaw, tileWalk } from '../order';
import { look } from '../state/deeds';
import { open, openTile } from '../state/ui';
import { ReportTank } from './ReportTank';

/** The verdict in one sentence, the tank, and the six tiles as they are now. */
export function Tiles({ report, failed }: { report: Report; failed: AppState['lookFailed'] }) {
  const say = useSay();
  const none = hasNoOpenClaw(report);
  const troubled = report.tiles.some(({ state }) => state === 'attention' || state === 'unknown');
  // What a line below says anyway is not said twice.
  const said = report.tiles.some((tile) => tile.because === report.verdict.because);
  const lead = none ? say('none.lead') : !said && report.verdict.because;
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
      before={failed && <p className="notice">{say(`ended.${failed}.older`)}</p>}
      actions={
        <>
          <Forward report={report} say={say} />
          <Press shortcut="r" onPress={look}>
            {say('tiles.again')}
          </Press>
        </>
      }
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
        {troubled && <Press onPress={() => open('end')}>{say('tiles.summary')}</Press>}
        <Press onPress={() => open('welcome')}>{say('tiles.reads')}</Press>
      </p>
    </Screen>
  );
}

/** The main button: to the worst tile, or to the summary when there is nothing to worry about. */
function Forward({ report, say }: { report: Report; say: SayWord }) {
  const [first] = tileWalk(report);
  const state = report.tiles.find((tile) => tile.id === first)?.state;
  if (first && (state === 'attention' || state === 'unknown')) {
    const worst = state === 'attention' ? 'tiles.worst' : 'tiles.unclear';
    const label = hasNoOpenClaw(report) ? 'none.go' : worst;
    return (
      <Press main onPress={() => openTile(first)}>
        {say(label)}
      </Press>
    );
  }
  return (
    <Press main onPress={() => open('end')}>
      {say('tiles.summary')}
    </Press>
  );
}
