import { TILES, type TileId } from '../../main/contract/finding';
import type { AppState, ScanProgress } from '../../main/contract/state';
import type { PaneLook } from '../components/Pane';
import { ScreenLayout } from '../components/ScreenLayout';
import { StateIcon } from '../components/StateIcon';
import { TankDrawing } from '../components/TankDrawing';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { cancelLook, look } from '../store/actions';
import { useUi } from '../store/uiState';
import { PlainTank } from './ReportTank';

/** A look on its way, pane by pane; or how it ended, when it left nothing to show. */
export function LookingScreen({ state }: { state: AppState }) {
  const wanted = useUi((ui) => ui.screen === 'looking');
  return state.looking || wanted || !state.lookFailed ? (
    <Live state={state} />
  ) : (
    <Ended how={state.lookFailed} failure={state.failure ?? null} />
  );
}

function Live({ state: { looking } }: { state: AppState }) {
  const say = useTranslate();
  const stopping = useUi((ui) => ui.stopping);
  const { done, of, tilesDone, asks }: ScanProgress = looking ?? { done: 0, of: 0, tilesDone: [] };
  const panes = TILES.map((id: TileId): { id: TileId; look: PaneLook } => ({
    id,
    look: tilesDone.includes(id) ? 'seen' : 'wiping',
  }));
  // What holds everything up is named once most of it is there.
  const waits = done > of / 2 ? TILES.filter((id) => !tilesDone.includes(id)) : [];
  return (
    <ScreenLayout
      name="looking"
      title={say('looking.title')}
      lead={say('looking.lead')}
      tank={<TankDrawing panes={panes} label={say('tank.picture')} caption={say('looking.caption')} />}
    >
      <p className="progress">
        <progress aria-label={say('looking.progress')} max={of || 1} value={done} />
        <span aria-hidden="true">{say('looking.count', { done, of })}</span>
      </p>
      <p className="stop">
        <Button shortcut="Escape" disabled={stopping} onClick={cancelLook}>
          {say(stopping ? 'looking.stopping' : 'looking.stop')}
        </Button>
      </p>
      {/* It stands there empty before: what comes together with its words is not read out. */}
      <p role="status">{asks && say('looking.audit')}</p>
      <p className="unseen" role="status">
        {say('looking.status', { done: tilesDone.length })}
      </p>
      {waits.length > 0 && <p>{say('looking.left', { tiles: waits.map((id) => say(`name.${id}`)) })}</p>}
      <ul className="rows">
        {panes.map((pane) => (
          <li className={`row ${pane.look}`} key={pane.id} data-tile={pane.id}>
            <div>
              <StateIcon look={pane.look} label={say(`mark.${pane.look}`)} />
              <span className="words">
                <b>{say(`name.${pane.id}`)}</b>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </ScreenLayout>
  );
}

function Ended({ how, failure }: { how: NonNullable<AppState['lookFailed']>; failure: string | null }) {
  const say = useTranslate();
  return (
    <ScreenLayout
      name="looking"
      at={how}
      title={say(`ended.${how}`)}
      lead={say(`ended.${how}.so`)}
      actions={
        <Button main shortcut="r" onClick={look}>
          {say('tiles.again')}
        </Button>
      }
      tank={<PlainTank failed />}
    >
      {failure && <p>{say('ended.why', { failure })}</p>}
    </ScreenLayout>
  );
}
