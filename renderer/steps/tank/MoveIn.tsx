import { useState } from 'react';
import type { AppState } from '../../../main/contract/state';
import type { ShownMove, ShownTank } from '../../../main/contract/work';
import { KeyList } from '../../components/Keys';
import { Screen } from '../../components/Screen';
import { Ticks } from '../../components/Ticks';
import { Press } from '../../components/Words';
import { useVoice } from '../../i18n';
import { saySize } from '../../i18n/size';
import { openKeyPage } from '../../state/deeds';
import { moveIn } from '../../state/tank';
import { tankOf } from '../../state/tanks';
import { back, useUi } from '../../state/ui';
import { PlainTank } from '../ReportTank';
import { TankPicture } from './TankPicture';

const OUTSIDE = ['stop', 'away', 'token'] as const;

/** Moving in, before it is done: what comes along, what stays unless ticked, which keys are to be set anew. */
export function MoveIn({ state }: { state: AppState }) {
  const { say } = useVoice();
  const { tank: name, setup } = useUi();
  const tank = tankOf(state, name);
  const move = state.moves?.find(({ id }) => id === setup);
  if (tank && move) return <Plan tank={tank} move={move} />;
  return (
    <Screen
      name="move-in"
      at="move none"
      title={say('tank.move-in.none')}
      lead={say('tank.move-in.none.lead')}
      actions={
        <Press main shortcut="Escape" onPress={back}>
          {say('tank.see')}
        </Press>
      }
      tank={tank ? <TankPicture tank={tank} /> : <PlainTank />}
    />
  );
}

function Plan({ tank, move }: { tank: ShownTank; move: ShownMove }) {
  const { say, language } = useVoice();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { id, from, files, bytes, flagged, secrets, left } = move;
  // What a newer look no longer flags can’t be named any more.
  const along = ticked.filter((each) => flagged.some((file) => file.id === each));
  return (
    <Screen
      name="move-in"
      at={`move ${id}`}
      title={say('tank.move-in.title')}
      lead={say('tank.move-in.lead', { folder: from })}
      actions={
        <>
          <Press main onPress={() => moveIn(tank.name, id, along)}>
            {along.length > 0 ? say('tank.move-in.go-with', { count: along.length }) : say('tank.move-in.go')}
          </Press>
          <Press shortcut="Escape" onPress={back}>
            {say('tank.move-in.back')}
          </Press>
        </>
      }
      tank={<TankPicture tank={tank} />}
    >
      <h2>{say('tank.move-in.along')}</h2>
      <p className="reading">{say('tank.move-in.along.so', { files, size: saySize(bytes, language) })}</p>
      {flagged.length > 0 && (
        <Ticks
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
          <KeyList keys={secrets} onOpen={openKeyPage} />
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
    </Screen>
  );
}
