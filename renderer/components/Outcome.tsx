import type { FixResult } from '../../main/contract/change';
import type { WorkKind, WorkOutcome } from '../../main/contract/work';
import { type SayWord, useSay } from '../i18n';
import { Mark, type MarkLook } from './Mark';

const LOOKS: Readonly<Record<FixResult, MarkLook>> = {
  fixed: 'good',
  'rolled-back': 'back',
  'left-changed': 'attention',
  refused: 'not-applicable',
  skipped: 'waiting',
};

/** How one thing ended, in words. */
export const outcomeWord = (kind: WorkKind, result: FixResult, say: SayWord): string =>
  kind === 'tank' && result === 'left-changed'
    ? say('tank.outcome.half')
    : result === 'fixed' && kind !== 'fix'
      ? say(`outcome.${kind}`)
      : say(`outcome.${result}`);

interface Props {
  readonly kind: WorkKind;
  readonly outcome: WorkOutcome;
  /** Takes it back; null when it can’t be. */
  readonly onUndo: ((entry: string) => void) | null;
}

/** How one fix, undo, update, stop or leaving ended: its result, why, and what is left to do. */
export function Outcome({ kind, outcome, onUndo }: Props) {
  const say = useSay();
  const { entry, does, result, because, afterwards } = outcome;
  const word = outcomeWord(kind, result, say);
  return (
    <li className={`outcome ${result}`}>
      <h3>
        <Mark look={LOOKS[result]} label={word} />
        <span>{does}</span>
      </h3>
      <p className="because">
        <strong aria-hidden="true">{word}</strong> {because}
      </p>
      {result === 'left-changed' && kind !== 'forget' && kind !== 'tank' && <p>{say('outcome.half')}</p>}
      {afterwards && <p>{say('after.line', { afterwards })}</p>}
      {onUndo && entry !== null && (
        <button
          type="button"
          className="line"
          aria-label={say('result.undo-of', { does })}
          onClick={() => onUndo(entry)}
        >
          {say('result.undo')}
        </button>
      )}
    </li>
  );
}
