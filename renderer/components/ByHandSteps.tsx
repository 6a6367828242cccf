import type { ReactNode } from 'react';
import type { ReportFinding } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { StateIcon } from './StateIcon';

interface Props {
  readonly finding: ReportFinding;
  /** Keys of the steps that are ticked. */
  readonly done: readonly string[];
  readonly onDone: (key: string, done: boolean) => void;
  readonly onArticle: (check: string) => void;
  /** What a program can do about it, where the person decides. */
  readonly actions?: ReactNode;
}

/** Names a step of a finding, for as long as its words stay the same. */
const keyOf = (finding: string, step: string) => `${finding} ${step}`;

/** What to do by hand about one finding: each step to be ticked off, and where to read more. */
export function ByHandSteps({ finding, done, onDone, onArticle, actions }: Props) {
  const say = useTranslate();
  const { id, state, severity, title, because, byHand } = finding;
  return (
    <li className={`finding ${state}`} data-finding={id}>
      <h2>
        <StateIcon look={state} label={say(`mark.${state}`)} />
        <span>{title}</span>
      </h2>
      <p className="because">
        {severity && <strong className="severity">{say(`severity.${severity}`)}</strong>}
        {because}
      </p>
      {actions}
      <ol className="todo">
        {byHand.map((step) => (
          <li className="step" key={step}>
            <label className="tick">
              <input
                type="checkbox"
                checked={done.includes(keyOf(id, step))}
                onChange={(event) => onDone(keyOf(id, step), event.target.checked)}
              />
              <span>{step}</span>
            </label>
          </li>
        ))}
      </ol>
      <p>
        <button
          type="button"
          className="line"
          aria-label={say('finding.more-of', { title })}
          onClick={() => onArticle(id)}
        >
          {say('finding.more')}
        </button>
      </p>
    </li>
  );
}
