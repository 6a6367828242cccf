import { useEffect, useMemo } from 'react';
import type { Language } from '../main/contract/report';
import type { AppState } from '../main/contract/state';
import { OtherLanguage } from './components/LanguageChoice';
import { Press } from './components/Words';
import { guessLanguage, useSay, VoiceContext, voice } from './i18n';
import { ask, useMirror } from './state/app';
import { cancelLook, look, setLanguage } from './state/deeds';
import { type Shown, screenFor } from './state/screen';
import { back, open, useUi } from './state/ui';
import { cancelWork, goOn, stopNow } from './state/work';
import { Changes } from './steps/Changes';
import { End } from './steps/End';
import { Fix } from './steps/Fix';
import { Forget } from './steps/Forget';
import { Leave } from './steps/Leave';
import { Looking } from './steps/Looking';
import { Plan } from './steps/Plan';
import { Result } from './steps/Result';
import { Settings } from './steps/Settings';
import { Tile } from './steps/Tile';
import { Tiles } from './steps/Tiles';
import { MoveIn } from './steps/tank/MoveIn';
import { Offer } from './steps/tank/Offer';
import { TankPage } from './steps/tank/TankPage';
import { TankResult } from './steps/tank/TankResult';
import { Update } from './steps/Update';
import { Welcome } from './steps/Welcome';
import { When } from './steps/When';
import { Working } from './steps/Working';

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
  const screen = useUi((ui) => screenFor(state, ui));
  const runs = state.report?.copies.some(({ running }) => running);
  return (
    <header>
      <b>{say('app.name')}</b>
      {screen !== 'welcome' && (
        <div className="corner">
          {runs && screen !== 'working' && <StopNow />}
          {screen !== 'looking' && screen !== 'working' && <When state={state} />}
          <OtherLanguage onChoose={setLanguage} />
        </div>
      )}
    </header>
  );
}

/** The way out that is always there while OpenClaw runs. One press is enough: it can be undone, and says so. */
function StopNow() {
  const say = useSay();
  return (
    <span className="stop-now">
      <Press onPress={stopNow}>{say('stop.press')}</Press> <small>{say('stop.undoable')}</small>
    </span>
  );
}

/** The keys that there are, for those who use them. */
function Keys({ state }: { state: AppState }) {
  const say = useSay();
  const screen = useUi((ui) => screenFor(state, ui));
  if (QUIET.includes(screen)) return null;
  return <footer>{say('app.keys')}</footer>;
}

/** Says what went wrong between page and main; read out at once. */
function Problem() {
  const say = useSay();
  const problem = useUi((ui) => ui.problem);
  return <div role="alert">{problem && <p className="notice problem">{say(`problem.${problem}`)}</p>}</div>;
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
  const { report, preferences } = state;
  const screen = screenFor(state, ui);
  useKeys(state);
  if (screen === 'working') return <Working state={state} />;
  if (screen === 'result' && state.workDone)
    return state.workDone.kind === 'tank' ? (
      <TankResult state={state} done={state.workDone} />
    ) : (
      <Result state={state} done={state.workDone} />
    );
  if (screen === 'welcome' || (screen !== 'looking' && !report)) return <Welcome />;
  if (screen === 'looking' || !report) return <Looking state={state} />;
  if (screen === 'end') return <End report={report} state={state} />;
  if (screen === 'plan') return <Plan report={report} />;
  if (screen === 'fix') return <Fix report={report} step={ui.step} />;
  if (screen === 'update') return <Update report={report} mirror={preferences.mirror} />;
  if (screen === 'changes') return <Changes report={report} state={state} />;
  if (screen === 'settings') return <Settings report={report} preferences={preferences} />;
  if (screen === 'forget') return <Forget report={report} putAway={state.putAway ?? null} />;
  if (screen === 'offer') return <Offer report={report} state={state} />;
  if (screen === 'tank-page') return <TankPage state={state} />;
  if (screen === 'move-in') return <MoveIn state={state} />;
  if (screen === 'leave') return <Leave report={report} />;
  if (screen === 'tile' && ui.tile) return <Tile key={ui.tile} report={report} id={ui.tile} state={state} />;
  return <Tiles report={report} state={state} />;
}

/** Screens on which R does not look again. */
const QUIET: readonly Shown[] = ['welcome', 'looking', 'working', 'result'];

/** Whether a key is meant for a field rather than for the page. */
const isTyped = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === 'text';

/** Esc goes back, or stops what can be stopped; R looks again. */
function useKeys(state: AppState) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyped(event.target)) return;
      const ui = useUi.getState();
      const screen = screenFor(state, ui);
      if (event.key === 'Escape') goBack(state, screen, ui.stopping);
      else if (event.key.toLowerCase() === 'r' && !QUIET.includes(screen) && !state.looking) void look();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [state]);
}

function goBack(state: AppState, screen: Shown, stopping: boolean): void {
  if (screen === 'working') {
    // A slip of the finger must not clean away a tank that is half made: that has its button.
    const making = state.working?.tank === 'create';
    if (state.working?.cancellable && !making && !stopping) void cancelWork();
  } else if (screen === 'result') void goOn();
  else if (screen === 'looking') {
    if (state.looking && !stopping) void cancelLook();
  } else if (screen === 'leave') open('settings');
  else if (screen === 'forget') open('changes');
  else if (state.report) back();
}
