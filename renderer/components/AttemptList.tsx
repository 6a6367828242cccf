import type { ShownAttempt } from '../../main/contract/work';
import { useTranslate } from '../i18n';
import { type IconState, StateIcon } from './StateIcon';

const LOOKS: Readonly<Record<ShownAttempt['outcome'], IconState>> = {
  blocked: 'good',
  open: 'attention',
  untested: 'unknown',
};

/** Each try to get out of a tank: whether it got out, what was tried, what was seen. */
export function AttemptList({ tries, label }: { tries: readonly ShownAttempt[]; label: string }) {
  const say = useTranslate();
  return (
    <ul className="rows tries" aria-label={label}>
      {tries.map(({ id, outcome, title, saw }) => (
        <li className={`row ${LOOKS[outcome]}`} key={id} data-try={id}>
          <div>
            <StateIcon look={LOOKS[outcome]} label={say(`tank.try.${outcome}`)} />
            <span className="words">
              <b>{title}</b> <span className="because">{saw}</span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
