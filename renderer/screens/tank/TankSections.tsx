import type { ShownMove, ShownTank } from '../../../main/contract/work';
import { ConfirmButton } from '../../components/ConfirmButton';
import { Button } from '../../components/TitleAndButton';
import { type TranslatePage, useTranslator } from '../../i18n';
import { sayMoment } from '../../i18n/when';
import { call } from '../../store/call';
import { askTank, dropSnapshot, restoreTankSnapshot, sendFilesIn } from '../../store/tankActions';
import { openKeyScreen, openMove } from '../../store/uiState';

/** The model that answers: another key, or a question that shows whether it does. */
export function ModelSection({ tank: { name } }: { tank: ShownTank }) {
  const { say } = useTranslator();
  return (
    <>
      <h2>{say('key.section')}</h2>
      <p className="reading">{say('key.section.so')}</p>
      <p className="after">
        <Button onClick={() => openKeyScreen(name)}>{say('key.another')}</Button>
        <Button onClick={() => askTank(name, 'ask')}>{say('key.ask')}</Button>
      </p>
    </>
  );
}

/** What lives outside and can move in; and the way back out, by copy. */
export function MigrationSection({ tank, moves }: { tank: ShownTank; moves: readonly ShownMove[] }) {
  const { say } = useTranslator();
  const { name, state } = tank;
  const one = moves.length === 1;
  if (state !== 'running')
    return (
      <>
        <h2>{say('tank.move')}</h2>
        <p className="reading">{say('tank.runs-first')}</p>
      </>
    );
  return (
    <>
      <h2>{say('tank.move')}</h2>
      {moves.length > 0 && <p className="reading">{say('tank.move.in.so')}</p>}
      <ul className="deeds">
        {moves.map(({ id, from }) => (
          <li key={id}>
            <Button onClick={() => openMove(name, id)}>
              {one ? say('tank.move.in') : say('tank.move.in-from', { folder: from })}
            </Button>
          </li>
        ))}
        <li>
          <Button onClick={() => askTank(name, 'move-out')}>{say('tank.move.out')}</Button>
          <span className="note">{say('tank.move.out.so')}</span>
        </li>
      </ul>
    </>
  );
}

/** Files by copy, in both directions. */
export function FilesSection({ tank: { name, state } }: { tank: ShownTank }) {
  const { say } = useTranslator();
  const runs = state === 'running';
  return (
    <>
      <h2>{say('tank.files')}</h2>
      <p className="reading">{say(runs ? 'tank.files.so' : 'tank.runs-first')}</p>
      <p className="after">
        {runs && <Button onClick={() => sendFilesIn(name)}>{say('tank.files.send')}</Button>}
        {runs && <Button onClick={() => askTank(name, 'fetch')}>{say('tank.files.fetch')}</Button>}
        <Button onClick={() => call.showFetched(name)}>{say('tank.files.show')}</Button>
      </p>
    </>
  );
}

/** A snapshot’s name in words, where it has some. A number behind it tells it from others of its name, as its time does. */
function nameOf(name: string, say: TranslatePage): string {
  const [base = name] = name.split('--');
  if (base === 'clean' || base === 'before-moving-in' || base === 'before-going-back')
    return say(`tank.snapshot.${base}`);
  const [, kind, of = ''] = /^(before|own)-(.+)$/.exec(base) ?? [];
  if (kind === 'before') return say('tank.snapshot.before', { version: of });
  return kind === 'own' ? say('tank.snapshot.own') : name;
}

/** What one can go back to; what it costs is asked in the same place. */
export function SnapshotSection({ tank: { name: tank, snapshots, engineName } }: { tank: ShownTank }) {
  const { say, language } = useTranslator();
  const now = new Date();
  if (snapshots === null)
    return (
      <>
        <h2>{say('tank.snapshots')}</h2>
        <p className="reading">{say('tank.snapshots.not', { engine: engineName })}</p>
      </>
    );
  return (
    <>
      <h2>{say('tank.snapshots')}</h2>
      {snapshots.length === 0 && <p className="reading">{say('tank.snapshots.none')}</p>}
      <ul className="deeds snapshots">
        {snapshots.map(({ name, at }) => {
          const which = { name: nameOf(name, say), when: sayMoment(at, now, language, say) };
          return (
            <li key={name}>
              <p>
                {which.name} <time dateTime={at}>{which.when}</time>
              </p>
              <div>
                <ConfirmButton
                  text={say('tank.snapshot.go')}
                  label={say('tank.snapshot.go-of', which)}
                  sure={say('tank.snapshot.sure', which)}
                  yes={say('tank.snapshot.yes')}
                  no={say('tank.keep')}
                  onYes={() => restoreTankSnapshot(tank, name)}
                />
                <ConfirmButton
                  danger
                  text={say('tank.snapshot.drop')}
                  label={say('tank.snapshot.drop-of', which)}
                  sure={say('tank.snapshot.drop.sure', which)}
                  yes={say('tank.snapshot.drop.yes')}
                  no={say('tank.snapshot.drop.no')}
                  onYes={() => dropSnapshot(tank, name)}
                />
              </div>
            </li>
          );
        })}
      </ul>
      <Button onClick={() => askTank(tank, 'snapshot')}>{say('tank.snapshot.take')}</Button>
    </>
  );
}
