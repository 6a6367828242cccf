import type { ReportFinding } from '../../main/contract/report';
import { useSay } from '../i18n';
import { worstFirst } from '../order';
import { Evidence } from './Evidence';
import { Mark } from './Mark';

interface Props {
  readonly finding: ReportFinding;
  readonly onArticle: (check: string) => void;
  readonly onAdvisory: (id: string) => void;
}

/** One finding in full: how it is now, what to do, what was seen, why it matters, who asks for it. */
export function Finding({ finding, onArticle, onAdvisory }: Props) {
  const say = useSay();
  const { state, severity } = finding;
  return (
    <li className={`finding ${state}`} data-finding={finding.id}>
      <h2>
        <Mark look={state} label={say(`mark.${state}`)} />
        <span>{finding.title}</span>
      </h2>
      <p className="because">
        {severity && <strong className="severity">{say(`severity.${severity}`)}</strong>}
        {finding.because}
      </p>
      <Details finding={finding} onArticle={onArticle} onAdvisory={onAdvisory} />
    </li>
  );
}

/** A finding that asks for nothing: one line that opens. */
export function QuietFinding({ finding, onArticle, onAdvisory }: Props) {
  const say = useSay();
  return (
    <li className={`finding quiet ${finding.state}`} data-finding={finding.id}>
      <details>
        <summary>
          <Mark look={finding.state} label={say(`mark.${finding.state}`)} />
          <h2>{finding.title}</h2>
        </summary>
        <p className="because">{finding.because}</p>
        <Details finding={finding} onArticle={onArticle} onAdvisory={onAdvisory} />
      </details>
    </li>
  );
}

function Details({ finding, onArticle, onAdvisory }: Props) {
  const say = useSay();
  const evidence = worstFirst(
    finding.evidence.map((piece) => ({ ...piece, state: piece.state ?? finding.state })),
  );
  return (
    <>
      {finding.byHand.length > 0 && (
        <>
          <h3>{say(finding.state === 'unknown' ? 'finding.find-out' : 'finding.by-hand')}</h3>
          <ol className="steps">
            {finding.byHand.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      {evidence.length > 0 && (
        <>
          <h3>{say('finding.seen')}</h3>
          <Evidence evidence={evidence} state={finding.state} onAdvisory={onAdvisory} />
        </>
      )}
      <h3>{say('finding.why')}</h3>
      <p>{finding.why}</p>
      <p className="clause">{finding.clause.text}</p>
      <p>
        <button
          type="button"
          className="line"
          aria-label={say('finding.more-of', { title: finding.title })}
          onClick={() => onArticle(finding.id)}
        >
          {say('finding.more')}
        </button>
      </p>
    </>
  );
}
