import { useEffect } from 'react';
import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { Finding, QuietFinding } from '../components/Finding';
import { Path } from '../components/Path';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { tileWalk, worstFirst } from '../order';
import { openAdvisory, openArticle } from '../state/deeds';
import { updatesOf } from '../state/plan';
import { open, openTile, openUpdate, useUi } from '../state/ui';
import { FindingDeeds, FindingEnd } from './FindingDeeds';
import { ReportTank } from './ReportTank';
import { tankDoor } from './tank/door';

const sentences = (title: string, because: string) =>
  title === because ? because : [title, because].join('\n');

interface Props {
  readonly report: Report;
  readonly id: TileId;
  readonly state: AppState;
}

/** Brings the finding that a notice asked for into view, opened and with the focus on it. */
function useWanted() {
  const wanted = useUi((ui) => ui.wanted);
  useEffect(() => {
    const there = wanted && document.querySelector(`[data-finding="${CSS.escape(wanted.finding)}"]`);
    if (!there) return;
    const fold = there.querySelector('details');
    if (fold && there.classList.contains('quiet')) fold.open = true;
    const heading = there.querySelector<HTMLElement>('summary, h2');
    (there.classList.contains('quiet') ? heading : there.querySelector<HTMLElement>('h2'))?.focus({
      preventScroll: true,
    });
    there.scrollIntoView({ block: 'start' });
  }, [wanted]);
}

/** One tile: its findings, worst first; what is fine stands in one line each. */
export function Tile({ report, id, state }: Props) {
  const say = useSay();
  useWanted();
  const tile = report.tiles.find((each) => each.id === id);
  const walk = tileWalk(report);
  const at = walk.indexOf(id);
  const [previous, next] = [walk[at - 1], walk[at + 1]];
  const findings = worstFirst(report.findings.filter((finding) => finding.tile === id));
  const loud = findings.filter(({ state }) => state === 'attention' || state === 'unknown');
  const quiet = findings.filter((finding) => !loud.includes(finding));
  // What the first finding says in full is not said above it as well.
  const lead =
    tile && !loud.some(({ because }) => because === tile.because) && sentences(tile.title, tile.because);
  const forward = next ? say('tile.next', { name: say(`name.${next}`) }) : say('tile.summary');
  const goOn = () => (next ? openTile(next) : open('end'));
  const updates = id === 'updates' ? updatesOf(report) : [];
  const doors = { onArticle: openArticle, onAdvisory: openAdvisory };
  const tank = id === 'isolation' ? tankDoor(state) : null;
  const door = tank && (
    <Press main={tank.main} onPress={tank.press}>
      {say(tank.word)}
    </Press>
  );
  return (
    <Screen
      name="tile"
      at={id}
      title={say(`name.${id}`)}
      {...(lead && { lead })}
      actions={
        <>
          {tank?.main && door}
          <Press main={!tank?.main} onPress={goOn}>
            {forward}
          </Press>
          {!tank?.main && door}
          <Press shortcut="Escape" onPress={() => open('tiles')}>
            {say('tile.all')}
          </Press>
        </>
      }
      tank={<ReportTank report={report} chosen={id} />}
    >
      {findings.length === 0 && <p>{say('tile.nothing')}</p>}
      {loud.length > 0 && (
        <ul className="findings" aria-label={say('tile.found')}>
          {loud.map((finding) => (
            <Finding key={finding.id} finding={finding} deeds={<FindingDeeds finding={finding} />} {...doors}>
              <FindingEnd finding={finding} preferences={state.preferences} />
            </Finding>
          ))}
        </ul>
      )}
      {updates.length > 0 && (
        <>
          <h2>{say('update.press')}</h2>
          <ul className="deeds">
            {updates.map((copy) => (
              <li key={copy.id}>
                <Press onPress={() => openUpdate(copy.id)}>
                  {copy.version ?? say('end.no-version')} → {copy.updatesTo}
                </Press>
                <Path>{copy.path}</Path>
              </li>
            ))}
          </ul>
        </>
      )}
      {quiet.length > 0 && (
        <>
          {loud.length > 0 && <h2 className="also">{say('tile.fine')}</h2>}
          <ul className="findings" aria-label={say('tile.fine')}>
            {quiet.map((finding) => (
              <QuietFinding key={finding.id} finding={finding} {...doors} />
            ))}
          </ul>
        </>
      )}
      <nav className="after" aria-label={say('tile.steps')}>
        {previous && (
          <Press onPress={() => openTile(previous)}>
            {say('tile.previous', { name: say(`name.${previous}`) })}
          </Press>
        )}
        <Press onPress={goOn}>{forward}</Press>
      </nav>
    </Screen>
  );
}
