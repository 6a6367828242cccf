import { useEffect, useMemo } from 'react';
import type { Language } from '../main/contract/report';
import type { AppState } from '../main/contract/state';
import { OtherLanguage } from './components/LanguageChoice';
import { Press } from './components/Words';
import { guessLanguage, useSay, VoiceContext, voice } from './i18n';
import { ask, useMirror } from './state/app';
import { cancelLook, look, setLanguage } from './state/deeds';
import { screenFor } from './state/screen';
import { open, useUi } from './state/ui';
import { End } from './steps/End';
import { Looking } from './steps/Looking';
import { Tile } from './steps/Tile';
import { Tiles } from './steps/Tiles';
import { Welcome } from './steps/Welcome';
import { When } from './steps/When';

/** The whole page. */
export function App() {
  const state = useMirror((mirror) => mirror.state);
  const language = state?.language ?? guessLanguage(navigator.languages);
  return (
    <Voice language={language}>
      {state && <Header state={state} />}
      <Problem />
      {state ? <Steps state={state} /> : <Silence />}
      {state && <Keys state={state} />}
    </Voice>
  );
}

function Voice({ language, children }: { language: Language; children: React.ReactNode }) {
  const value = useMemo(() => ({ language, say: voice(language) }), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = value.say('app.name');
  }, [language, value]);
  return <VoiceContext value={value}>{children}</VoiceContext>;
}

function Header({ state }: { state: AppState }) {
  const say = useSay();
  const screen = useUi((ui) => screenFor(state, ui.screen));
  return (
    <header>
      <b>{say('app.name')}</b>
      {screen !== 'welcome' && (
        <div className="corner">
          {screen !== 'looking' && <When state={state} />}
          <OtherLanguage onChoose={setLanguage} />
        </div>
      )}
    </header>
  );
}

/** The keys that there are, for those who use them. */
function Keys({ state }: { state: AppState }) {
  const say = useSay();
  const screen = useUi((ui) => screenFor(state, ui.screen));
  if (screen === 'welcome' || screen === 'looking') return null;
  return <footer>{say('app.keys')}</footer>;
}

/** Says what went wrong between page and main; read out at once. */
function Problem() {
  const say = useSay();
  const problem = useUi((ui) => ui.problem);
  return (
    <div role="alert">
      {problem && (
        <p className="notice problem">
          {say(
            problem in
              {
                getState: 1,
                look: 1,
                cancelLook: 1,
                setLanguage: 1,
                openArticle: 1,
                openAdvisory: 1,
                closeWindow: 1,
              }
              ? (`problem.${problem}` as 'problem.look')
              : 'problem.work',
          )}
        </p>
      )}
    </div>
  );
}

/** Main has not told its state: nothing is said for the moment that takes, and a way on is offered when it fails. */
function Silence() {
  const say = useSay();
  const problem = useUi((ui) => ui.problem);
  const again = () => {
    useUi.setState({ problem: null });
    ask(window.bridge).catch(() => useUi.setState({ problem: 'getState' }));
  };
  if (problem !== 'getState') return null;
  return (
    <main className="screen silence">
      <div className="words">
        <h1>{say('app.reach')}</h1>
        <div className="actions">
          <Press main onPress={again}>
            {say('app.try-again')}
          </Press>
        </div>
      </div>
    </main>
  );
}

function Steps({ state }: { state: AppState }) {
  const ui = useUi();
  const { report } = state;
  const screen = screenFor(state, ui.screen);
  useKeys(state);
  if (screen === 'welcome' || (screen !== 'looking' && !report)) return <Welcome />;
  if (screen === 'looking' || !report) return <Looking state={state} />;
  if (screen === 'end') return <End report={report} tray={state.tray} />;
  if (screen === 'tile' && ui.tile) return <Tile key={ui.tile} report={report} id={ui.tile} />;
  return <Tiles report={report} failed={state.lookFailed} />;
}

/** Esc goes back, or stops a look; R looks again. */
function useKeys(state: AppState) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const { screen: wanted, stopping } = useUi.getState();
      const screen = screenFor(state, wanted);
      if (event.key === 'Escape') {
        if (screen === 'looking' && state.looking && !stopping) void cancelLook();
        else if (screen !== 'looking' && state.report) open('tiles');
      } else if (
        event.key.toLowerCase() === 'r' &&
        screen !== 'welcome' &&
        !state.looking &&
        wanted !== 'looking'
      ) {
        void look();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [state]);
}
