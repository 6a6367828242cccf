import { TILES } from '../../main/contract/finding';
import { LanguageChoice } from '../components/LanguageChoice';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { useMirror } from '../state/app';
import { look, setLanguage } from '../state/deeds';
import { open } from '../state/ui';
import { PlainTank } from './ReportTank';

const READS = ['itself', 'left', 'yours', 'computer'] as const;

/** The first screen: the language, what will be read, and what leaves the computer. */
export function Welcome() {
  const say = useSay();
  const again = useMirror(({ state }) => state?.report !== null);
  return (
    <Screen
      name="welcome"
      title={say('welcome.title')}
      lead={say('welcome.lead')}
      before={<LanguageChoice onChoose={setLanguage} />}
      actions={
        <>
          <Press main onPress={look}>
            {say('welcome.go')}
          </Press>
          {again && <Press onPress={() => open('tiles')}>{say('welcome.back')}</Press>}
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
        <li>{say('welcome.leaves.nothing')}</li>
      </ul>
      <h2>{say('welcome.safe')}</h2>
      <ol className="plain">
        {TILES.map((tile) => (
          <li key={tile}>{say(`safe.${tile}`)}</li>
        ))}
      </ol>
    </Screen>
  );
}
