import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { PlanRow } from '../components/PlanRow';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { hasHoles, planOf, updatesOf, wayOf } from '../store/fixPlan';
import { thingsLeft } from '../store/nextStep';
import { back, choose, setExcluded, useUi } from '../store/uiState';
import { applyFixes } from '../store/workActions';
import { ReportTank } from './ReportTank';

interface Props {
  readonly report: Report;
  readonly state: AppState;
  /** Only what mends this one; null: all. */
  readonly tile: TileId | null;
}

/** “Make it safe”: everything that is recommended, in order, to be ticked off; one button does it all. */
export function PlanScreen({ report, state, tile }: Props) {
  const say = useTranslate();
  const { excluded, chosen } = useUi();
  const left = thingsLeft(state, Date.now()).filter((each) => tile === null || each.tile === tile);
  const steps = planOf({ findings: left });
  const taken = steps.filter(({ key }) => !excluded.includes(key)).map((step) => wayOf(step, chosen));
  const admins = taken.filter(({ needsAdmin }) => needsAdmin).length;
  const updates = tile === null ? updatesOf(report).filter(hasHoles).length : 0;
  const notNow = (main: boolean) => (
    <Button main={main} shortcut="Escape" onClick={back}>
      {say(main ? 'result.on' : 'plan.back')}
    </Button>
  );
  if (steps.length === 0)
    return (
      <ScreenLayout
        name="plan"
        at="plan done"
        title={say('plan.all-done')}
        actions={notNow(true)}
        tank={<ReportTank report={report} chosen={tile} />}
      />
    );
  return (
    <ScreenLayout
      name="plan"
      title={tile === null ? say('plan.title') : say('plan.title-of', { name: say(`name.${tile}`) })}
      lead={say('plan.lead', { count: steps.length })}
      actions={
        <>
          <Button main disabled={taken.length === 0} onClick={() => applyFixes(taken.map(({ id }) => id))}>
            {taken.length === 0 ? say('plan.none') : say('plan.go', { count: taken.length })}
          </Button>
          {notNow(false)}
        </>
      }
      tank={<ReportTank report={report} chosen={tile} />}
    >
      {admins > 0 && <p className="small">{say('plan.admin', { count: admins })}</p>}
      <ol className="todo" aria-label={say('plan.steps')}>
        {steps.map((step) => (
          <PlanRow
            key={step.key}
            ways={step.ways}
            way={wayOf(step, chosen)}
            out={excluded.includes(step.key)}
            onExclude={(out) => setExcluded(step.key, out)}
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
    </ScreenLayout>
  );
}
