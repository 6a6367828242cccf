import type { Report } from '../../main/contract/report';
import { PlanRow } from '../components/PlanRow';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { hasHoles, planOf, updatesOf, wayOf } from '../state/plan';
import { choose, leaveOut, open, useUi } from '../state/ui';
import { applyFixes } from '../state/work';
import { ReportTank } from './ReportTank';

/** “Make it safe”: everything that is recommended, in order, to be ticked off; one button does it all. */
export function Plan({ report }: { report: Report }) {
  const say = useSay();
  const { left, chosen } = useUi();
  const steps = planOf(report);
  const taken = steps.filter(({ key }) => !left.includes(key)).map((step) => wayOf(step, chosen));
  const admins = taken.filter(({ needsAdmin }) => needsAdmin).length;
  const updates = updatesOf(report).filter(hasHoles).length;
  const notNow = (main: boolean) => (
    <Press main={main} shortcut="Escape" onPress={() => open('tiles')}>
      {say(main ? 'result.on' : 'plan.back')}
    </Press>
  );
  if (steps.length === 0)
    return (
      <Screen
        name="plan"
        at="plan done"
        title={say('plan.all-done')}
        actions={notNow(true)}
        tank={<ReportTank report={report} />}
      />
    );
  return (
    <Screen
      name="plan"
      title={say('plan.title')}
      lead={say('plan.lead', { count: steps.length })}
      actions={
        <>
          <Press main disabled={taken.length === 0} onPress={() => applyFixes(taken.map(({ id }) => id))}>
            {taken.length === 0 ? say('plan.none') : say('plan.go', { count: taken.length })}
          </Press>
          {notNow(false)}
        </>
      }
      tank={<ReportTank report={report} />}
    >
      {admins > 0 && <p className="small">{say('plan.admin', { count: admins })}</p>}
      <ol className="todo" aria-label={say('plan.steps')}>
        {steps.map((step) => (
          <PlanRow
            key={step.key}
            ways={step.ways}
            way={wayOf(step, chosen)}
            out={left.includes(step.key)}
            onLeaveOut={(out) => leaveOut(step.key, out)}
            onChoose={(fix) => choose(step.key, fix)}
          />
        ))}
      </ol>
      {updates > 0 && (
        <>
          <h2>{say('plan.then')}</h2>
          <p className="reading">{say('plan.then.so', { count: updates })}</p>
        </>
      )}
    </Screen>
  );
}
