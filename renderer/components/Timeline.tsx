import { useState } from 'react';
import type { EntryState } from '../../main/contract/change';
import type { HistoryItem } from '../../main/contract/work';
import { useTranslate } from '../i18n';
import { ChangeList } from './ChangeList';
import { Disclosure } from './Disclosure';
import { type IconState, StateIcon } from './StateIcon';

const FEW = 30;
/** Nothing is left to take back. */
const OVER: readonly EntryState[] = ['undone', 'undone-in-part', 'final'];
const LOOKS: Readonly<Record<EntryState, IconState>> = {
  open: 'attention',
  done: 'good',
  undone: 'back',
  'undone-in-part': 'attention',
  'left-changed': 'attention',
  final: 'good',
};

interface Props {
  readonly items: readonly HistoryItem[];
  /** Says when something was. */
  readonly when: (at: string) => string;
  readonly onUndo: (entry: string) => void;
}

/** Looks with what was different, and changes with how they stand, newest first. */
export function Timeline({ items, when, onUndo }: Props) {
  const say = useTranslate();
  const [shown, setShown] = useState(FEW);
  const left = items.length - shown;
  return (
    <>
      <ol className="timeline" aria-label={say('changes.list')}>
        {items.slice(0, shown).map((item, index) => {
          const above = items[index - 1];
          const isSame = above !== undefined && when(above.at) === when(item.at);
          return (
            // Two looks may carry the same moment.
            <li key={item.kind === 'change' ? item.id : `${item.at} ${index}`} data-kind={item.kind}>
              <time dateTime={item.at}>
                <span className={isSame ? 'unseen' : undefined}>{when(item.at)}</span>
              </time>
              {item.kind === 'change' ? (
                <ChangeOf entry={item} onUndo={onUndo} />
              ) : (
                <LookOf look={item} when={when} />
              )}
            </li>
          );
        })}
      </ol>
      {left > 0 && (
        <button type="button" className="line" onClick={() => setShown(shown + FEW)}>
          {say('changes.more', { count: Math.min(FEW, left) })}
        </button>
      )}
    </>
  );
}

function LookOf({
  look: { title, worse, better, until, count },
  when,
}: {
  look: Extract<HistoryItem, { kind: 'look' }>;
  when: (at: string) => string;
}) {
  const say = useTranslate();
  const list = (sentences: readonly string[], kind: 'worse' | 'better') =>
    sentences.length > 0 && (
      <div className={kind}>
        <StateIcon look={kind === 'worse' ? 'attention' : 'good'} label="" />
        <div>
          <span className="kind">{say(`changes.${kind}`)}</span>
          <ul className="plain">
            {sentences.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      </div>
    );
  return (
    <div>
      <p>{title}</p>
      {count && until && <p className="kind">{say('changes.looks', { count, until: when(until) })}</p>}
      {list(worse, 'worse')}
      {list(better, 'better')}
    </div>
  );
}

function ChangeOf({
  entry,
  onUndo,
}: {
  entry: Extract<HistoryItem, { kind: 'change' }>;
  onUndo: (entry: string) => void;
}) {
  const say = useTranslate();
  const { id, does, state, changes, left, undo } = entry;
  return (
    <div className={`entry ${state}`}>
      <p>
        <StateIcon look={LOOKS[state]} label={say(`entry.${state}`)} />
        <span>
          <b>{does}</b>{' '}
          <span className="kind" aria-hidden="true">
            {say(`entry.${state}`)}
          </span>
        </span>
      </p>
      <Disclosure title={say('plan.details')} label={say('plan.details-of', { does })}>
        <ChangeList changes={changes} />
      </Disclosure>
      {left && <Left left={left} />}
      {undo && (
        <Disclosure title={say('undo.details')} label={say('undo.details-of', { does })}>
          {undo.changes.length > 0 && <ChangeList changes={undo.changes} />}
          <Left left={undo.left} />
        </Disclosure>
      )}
      {!OVER.includes(state) && (
        <button
          type="button"
          className="line"
          aria-label={say('result.undo-of', { does })}
          onClick={() => onUndo(id)}
        >
          {say('result.undo')}
        </button>
      )}
    </div>
  );
}

/** What somebody else set since, which undo leaves alone. */
function Left({ left }: { left: readonly string[] }) {
  const say = useTranslate();
  if (left.length === 0) return null;
  return (
    <>
      <p>{say('undo.left')}</p>
      <ul className="plain">
        {left.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}
