import type { State } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { ScreenLayout } from '../components/ScreenLayout';
import { StateIcon } from '../components/StateIcon';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { hasNoOpenClaw, tally, worstFirst } from '../order';
import { look } from '../store/actions';
import { call } from '../store/call';
import { planSteps } from '../store/fixPlan';
import { nextStep } from '../store/nextStep';
import { openScreen, openTile } from '../store/uiState';
import { CopiesFound, LoginQuestion, SecondOpinion } from './EndSections';
import { NextButton } from './NextButton';
import { ReportTank } from './ReportTank';
import { SafeScreen } from './SafeScreen';

const STATES = ['attention', 'unknown', 'good', 'not-applicable'] as const satisfies readonly State[];
const FIRST = 3;

/** The last screen, where something is left to do: everything in total, what to do first, and where Tankmate goes from here. */
export function EndScreen({ report, state }: { report: Report; state: AppState }) {
  const say = useTranslate();
  const { tray } = state;
  const counts = tally(report);
  const first = worstFirst(report.findings.filter(({ state }) => state === 'attention')).slice(0, FIRST);
  const step = nextStep(state, Date.now());
  if (step.kind === 'none' && !hasNoOpenClaw(report)) return <SafeScreen report={report} state={state} />;
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
      <LoginQuestion state={state} />
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
      <CopiesFound report={report} />
      <SecondOpinion report={report} />
    </ScreenLayout>
  );
}
