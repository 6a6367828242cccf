import type { EngineId } from '../../main/contract/tank';
import type { ShownEngineOption } from '../../main/contract/work';
import { useTranslate } from '../i18n';

interface Props {
  readonly ways: readonly ShownEngineOption[];
  readonly onTake: (engine: EngineId) => void;
}

/** Ways to make a tank: how thick the wall is, what each leaves open, and what is in its way. */
export function EngineOptions({ ways, onTake }: Props) {
  const say = useTranslate();
  return (
    <ul className="ways">
      {ways.map(({ engine, name, wall: boundary, state, because, tried, leavesOpen }) => (
        <li key={engine} data-engine={engine}>
          <h3>{name}</h3>
          <p className="note">
            {say(`tank.wall.${boundary}`)}
            {state === 'hindered' && ` · ${say('tank.offer.hindered')}`}
          </p>
          <p>{because}</p>
          <p>{tried}</p>
          {leavesOpen !== null && <p>{say('tank.offer.opens', { what: leavesOpen })}</p>}
          {state !== 'hindered' && (
            <button
              type="button"
              className="line"
              aria-label={say('tank.offer.take-of', { name })}
              onClick={() => onTake(engine)}
            >
              {say('tank.offer.take')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
