import { useState } from 'react';
import { diffLines } from '../../main/contract/shown-lines';
import { useTranslate } from '../i18n';

const FEW = 40;
const MORE = 200;

/** The lines of a file that go (−) and come (+), with those around them. The signs are the style’s: they are no text. */
export function Diff({ before, after }: { before: string | null; after: string | null }) {
  const say = useTranslate();
  const [shown, setShown] = useState(FEW);
  const lines = diffLines(before, after);
  const left = lines.length - shown;
  if (lines.length === 0) return <p className="small">{say('change.nothing')}</p>;
  return (
    <>
      <div className="diff">
        {lines.slice(0, shown).map(({ kind, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have nothing but their place
          <div className={kind} key={index}>
            {kind !== 'same' && <span className="unseen">{say(`change.${kind}`)}</span>}
            <code>{text || ' '}</code>
          </div>
        ))}
      </div>
      {left > 0 && (
        <button type="button" className="line" onClick={() => setShown(shown + MORE)}>
          {say('change.more', { count: Math.min(MORE, left) })}
        </button>
      )}
    </>
  );
}
