import type { Report } from '../../main/contract/report';
import { Choices } from '../components/Choices';
import { choicesOf } from '../components/PlanRow';
import { Preview } from '../components/Preview';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { mendedBy, stepsOf, wayOf } from '../state/plan';
import { back, choose, useUi } from '../state/ui';
import { applyFixes } from '../state/work';
import { ReportTank } from './ReportTank';

/** One fix before it is done: exactly what it changes, and the one button that does it. */
export function Fix({ report, step: key }: { report: Report; step: string | null }) {
  const say = useSay();
  const chosen = useUi((ui) => ui.chosen);
  const tile = useUi((ui) => ui.tile);
  const step = stepsOf(report.findings).find((each) => each.key === key);
  const away = (main: boolean) => (
    <Press main={main} shortcut="Escape" onPress={back}>
      {say(main ? 'result.on' : 'fix.back')}
    </Press>
  );
  const tank = <ReportTank report={report} chosen={tile} />;
  if (!step)
    return (
      <Screen
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
    <Screen
      name="fix"
      at={step.key}
      title={way.does}
      lead={say('fix.lead')}
      actions={
        <>
          <Press main onPress={() => applyFixes([way.id])}>
            {say('fix.go')}
          </Press>
          {away(false)}
        </>
      }
      tank={tank}
    >
      {step.ways.length > 1 && (
        <>
          <h2>{say('fix.choice')}</h2>
          <Choices
            quiet
            legend={say('fix.choice')}
            choices={choicesOf(step.ways, say('fix.recommended'))}
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
      <Preview fix={way} costSaid={step.ways.length > 1 && way.cost !== null} />
    </Screen>
  );
}
