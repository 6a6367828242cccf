import type { ShownAppUpdate } from '../../main/contract/app-update';
import { useTranslator } from '../i18n';
import { saySize } from '../i18n/size';
import { sayDate } from '../i18n/when';
import { Disclosure } from './Disclosure';
import { Button } from './TitleAndButton';
import { ToggleSwitch } from './ToggleSwitch';

interface Props {
  /** Absent: not looked yet. */
  readonly update: ShownAppUpdate | undefined;
  readonly asks: boolean;
  readonly onAsk: (asks: boolean) => void;
  readonly onInstall: () => void;
  readonly onOpen: () => void;
  readonly onRestart: () => void;
}

/** How it stands with newer versions of Tankmate itself, and what can be done about it. */
export function AppUpdate({ update, asks, onAsk, onInstall, onOpen, onRestart }: Props) {
  const { say } = useTranslator();
  return (
    <>
      <h2>{say('own-update')}</h2>
      {update && <Standing update={update} onInstall={onInstall} onOpen={onOpen} onRestart={onRestart} />}
      {update?.problem && <p className="reading">{update.problem}</p>}
      {update?.state !== 'off' && (
        <ToggleSwitch
          label={say('own-update.ask')}
          note={say('own-update.ask.so')}
          on={asks}
          onSwitch={onAsk}
        />
      )}
    </>
  );
}

type StandingProps = Pick<Props, 'onInstall' | 'onOpen' | 'onRestart'> & { readonly update: ShownAppUpdate };

function Standing({ update, onInstall, onOpen, onRestart }: StandingProps) {
  const { say, language } = useTranslator();
  const { state, version, method, bytes, notes, answeredAt } = update;
  if (state === 'off' || (state === 'current' && answeredAt === null)) return null;
  if (state === 'current')
    return (
      <p className="reading">{say('own-update.current', { date: sayDate(answeredAt ?? '', language) })}</p>
    );
  const named = { version: version ?? '' };
  if (state === 'installed')
    return (
      <>
        <p className="reading">{say('own-update.installed', named)}</p>
        <Button onClick={onRestart}>{say('own-update.restart')}</Button>
      </>
    );
  return (
    <>
      <p className="reading">{say(`own-update.offered.${method}`, named)}</p>
      {notes && (
        <Disclosure title={say('own-update.notes')}>
          <p className="own-notes">{notes}</p>
        </Disclosure>
      )}
      <p className="after">
        {method === 'replace' && (
          <Button onClick={onInstall}>
            {say('own-update.install', { size: saySize(bytes ?? 0, language) })}
          </Button>
        )}
        <Button onClick={onOpen}>{say('own-update.open')}</Button>
      </p>
    </>
  );
}
