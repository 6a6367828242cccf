import type { KeyToRenew } from '../../main/contract/work';
import { useTranslate } from '../i18n';

interface ListProps {
  /** `page` is false where none of the provider is known. */
  readonly keys: readonly (Omit<KeyToRenew, 'page'> & { readonly page?: boolean })[];
  readonly onOpen: (id: string) => void;
}

/** Keys, and where to get each anew. */
export function KeyList({ keys, onOpen }: ListProps) {
  const say = useTranslate();
  return (
    <ul className="keys">
      {keys.map(({ id, provider, count, page = true }) => (
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
  );
}

interface Props {
  readonly keys: readonly KeyToRenew[];
  readonly onOpen: (id: string) => void;
  /** Why they are to be renewed, where they didn’t lie open. */
  readonly because?: string | undefined;
}

/** Keys that lay open, and where to renew them. */
export function KeysToRenew({ keys, onOpen, because }: Props) {
  const say = useTranslate();
  if (keys.length === 0) return null;
  return (
    <>
      <h2>{say('keys.title')}</h2>
      <p className="reading">{because ?? say('keys.so')}</p>
      <KeyList keys={keys} onOpen={onOpen} />
    </>
  );
}
