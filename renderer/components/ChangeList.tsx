import type { ShownChange } from '../../main/contract/change';
import { hiddenMark } from '../../main/contract/shown-lines';
import { type TranslatePage, useTranslate } from '../i18n';
import { Diff } from './Diff';
import { PathText } from './PathText';

/** Exactly what is changed, in order. */
export function ChangeList({ changes }: { changes: readonly ShownChange[] }) {
  const say = useTranslate();
  const hidden = hiddenMark(changes);
  return (
    <>
      <ol className="exact">
        {changes.map((change, index) => (
          // The same file may be changed twice; the list is only ever shown as it came.
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells two changes apart
          <li key={index} data-kind={change.kind}>
            <p className="what">
              {whatOf(change, say)}
              {change.admin && change.kind !== 'command' && <b> ({say('admin.mark')})</b>}
            </p>
            <How change={change} />
          </li>
        ))}
      </ol>
      {hidden && <p className="small">{say('change.hidden', hidden)}</p>}
    </>
  );
}

function whatOf({ kind, before, after, admin }: ShownChange, say: TranslatePage): string {
  if (kind === 'edit' && before === null) return say('change.make');
  if (kind === 'edit' && after === null) return say('change.remove');
  if (kind === 'command' && admin) return say('change.command.admin');
  return say(`change.${kind}`);
}

function How({ change: { kind, where, before, after, back } }: { change: ShownChange }) {
  const say = useTranslate();
  if (kind === 'command')
    return (
      <>
        <div className="diff command">
          <code>{after ?? where}</code>
        </div>
        {back !== undefined && (
          <>
            <p>{say('change.command.back')}</p>
            <div className="diff command">
              <code>{back}</code>
            </div>
          </>
        )}
      </>
    );
  return (
    <>
      <p>
        <PathText>{kind === 'move' ? (before ?? where) : where}</PathText>
      </p>
      {kind === 'edit' && <Diff before={before} after={after} />}
      {kind === 'move' && after !== null && (
        <p>
          {say('change.move.to')} <PathText>{after}</PathText>
        </p>
      )}
      {kind === 'mode' && (
        <>
          {before !== null && after !== null && (
            <p className="mode">{say('change.mode.from-to', { before, after })}</p>
          )}
          {/^0?[0-7]00$/.test(after ?? '') && <p>{say('change.mode.owner')}</p>}
        </>
      )}
    </>
  );
}
