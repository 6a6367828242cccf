import type { ShownTry } from '../../main/contract/work';
import { useSay } from '../i18n';
import { Mark, type MarkLook } from './Mark';

const LOOKS: Readonly<Record<ShownTry['outcome'], MarkLook>> = {
  blocked: 'good',
  open: 'attention',
  untested: 'unknown',
};

/** Each try to get out of a tank: whether it got out, what was tried, what was seen. */
export function Tries({ tries, label }: { tries: readonly ShownTry[]; label: string }) {
  const say = useSay();
  return (
    <ul className="rows tries" aria-label={label}>
      {tries.map(({ id, outcome, title, saw }) => (
        <li className={`row ${LOOKS[outcome]}`} key={id} data-try={id}>
          <div>
            <Mark look={LOOKS[outcome]} label={say(`tank.try.${outcome}`)} />
            <span className="words">
              <b>{title}</b> <span className="because">{saw}</span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
