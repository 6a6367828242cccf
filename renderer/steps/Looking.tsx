import { TILES, type TileId } from '../../main/contract/finding';
import type { AppState } from '../../main/contract/state';
import { Mark } from '../components/Mark';
import type { PaneLook } from '../components/Pane';
import { Screen } from '../components/Screen';
import { Tank } from '../components/Tank';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { cancelLook, look } from '../state/deeds';
import { useUi } from '../state/ui';
import { PlainTank } from './ReportTank';

/** A look on its way, pane by pane; or how it ended, when it left nothing to show. */
export function Looking({ state }: { state: AppState }) {
  const wanted = useUi((ui) => ui.screen === 'looking');
  return state.looking || wanted || !state.lookFailed ? (
    <Live state={state} />
  ) : (
    <Ended how={state.lookFailed} />
  );
}

function Live({ state: { looking } }: { state: AppState }) {
  const say = useSay();
  const stopping = useUi((ui) => ui.stopping);
  const { done, of, tilesDone } = looking ?? { done: 0, of: 0, tilesDone: [] };
  const panes = TILES.map((id: TileId): { id: TileId; look: PaneLook } => ({
    id,
    look: tilesDone.includes(id) ? 'seen' : 'wiping',
  }));
  return (
    <Screen
      name="looking"
      title={say('looking.title')}
      lead={say('looking.lead')}
      actions={
        <Press main shortcut="Escape" disabled={stopping} onPress={cancelLook}>
          {say(stopping ? 'looking.stopping' : 'looking.stop')}
        </Press>
      }
      tank={<Tank panes={panes} label={say('tank.picture')} caption={say('looking.caption')} />}
    >
      <p className="progress">
        <progress aria-label={say('looking.progress')} max={of || 1} value={done} />
        <span aria-hidden="true">{say('looking.count', { done, of })}</span>
      </p>
      <p className="unseen" role="status">
        {say('looking.status', { done: tilesDone.length })}
      </p>
      <ul className="rows">
        {panes.map((pane) => (
          <li className={`row ${pane.look}`} key={pane.id} data-tile={pane.id}>
            <div>
              <Mark look={pane.look} label={say(`mark.${pane.look}`)} />
              <span className="words">
                <b>{say(`name.${pane.id}`)}</b>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function Ended({ how }: { how: NonNullable<AppState['lookFailed']> }) {
  const say = useSay();
  return (
    <Screen
      name="looking"
      at={how}
      title={say(`ended.${how}`)}
      lead={say(`ended.${how}.so`)}
      actions={
        <Press main shortcut="r" onPress={look}>
          {say('tiles.again')}
        </Press>
      }
      tank={<PlainTank />}
    />
  );
}
