import { TILES } from '../../main/contract/finding';
import { LanguageChoice } from '../components/LanguageChoice';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { look } from '../store/actions';
import { useAppStore } from '../store/appState';
import { call } from '../store/call';
import { openScreen } from '../store/uiState';
import { PlainTank } from './ReportTank';

const READS = ['itself', 'left', 'yours', 'computer'] as const;

/** The first screen: the language, what will be read, and what leaves the computer. */
export function WelcomeScreen() {
  const say = useTranslate();
  const again = useAppStore(({ state }) => state?.report !== null);
  return (
    <ScreenLayout
      name="welcome"
      title={say('welcome.title')}
      lead={say('welcome.lead')}
      before={<LanguageChoice onChoose={call.setLanguage} />}
      actions={
        <>
          <Button main onClick={look}>
            {say('welcome.go')}
          </Button>
          {again && <Button onClick={() => openScreen('tiles')}>{say('welcome.back')}</Button>}
        </>
      }
      tank={<PlainTank />}
    >
      <h2>{say('welcome.reads')}</h2>
      <ul className="plain">
        {READS.map((each) => (
          <li key={each}>{say(`welcome.reads.${each}`)}</li>
        ))}
      </ul>
      <h2>{say('welcome.leaves')}</h2>
      <ul className="plain">
        <li>{say('welcome.leaves.question')}</li>
        <li>{say('welcome.leaves.feeds')}</li>
        <li>{say('welcome.leaves.app')}</li>
        <li>{say('welcome.leaves.nothing')}</li>
      </ul>
      <h2>{say('welcome.safe')}</h2>
      <ol className="plain">
        {TILES.map((tile) => (
          <li key={tile}>{say(`safe.${tile}`)}</li>
        ))}
      </ol>
    </ScreenLayout>
  );
}
