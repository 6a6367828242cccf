import type { AppState } from '../../main/contract/state';
import { AppUpdate } from '../components/AppUpdate';
import { FactList } from '../components/FactList';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { call } from '../store/call';
import { openAccesses, openCard, openScreen } from '../store/uiState';
import { updateApp } from '../store/workActions';
import { PracticeLine } from './PracticeBar';
import { PlainTank, ReportTank } from './ReportTank';

/** Keys, as they are written on them; Ctrl is Command on a Mac. */
const KEYS = ['back', 'look', 'walk', 'settings', 'help', 'zoom', 'close', 'quit'] as const;

/** Help, the keys, and what this app is: version, licence, what is in it, where its debug log lies. */
export function AboutScreen({ state }: { state: AppState }) {
  const say = useTranslate();
  const { report, about, debugLog, appUpdate, preferences } = state;
  return (
    <ScreenLayout
      name="about"
      title={say('about.title')}
      lead={say('about.lead')}
      actions={
        <Button main shortcut="Escape" onClick={() => openScreen('tiles')}>
          {say(report ? 'settings.done' : 'about.back')}
        </Button>
      }
      tank={report ? <ReportTank report={report} /> : <PlainTank />}
    >
      <h2>{say('about.help')}</h2>
      <p className="reading">{say('about.help.so')}</p>
      <p className="after">
        <Button onClick={() => call.openHelp('openclaw')}>{say('about.help.openclaw')}</Button>
        <Button onClick={() => call.openHelp('security')}>{say('about.help.security')}</Button>
        {report && <Button onClick={() => openCard()}>{say('card.press')}</Button>}
        {report && <Button onClick={openAccesses}>{say('accesses.press')}</Button>}
      </p>
      <h2>{say('practice.name')}</h2>
      <p className="reading">{say('practice.about')}</p>
      <PracticeLine />
      <h2>{say('about.keys')}</h2>
      <dl className="keys">
        {KEYS.map((each) => (
          <div key={each}>
            <dt>
              <kbd>{say(`key.${each}`)}</kbd>
            </dt>
            <dd>{say(`key.${each}.does`)}</dd>
          </div>
        ))}
      </dl>
      <h2>{say('about.app')}</h2>
      {about && (
        <FactList
          facts={[
            { term: say('about.version'), value: about.version },
            { term: say('about.licence'), value: say('about.licence.is') },
            {
              term: say('about.bundled'),
              value: say('about.bundled.is', {
                electron: about.electron,
                chromium: about.chromium,
                node: about.node,
              }),
            },
          ]}
        />
      )}
      {about?.hasNotices && <Button onClick={call.openNotices}>{say('about.notices')}</Button>}
      <AppUpdate
        update={appUpdate}
        asks={preferences.asksAppUpdates}
        onAsk={call.setAsksAppUpdates}
        onInstall={updateApp}
        onOpen={call.openRelease}
        onRestart={call.restartApp}
      />
      <h2>{say('settings.debug')}</h2>
      {debugLog ? (
        <>
          <p className="reading">{say('settings.debug.so')}</p>
          <PathText>{debugLog}</PathText>
          <p className="after">
            <Button onClick={call.showDebugLog}>{say('about.debug.show')}</Button>
          </p>
        </>
      ) : (
        <p className="reading">{say('about.debug.off')}</p>
      )}
    </ScreenLayout>
  );
}
