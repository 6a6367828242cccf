import { useState } from 'react';
import { useTranslate } from '../i18n';
import { PathText } from './PathText';

/** So many are shown at once: nobody reads thousands, and the page stays quick. */
const SOME = 100;

/** Names as they are, by the hundred. */
export function NameList({ names, label }: { names: readonly string[]; label: string }) {
  const say = useTranslate();
  const [shown, setShown] = useState(SOME);
  const left = names.length - shown;
  return (
    <>
      <ul className="names" aria-label={label}>
        {names.slice(0, shown).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two may read alike
          <li key={index}>
            <PathText>{name}</PathText>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p className="unfold">
          <button type="button" className="line" onClick={() => setShown(shown + SOME)}>
            {say('evidence.more', { count: Math.min(SOME, left) })}
          </button>
          {left > SOME && <span>{say('evidence.left', { count: left })}</span>}
        </p>
      )}
    </>
  );
}
