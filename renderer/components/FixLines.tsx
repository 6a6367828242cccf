import type { ReportFix } from '../../main/contract/report';
import { useTranslate } from '../i18n';

interface Props {
  /** Things to do: a key, and the ways to do each. */
  readonly steps: readonly { readonly key: string; readonly ways: readonly [ReportFix, ...ReportFix[]] }[];
  readonly onOpen: (key: string) => void;
}

/** What a program can do about a finding: each opens exactly what would be changed. */
export function FixLines({ steps, onOpen }: Props) {
  const say = useTranslate();
  if (steps.length === 0) return null;
  return (
    <>
      <h3>{say('fix.here')}</h3>
      <ul className="deeds">
        {steps.map(({ key, ways: [first, ...others] }) => (
          <li key={key} data-step={key}>
            <button type="button" className="line deed" onClick={() => onOpen(key)}>
              {first.does}
            </button>
            {others.length > 0 && (
              <span className="note">{say('fix.ways', { count: others.length + 1 })}</span>
            )}
            {!first.recommended && <span className="note">{say('fix.yours')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
