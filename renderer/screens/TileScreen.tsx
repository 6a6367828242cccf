import { useEffect } from 'react';
import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { FindingCard, QuietFindingCard } from '../components/FindingCard';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { sayCounts, useTranslate } from '../i18n';
import { tileWalk, worstFirst } from '../order';
import { call } from '../store/call';
import { updatesOf } from '../store/fixPlan';
import { countsOf, nextStep, thingsLeft } from '../store/nextStep';
import { back, openScreen, openTile, openUpdate, useUi } from '../store/uiState';
import { FindingAcceptance, FindingActions } from './FindingActions';
import { NextButton } from './NextButton';
import { ReportTank } from './ReportTank';
import { tankAction } from './tank/tankAction';

interface Props {
  readonly report: Report;
  readonly id: TileId;
  readonly state: AppState;
}

/** Brings the finding that a notice asked for into view, opened and with the focus on it. */
function useWanted() {
  const wanted = useUi((ui) => ui.focusFinding);
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
export function TileScreen({ report, id, state }: Props) {
  const say = useTranslate();
  useWanted();
  const tile = report.tiles.find((each) => each.id === id);
  const walk = tileWalk(report);
  const at = walk.indexOf(id);
  const [previous, next] = [walk[at - 1], walk[at + 1]];
  const findings = worstFirst(report.findings.filter((finding) => finding.tile === id));
  const loud = findings.filter(({ state }) => state === 'attention' || state === 'unknown');
  const quiet = findings.filter((finding) => !loud.includes(finding));
  const now = Date.now();
  const own = nextStep(state, now, id);
  const counts = countsOf(
    report,
    thingsLeft(state, now).filter((each) => each.tile === id),
  );
  const lead = sayCounts(counts, say) || tile?.because;
  // A tile that asks for nothing leads on to what does.
  const isDone = own.kind === 'none';
  const step = isDone ? nextStep(state, now) : own;
  const links = { onArticle: call.openArticle, onAdvisory: call.openAdvisory };
  const tank = id === 'isolation' ? tankAction(state, step) : null;
  const updates = id === 'updates' ? updatesOf(report) : [];
  return (
    <ScreenLayout
      name="tile"
      at={id}
      title={tile?.title ?? say(`name.${id}`)}
      {...(lead && { lead })}
      before={<p className="pane-name">{say(`name.${id}`)}</p>}
      actions={
        <>
          <NextButton main step={step} tile={isDone ? null : id} />
          {tank && <Button onClick={tank.run}>{say(tank.word)}</Button>}
          <Button shortcut="Escape" onClick={back}>
            {say('tile.all')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} chosen={id} />}
    >
      {findings.length === 0 && <p>{say('tile.nothing')}</p>}
      {loud.length > 0 && (
        <ul className="findings" aria-label={say('tile.found')}>
          {loud.map((finding) => (
            <FindingCard
              key={finding.id}
              finding={finding}
              titleSaid={finding.title === tile?.title}
              actions={<FindingActions finding={finding} />}
              {...links}
            >
              <FindingAcceptance finding={finding} preferences={state.preferences} />
            </FindingCard>
          ))}
        </ul>
      )}
      {updates.length > 0 && (
        <>
          <h2>{say('update.press')}</h2>
          <ul className="deeds">
            {updates.map((copy) => (
              <li key={copy.id}>
                <Button onClick={() => openUpdate(copy.id)}>
                  {copy.version ?? say('end.no-version')} → {copy.updatesTo}
                </Button>
                <PathText>{copy.path}</PathText>
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
              <QuietFindingCard key={finding.id} finding={finding} {...links} />
            ))}
          </ul>
        </>
      )}
      <nav className="after" aria-label={say('tile.steps')}>
        {previous && (
          <Button onClick={() => openTile(previous)}>
            {say('tile.previous', { name: say(`name.${previous}`) })}
          </Button>
        )}
        {next && (
          <Button onClick={() => openTile(next)}>{say('tile.next', { name: say(`name.${next}`) })}</Button>
        )}
        {!next && <Button onClick={() => openScreen('end')}>{say('tile.summary')}</Button>}
      </nav>
    </ScreenLayout>
  );
}
