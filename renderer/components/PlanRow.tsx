import { useId } from 'react';
import type { Severity } from '../../main/contract/finding';
import type { ReportFix } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { ChangeList } from './ChangeList';
import { Disclosure } from './Disclosure';
import { RadioGroup } from './RadioGroup';

export interface PlanRowProps {
  readonly ways: readonly ReportFix[];
  /** The one of them that is taken. */
  readonly way: ReportFix;
  /** Id of the way that is recommended for this reader, where there are several. */
  readonly advised: string;
  /** Of the worst that it mends; undefined: of what could not be told. */
  readonly severity: Severity | undefined;
  /** Left out of the plan. */
  readonly out: boolean;
  readonly onExclude: (out: boolean) => void;
  readonly onChoose: (fix: string) => void;
}

/** One step of the plan: ticked or not, what it costs, and on request exactly what it changes. */
export function PlanRow({ ways, way, advised, severity, out, onExclude, onChoose }: PlanRowProps) {
  const say = useTranslate();
  const about = useId();
  return (
    <li className={out ? 'step out' : 'step'} data-fix={way.id}>
      <label className="tick">
        <input
          type="checkbox"
          checked={!out}
          aria-describedby={about}
          onChange={(event) => onExclude(!event.target.checked)}
        />
        <b>
          {severity && <strong className="severity">{say(`severity.${severity}`)}</strong>}
          <span className="does">{way.does}</span>
        </b>
      </label>
      <div className="about" id={about}>
        {out && <p className="left-out">{say('plan.left-out')}</p>}
        {!out && ways.length === 1 && way.cost && <p>{say('plan.cost', { cost: way.cost })}</p>}
        {!out && way.needsAdmin && <p>{say('plan.asks-admin')}</p>}
        {!out && way.afterwards && <p>{say('after.line', { afterwards: way.afterwards })}</p>}
      </div>
      {ways.length > 1 && !out && (
        <RadioGroup
          legend={say('fix.choice')}
          choices={choicesOf(ways, say('fix.recommended'), advised)}
          chosen={way.id}
          onChoose={onChoose}
        />
      )}
      <Disclosure title={say('plan.details')} label={say('plan.details-of', { does: way.does })}>
        <ChangeList changes={way.changes} />
      </Disclosure>
    </li>
  );
}

/** Several ways to do the same, as something to choose from; one of them may be recommended, by its id. */
export const choicesOf = (ways: readonly ReportFix[], word: string, advised: string | undefined) =>
  ways.map(({ id, does, cost }) => ({
    value: id,
    label: does,
    note: cost,
    mark: id === advised ? word : undefined,
  }));
