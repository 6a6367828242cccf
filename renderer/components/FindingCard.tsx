import type { ReactNode } from 'react';
import type { ReportFinding } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { worstFirst } from '../order';
import { Disclosure } from './Disclosure';
import { EvidenceList } from './EvidenceList';
import { StateIcon } from './StateIcon';

interface Props {
  readonly finding: ReportFinding;
  readonly onArticle: (check: string) => void;
  readonly onAdvisory: (id: string) => void;
  /** The heading of the page has said it: here it is for those who listen. */
  readonly titleSaid?: boolean;
  /** What a program can do about it. */
  readonly actions?: ReactNode;
  /** What stands at its end. */
  readonly children?: ReactNode;
}

/** One finding in full: how it is now, what to do, what was seen, why it matters, who asks for it. */
export function FindingCard({ finding, titleSaid = false, actions, children, ...links }: Props) {
  const say = useTranslate();
  const { state, severity } = finding;
  return (
    <li className={`finding ${state}`} data-finding={finding.id}>
      <h2 tabIndex={-1} className={titleSaid ? 'unseen' : undefined}>
        <StateIcon look={state} label={say(`mark.${state}`)} />
        <span>{finding.title}</span>
      </h2>
      <p className="because">
        {severity && <strong className="severity">{say(`severity.${severity}`)}</strong>}
        {finding.because}
      </p>
      {actions}
      <Details finding={finding} {...links} />
      {children}
    </li>
  );
}

/** A finding that asks for nothing: one line that opens. */
export function QuietFindingCard({ finding, onArticle, onAdvisory }: Props) {
  const say = useTranslate();
  return (
    <li className={`finding quiet ${finding.state}`} data-finding={finding.id}>
      <details>
        <summary>
          <StateIcon look={finding.state} label={say(`mark.${finding.state}`)} />
          <h2>{finding.title}</h2>
        </summary>
        <p className="because">{finding.because}</p>
        <Details finding={finding} onArticle={onArticle} onAdvisory={onAdvisory} />
      </details>
    </li>
  );
}

/** Steps by hand; behind a line where a program can do it. */
function ByHand({ finding: { byHand, fixes, state } }: Pick<Props, 'finding'>) {
  const say = useTranslate();
  if (byHand.length === 0) return null;
  const steps = (
    <ol className="steps">
      {byHand.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
  if (fixes.length > 0) return <Disclosure title={say('fix.by-hand')}>{steps}</Disclosure>;
  return (
    <>
      <h3>{say(state === 'unknown' ? 'finding.find-out' : 'finding.by-hand')}</h3>
      {steps}
    </>
  );
}

/** What keeps a program from doing it; what helps stands here where the steps by hand are still the finding's own. */
function Obstacles({ finding: { cannot, fixes } }: Pick<Props, 'finding'>) {
  const say = useTranslate();
  if (cannot.length === 0) return null;
  return (
    <>
      <h3>{say('finding.cannot')}</h3>
      {cannot.map(({ where, because, helps }) => (
        <div key={`${where} ${because}`}>
          <p>{because}</p>
          {fixes.length > 0 && helps.map((step) => <p key={step}>{step}</p>)}
        </div>
      ))}
    </>
  );
}

function Details({ finding, onArticle, onAdvisory }: Props) {
  const say = useTranslate();
  const evidence = worstFirst(
    finding.evidence.map((piece) => ({ ...piece, state: piece.state ?? finding.state })),
  );
  return (
    <>
      <Obstacles finding={finding} />
      <ByHand finding={finding} />
      {evidence.length > 0 && (
        <>
          <h3>{say('finding.seen')}</h3>
          <EvidenceList evidence={evidence} state={finding.state} onAdvisory={onAdvisory} />
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
