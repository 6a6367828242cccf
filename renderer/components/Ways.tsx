import type { EngineId } from '../../main/contract/tank';
import type { ShownWay } from '../../main/contract/work';
import { useSay } from '../i18n';
import { Command } from './Command';

interface Props {
  readonly ways: readonly ShownWay[];
  readonly onTake: (engine: EngineId) => void;
}

/** Ways to make a tank: how thick the wall is, what each leaves open, and what is in its way. */
export function Ways({ ways, onTake }: Props) {
  const say = useSay();
  return (
    <ul className="ways">
      {ways.map(({ engine, name, wall, state, because, leavesOpen, installs }) => (
        <li key={engine} data-engine={engine}>
          <h3>{name}</h3>
          <p className="note">
            {say(`tank.wall.${wall}`)} · {say(`tank.offer.${state}`)}
          </p>
          <p>{because}</p>
          {state === 'hindered' && installs !== null && <Command>{installs}</Command>}
          <p>
            <span className="kind">{say('tank.offer.open')}</span> {leavesOpen ?? say('tank.offer.open.none')}
          </p>
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
