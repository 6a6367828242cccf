import { useState } from 'react';
import type { State } from '../../main/contract/finding';
import { isId } from '../../main/contract/ipc';
import type { ReportEvidence } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { placesToShow } from './evidencePlace';
import { PathText } from './PathText';
import { StateIcon } from './StateIcon';

const FEW = 4;
/** Hundreds of advisories are shown by the hundred: nobody reads them all, and the page stays quick. */
const MORE = 100;

interface Props {
  readonly evidence: readonly ReportEvidence[];
  /** The state of the finding it belongs to; evidence that differs shows its own mark. */
  readonly state: State;
  readonly onAdvisory: (id: string) => void;
}

/** What was seen, and where: the first few, the rest on request. */
export function EvidenceList({ evidence, state, onAdvisory }: Props) {
  const say = useTranslate();
  const [shown, setShown] = useState(FEW);
  const left = evidence.length - shown;
  const places = placesToShow(evidence);
  return (
    <>
      <ul className="evidence">
        {evidence.slice(0, shown).map((piece, index) => (
          // The same file may be named twice; the list is only ever shown as it came.
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells two pieces apart
          <li key={index} data-kind={piece.kind}>
            {piece.state && piece.state !== state && (
              <StateIcon look={piece.state} label={say(`mark.${piece.state}`)} />
            )}
            <span className="kind">{say(`kind.${piece.kind}`)}</span>{' '}
            <Where piece={piece} place={places[index] ?? piece.where} onAdvisory={onAdvisory} />{' '}
            <span className="saw">{piece.saw}</span>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p className="unfold">
          <button type="button" className="line" onClick={() => setShown(shown + MORE)}>
            {say('evidence.more', { count: Math.min(MORE, left) })}
          </button>
          {left > MORE && <span>{say('evidence.left', { count: left })}</span>}
        </p>
      )}
    </>
  );
}

interface WhereProps {
  readonly piece: ReportEvidence;
  readonly place: string;
  readonly onAdvisory: (id: string) => void;
}

function Where({ piece, place, onAdvisory }: WhereProps) {
  const say = useTranslate();
  if (piece.kind !== 'advisory' || !isId(piece.where)) return <PathText>{place}</PathText>;
  return (
    <button
      type="button"
      className="where line"
      aria-label={say('evidence.advisory', { id: piece.where })}
      onClick={() => onAdvisory(piece.where)}
    >
      {piece.where}
    </button>
  );
}
