import type { State } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { CopyTable } from '../components/CopyTable';
import { ScreenLayout } from '../components/ScreenLayout';
import { StateIcon } from '../components/StateIcon';
import { Button } from '../components/TitleAndButton';
import { useTranslator } from '../i18n';
import { sayDay } from '../i18n/when';
import { hasNoOpenClaw, tally, worstFirst } from '../order';
import { look } from '../store/actions';
import { call } from '../store/call';
import { planSteps } from '../store/fixPlan';
import { nextStep } from '../store/nextStep';
import { openScreen, openTile } from '../store/uiState';
import { NextButton } from './NextButton';
import { ReportTank } from './ReportTank';

const STATES = ['attention', 'unknown', 'good', 'not-applicable'] as const satisfies readonly State[];
const FIRST = 3;

/** The last screen: everything in total, what to do first, and where Tankmate goes from here. */
export function EndScreen({ report, state }: { report: Report; state: AppState }) {
  const { say, language } = useTranslator();
  const { tray, preferences } = state;
  const counts = tally(report);
  const first = worstFirst(report.findings.filter(({ state }) => state === 'attention')).slice(0, FIRST);
  const step = nextStep(state, Date.now());
  const days = report.copies.flatMap(({ advisories }) => (advisories ? [advisories.dataFrom] : []));
  const oldest = days.sort()[0];
  return (
    <ScreenLayout
      name="end"
      title={hasNoOpenClaw(report) ? say('none.title') : report.verdict.title}
      lead={[report.verdict.because, say(tray ? 'end.tray' : 'end.no-tray')].join('\n')}
      actions={
        <>
          {step.kind !== 'none' && <NextButton main step={step} />}
          <Button main={step.kind === 'none'} onClick={call.closeWindow}>
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
      {tray && preferences.startsAtLogin === null && (
        <>
          <h2>{say('login.title')}</h2>
          <p className="reading">{say('login.so')}</p>
          <p className="after">
            <Button onClick={() => call.setStartsAtLogin(true)}>{say('login.yes')}</Button>
            <Button onClick={() => call.setStartsAtLogin(false)}>{say('login.no')}</Button>
          </p>
        </>
      )}
      <h2>{say('end.total')}</h2>
      <ul className="tally">
        {STATES.filter((state) => counts[state] > 0).map((state) => (
          <li key={state}>
            <StateIcon look={state} label={say(`mark.${state}`)} />
            <span>{say(`end.total.${state}`, { count: counts[state] })}</span>
          </li>
        ))}
      </ul>
      {first.length > 0 && (
        <>
          <h2>{say('end.first')}</h2>
          <ol className="first">
            {first.map((finding) => (
              <li key={finding.id}>
                <Button onClick={() => openTile(finding.tile)}>{finding.title}</Button>
                <p>{planSteps([finding])[0]?.ways[0].does ?? finding.byHand[0]}</p>
              </li>
            ))}
          </ol>
        </>
      )}
      <h2>{say('end.copies')}</h2>
      {report.copies.length > 0 ? (
        <CopyTable copies={report.copies} label={say('end.copies')} />
      ) : (
        <p>{say('end.copies.none')}</p>
      )}
      {oldest && <p className="small">{say('end.data-from', { date: sayDay(oldest, language) })}</p>}
    </ScreenLayout>
  );
}
