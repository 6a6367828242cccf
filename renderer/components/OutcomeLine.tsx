import type { FixResult } from '../../main/contract/change';
import type { JobKind, JobOutcome } from '../../main/contract/work';
import { type TranslatePage, useTranslate } from '../i18n';
import { type IconState, StateIcon } from './StateIcon';

const LOOKS: Readonly<Record<FixResult, IconState>> = {
  fixed: 'good',
  'rolled-back': 'back',
  'left-changed': 'attention',
  refused: 'not-applicable',
  skipped: 'waiting',
};

/** How one thing ended, in words. */
export const outcomeWord = (kind: JobKind, result: FixResult, say: TranslatePage): string =>
  kind === 'tank' && result === 'left-changed'
    ? say('tank.outcome.half')
    : result === 'fixed' && kind !== 'fix'
      ? say(`outcome.${kind}`)
      : say(`outcome.${result}`);

interface Props {
  readonly kind: JobKind;
  readonly outcome: JobOutcome;
  /** What it says stands above the list, for all that say the same. */
  readonly noteSaid?: boolean;
  /** Takes it back; null when it can’t be. */
  readonly onUndo: ((entry: string) => void) | null;
}

/** How one fix, undo, update, stop or leaving ended: its result, why, and what is left to do. */
export function OutcomeLine({ kind, outcome, noteSaid = false, onUndo }: Props) {
  const say = useTranslate();
  const { entry, does, result, because, afterwards } = outcome;
  const word = outcomeWord(kind, result, say);
  return (
    <li className={`outcome ${result}`}>
      <h3>
        <StateIcon look={LOOKS[result]} label={word} />
        <span>{does}</span>
      </h3>
      <p className="because">
        <strong aria-hidden="true">{word}</strong> {!noteSaid && because}
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
