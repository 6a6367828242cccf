import { useId, useState } from 'react';
import type { ReportFinding } from '../../main/contract/report';
import { type Accepted, TERMS, type Term } from '../../main/contract/work';
import { useTranslate } from '../i18n';
import { Disclosure } from './Disclosure';
import { RadioGroup } from './RadioGroup';

const LONGEST_REASON = 200;

interface Props {
  readonly finding: ReportFinding;
  readonly onAccept: (term: Term, reason: string) => void;
}

/** Lives with a finding for a while: why, and for how long. */
export function AcceptFinding({ finding, onAccept }: Props) {
  const say = useTranslate();
  const id = useId();
  const [reason, setReason] = useState('');
  const [term, setTerm] = useState<Term>('month');
  return (
    <Disclosure title={say('accept.press')}>
      <form
        className="accept"
        onSubmit={(event) => {
          event.preventDefault();
          // One line, as main takes it.
          onAccept(term, reason.replace(/\p{Cc}/gu, ' ').trim());
        }}
      >
        <p>
          {say('accept.stays')}
          {say('app.gap')}
          {say(finding.severity === 'critical' ? 'accept.critical' : 'accept.quiet')}
        </p>
        <label htmlFor={id}>{say('accept.reason')}</label>
        <input
          type="text"
          id={id}
          value={reason}
          maxLength={LONGEST_REASON}
          onChange={(event) => setReason(event.target.value)}
        />
        <RadioGroup
          legend={say('accept.term')}
          choices={TERMS.map((value) => ({ value, label: say(`accept.term.${value}`) }))}
          chosen={term}
          onChoose={setTerm}
        />
        <button type="submit" className="line">
          {say('accept.go')}
        </button>
      </form>
    </Disclosure>
  );
}

interface AcceptedProps {
  readonly accepted: Accepted;
  /** Until when, in words. */
  readonly until: string;
  readonly title: string;
  /** An urgent one comes back before its time is over. */
  readonly urgent?: boolean;
  readonly onTakeBack: () => void;
}

/** That a finding is lived with: why, until when, and a way back. */
export function AcceptedNote({ accepted, until, title, urgent = false, onTakeBack }: AcceptedProps) {
  const say = useTranslate();
  return (
    <div className="accepted">
      <p>
        {say('accept.until', { date: until })}
        {say('app.gap')}
        {accepted.reason ? say('accept.because', { reason: accepted.reason }) : say('accept.no-reason')}
        {say('app.gap')}
        {urgent && say('accept.critical')}
      </p>
      <button
        type="button"
        className="line"
        aria-label={say('accept.take-back-of', { title })}
        onClick={onTakeBack}
      >
        {say('accept.take-back')}
      </button>
    </div>
  );
}
