import type { Report } from '../../main/contract/report';
import { FixPreview } from '../components/FixPreview';
import { choicesOf } from '../components/PlanRow';
import { RadioGroup } from '../components/RadioGroup';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { mendedBy, planSteps, wayOf } from '../store/fixPlan';
import { back, choose, useUi } from '../store/uiState';
import { applyFixes } from '../store/workActions';
import { ReportTank } from './ReportTank';

/** One fix before it is done: exactly what it changes, and the one button that does it. */
export function FixScreen({ report, step: key }: { report: Report; step: string | null }) {
  const say = useTranslate();
  const chosen = useUi((ui) => ui.chosen);
  const tile = useUi((ui) => ui.tile);
  const step = planSteps(report.findings).find((each) => each.key === key);
  const away = (main: boolean) => (
    <Button main={main} shortcut="Escape" onClick={back}>
      {say(main ? 'result.on' : 'fix.back')}
    </Button>
  );
  const tank = <ReportTank report={report} chosen={tile} />;
  if (!step)
    return (
      <ScreenLayout
        name="fix"
        at="fix gone"
        title={say('fix.gone')}
        lead={say('fix.gone.so')}
        actions={away(true)}
        tank={tank}
      />
    );
  const way = wayOf(step, chosen);
  const mends = mendedBy(report, step).map(({ title }) => title);
  return (
    <ScreenLayout
      name="fix"
      at={step.key}
      title={way.does}
      lead={say('fix.lead')}
      actions={
        <>
          <Button main onClick={() => applyFixes([way.id])}>
            {say('fix.go')}
          </Button>
          {away(false)}
        </>
      }
      tank={tank}
    >
      {step.ways.length > 1 && (
        <>
          <h2>{say('fix.choice')}</h2>
          <RadioGroup
            quiet
            legend={say('fix.choice')}
            choices={choicesOf(
              step.ways,
              say('fix.recommended'),
              step.ways.find(({ recommended }) => recommended)?.id,
            )}
            chosen={way.id}
            onChoose={(id) => choose(step.key, id)}
          />
        </>
      )}
      <h2>{say('fix.mends')}</h2>
      <ul className="plain">
        {mends.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      <FixPreview fix={way} costSaid={step.ways.length > 1 && way.cost !== null} />
    </ScreenLayout>
  );
}
