import type { TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { PlanRow, type PlanRowProps } from '../components/PlanRow';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { worstFirst } from '../order';
import {
  groupOf,
  hasHoles,
  mendedBy,
  PLAN_GROUPS,
  planOf,
  updatesOf,
  wayOf,
  waysFor,
} from '../store/fixPlan';
import { thingsLeft } from '../store/nextStep';
import { canHaveTank } from '../store/tankSelectors';
import { back, choose, openPlace, setExcluded, useUi } from '../store/uiState';
import { applyFixes } from '../store/workActions';
import { ReportTank } from './ReportTank';

interface Props {
  readonly report: Report;
  readonly state: AppState;
  /** Only what mends this one; null: all. */
  readonly tile: TileId | null;
}

/** “Make it safe”: everything that is recommended, by what it asks of the reader, to be ticked off; one button does it all. */
export function PlanScreen({ report, state, tile }: Props) {
  const say = useTranslate();
  const { excluded, chosen: own } = useUi();
  const { place } = state.preferences;
  const left = thingsLeft(state, Date.now()).filter((each) => tile === null || each.tile === tile);
  const steps = planOf({ findings: left });
  const advised = waysFor(steps, place);
  const chosen = { ...advised, ...own };
  const things = new Set(steps.flatMap((step) => mendedBy({ findings: left }, step)));
  const taken = steps.filter(({ key }) => !excluded.includes(key)).map((step) => wayOf(step, chosen));
  const admins = taken.filter(({ needsAdmin }) => needsAdmin).length;
  const updates = tile === null ? updatesOf(report).filter(hasHoles).length : 0;
  const tank = tile === null && place === 'tank' && canHaveTank(state);
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
      lead={say('plan.lead', { changes: steps.length, things: things.size })}
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
      {place && (
        <p className="small">
          {say(`place.is.${place}`)} <Button onClick={() => openPlace(tile)}>{say('place.change')}</Button>
        </p>
      )}
      {PLAN_GROUPS.map((group) => (
        <PlanGroupRows
          key={group}
          title={say(`plan.group.${group}`)}
          rows={steps
            .filter((step) => groupOf(step) === group)
            .map((step) => ({
              key: step.key,
              ways: step.ways,
              way: wayOf(step, chosen),
              advised: wayOf(step, advised).id,
              severity: worstFirst(mendedBy({ findings: left }, step))[0]?.severity,
              out: excluded.includes(step.key),
            }))}
        />
      ))}
      {(updates > 0 || tank) && (
        <>
          <h2>{say('plan.then')}</h2>
          {updates > 0 && <p className="reading">{say('plan.then.so', { count: updates })}</p>}
          {tank && <p className="reading">{say('plan.then.tank')}</p>}
        </>
      )}
    </ScreenLayout>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly (Pick<PlanRowProps, 'ways' | 'way' | 'advised' | 'severity' | 'out'> & {
    readonly key: string;
  })[];
}

/** The steps of one group, under what it asks of the reader. */
function PlanGroupRows({ title, rows }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ol className="todo" aria-label={title}>
        {rows.map(({ key, ...row }) => (
          <PlanRow
            key={key}
            {...row}
            onExclude={(out) => setExcluded(key, out)}
            onChoose={(fix) => choose(key, fix)}
          />
        ))}
      </ol>
    </>
  );
}
