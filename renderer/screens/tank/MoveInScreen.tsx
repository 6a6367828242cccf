import { useState } from 'react';
import type { AppState } from '../../../main/contract/state';
import type { ShownMove, ShownTank } from '../../../main/contract/work';
import { FileChecklist } from '../../components/FileChecklist';
import { KeyList } from '../../components/KeysToRenew';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { useTranslator } from '../../i18n';
import { saySize } from '../../i18n/size';
import { call } from '../../store/call';
import { startMoveIn } from '../../store/tankActions';
import { tankOf } from '../../store/tankSelectors';
import { back, useUi } from '../../store/uiState';
import { PlainTank } from '../ReportTank';
import { TankPicture } from './TankPicture';

const OUTSIDE = ['stop', 'away', 'token'] as const;

/** Moving in, before it is done: what comes along, what stays unless ticked, which keys are to be set anew. */
export function MoveInScreen({ state }: { state: AppState }) {
  const { say } = useTranslator();
  const { tank: name, setup } = useUi();
  const tank = tankOf(state, name);
  const move = state.moves?.find(({ id }) => id === setup);
  if (tank && move) return <Plan tank={tank} move={move} />;
  return (
    <ScreenLayout
      name="move-in"
      at="move none"
      title={say('tank.move-in.none')}
      lead={say('tank.move-in.none.lead')}
      actions={
        <Button main shortcut="Escape" onClick={back}>
          {say('tank.see')}
        </Button>
      }
      tank={tank ? <TankPicture tank={tank} /> : <PlainTank />}
    />
  );
}

function Plan({ tank, move }: { tank: ShownTank; move: ShownMove }) {
  const { say, language } = useTranslator();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { id, from, files, bytes, flagged, secrets, left } = move;
  // What a newer look no longer flags can’t be named any more.
  const along = ticked.filter((each) => flagged.some((file) => file.id === each));
  return (
    <ScreenLayout
      name="move-in"
      at={`move ${id}`}
      title={say('tank.move-in.title')}
      lead={say('tank.move-in.lead', { folder: from })}
      actions={
        <>
          <Button main onClick={() => startMoveIn(tank.name, id, along)}>
            {along.length > 0 ? say('tank.move-in.go-with', { count: along.length }) : say('tank.move-in.go')}
          </Button>
          <Button shortcut="Escape" onClick={back}>
            {say('tank.move-in.back')}
          </Button>
        </>
      }
      tank={<TankPicture tank={tank} />}
    >
      <h2>{say('tank.move-in.along')}</h2>
      <p className="reading">{say('tank.move-in.along.so', { files, size: saySize(bytes, language) })}</p>
      {flagged.length > 0 && (
        <FileChecklist
          title={say('tank.move-in.flagged')}
          note={say('tank.move-in.flagged.so')}
          items={flagged.map((file) => ({ id: file.id, path: file.path, note: file.why }))}
          ticked={along}
          onTick={setTicked}
        />
      )}
      {secrets.length > 0 && (
        <>
          <h2>{say('tank.move-in.secrets')}</h2>
          <p className="reading">{say('tank.move-in.secrets.so')}</p>
          <KeyList keys={secrets} onOpen={call.openKeyPage} />
        </>
      )}
      {left.length > 0 && (
        <>
          <h2>{say('tank.move-in.left')}</h2>
          <ul className="plain">
            {left.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      <h2>{say('tank.move-in.outside')}</h2>
      <ul className="plain">
        {OUTSIDE.map((each) => (
          <li key={each}>{say(`tank.move-in.outside.${each}`)}</li>
        ))}
      </ul>
    </ScreenLayout>
  );
}
