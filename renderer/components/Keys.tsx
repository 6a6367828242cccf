import type { KeyToRenew } from '../../main/contract/work';
import { useSay } from '../i18n';

/** Keys that lay open, and where to renew them. */
export function KeysToRenew({ keys, onOpen }: { keys: readonly KeyToRenew[]; onOpen: (id: string) => void }) {
  const say = useSay();
  if (keys.length === 0) return null;
  return (
    <>
      <h2>{say('keys.title')}</h2>
      <p className="reading">{say('keys.so')}</p>
      <ul className="keys">
        {keys.map(({ id, provider, count, page }) => (
          <li key={id}>
            <b>{say('keys.count', { provider, count })}</b>
            {page ? (
              <button
                type="button"
                className="line"
                aria-label={say('keys.open-of', { provider })}
                onClick={() => onOpen(id)}
              >
                {say('keys.open')}
              </button>
            ) : (
              <span className="note">{say('keys.no-page')}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
