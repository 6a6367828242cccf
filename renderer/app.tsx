import { Fragment, useEffect, useMemo } from 'react';
import type { Language } from '../main/contract/report';
import type { AppState } from '../main/contract/state';
import { ConfirmButton } from './components/ConfirmButton';
import { OtherLanguage } from './components/LanguageChoice';
import { Button } from './components/TitleAndButton';
import { guessLanguage, pageTranslate, TranslatorContext, useTranslate } from './i18n';
import { LastScan } from './screens/LastScan';
import { PracticeBar } from './screens/PracticeBar';
import { SCREENS } from './screenTable';
import { look } from './store/actions';
import { fetchState, useAppStore } from './store/appState';
import { call } from './store/call';
import { restorePlace } from './store/screenPlace';
import { screenFor } from './store/shownScreen';
import { useUi } from './store/uiState';
import { stopOpenClaw } from './store/workActions';

/** The whole page. */
export function App() {
  const { state, computer } = useAppStore();
  const language = state?.language ?? guessLanguage(navigator.languages);
  return (
    <TranslatorProvider language={language} home={state?.home ?? ''} computer={computer}>
      {state && <PracticeBar state={state} />}
      {/* Nothing that is half asked about one computer is left open about the other. */}
      <Fragment key={computer}>
        {state && <Header state={state} />}
        <Problem />
        {state ? <Steps state={state} /> : <Silence />}
        {state && <Keys state={state} />}
      </Fragment>
    </TranslatorProvider>
  );
}

interface Reader {
  readonly language: Language;
  readonly home: string;
  readonly computer: 'own' | 'practice';
  readonly children: React.ReactNode;
}

function TranslatorProvider({ language, home, computer, children }: Reader) {
  const value = useMemo(() => ({ language, home, say: pageTranslate(language, home) }), [language, home]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = value.say(computer === 'practice' ? 'practice.title' : 'app.name');
  }, [language, value, computer]);
  return <TranslatorContext value={value}>{children}</TranslatorContext>;
}

function Header({ state }: { state: AppState }) {
  const say = useTranslate();
  const screen = useUi((ui) => screenFor(state, ui));
  const runs = state.report?.copies.some(({ running }) => running);
  return (
    <header>
      <b>{say('app.name')}</b>
      {screen !== 'welcome' && (
        <div className="corner">
          {runs && screen !== 'working' && <StopNow />}
          {screen !== 'looking' && screen !== 'working' && <LastScan state={state} />}
          <OtherLanguage onChoose={call.setLanguage} />
        </div>
      )}
    </header>
  );
}

/** The way out that is always there while OpenClaw runs. It says what is lost, and that it can be undone. */
function StopNow() {
  const say = useTranslate();
  return (
    <span className="stop-now">
      <ConfirmButton
        text={say('stop.press')}
        sure={say('stop.sure')}
        yes={say('stop.go')}
        no={say('stop.not')}
        onYes={stopOpenClaw}
      />
    </span>
  );
}

/** The keys that there are, for those who use them. */
function Keys({ state }: { state: AppState }) {
  const say = useTranslate();
  const screen = useUi((ui) => screenFor(state, ui));
  if (SCREENS[screen].quiet) return null;
  return <footer>{say('app.keys')}</footer>;
}

/** Says what went wrong between page and main; read out at once. */
function Problem() {
  const say = useTranslate();
  const problem = useUi((ui) => ui.problem);
  return <div role="alert">{problem && <p className="notice problem">{say(`problem.${problem}`)}</p>}</div>;
}

/** Main has not told its state: nothing is said for the moment that takes, and a way on is offered when it fails. */
function Silence() {
  const say = useTranslate();
  const problem = useUi((ui) => ui.problem);
  const again = () => {
    useUi.setState({ problem: null });
    void fetchState();
  };
  if (problem !== 'state') return null;
  return (
    <main className="screen silence">
      <div className="words">
        <h1>{say('app.reach')}</h1>
        <div className="actions">
          <Button main onClick={again}>
            {say('app.try-again')}
          </Button>
        </div>
      </div>
    </main>
  );
}

function Steps({ state }: { state: AppState }) {
  const ui = useUi();
  useKeys(state);
  const shown = screenFor(state, ui);
  return (
    <>
      {SCREENS[shown].show({ state, ui })}
      <Arrival key={`${shown} ${ui.tile}`} />
    </>
  );
}

/** Puts whoever came back where they were: behind the screen, so that its heading has taken the focus before. */
function Arrival() {
  useEffect(restorePlace, []);
  return null;
}

/** Whether a key is meant for a field rather than for the page. */
const isTyped = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && ['text', 'password'].includes(target.type);

/** Esc goes back, or stops what can be stopped; R looks again. */
function useKeys(state: AppState) {
  useEffect(() => {
    const click = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyped(event.target)) return;
      const ui = useUi.getState();
      const entry = SCREENS[screenFor(state, ui)];
      if (event.key === 'Escape') entry.escape({ state, ui });
      else if (event.key.toLowerCase() === 'r' && !entry.quiet && !state.looking) void look();
    };
    window.addEventListener('keydown', click);
    return () => window.removeEventListener('keydown', click);
  }, [state]);
}
