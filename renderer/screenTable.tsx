import type { ReactNode } from 'react';
import type { Report } from '../main/contract/report';
import type { AppState } from '../main/contract/state';
import { AboutScreen } from './screens/AboutScreen';
import { AccessesScreen } from './screens/AccessesScreen';
import { ByHandScreen } from './screens/ByHandScreen';
import { CardScreen } from './screens/CardScreen';
import { ChangesScreen } from './screens/ChangesScreen';
import { EndScreen } from './screens/EndScreen';
import { FixScreen } from './screens/FixScreen';
import { ForgetScreen } from './screens/ForgetScreen';
import { LookingScreen } from './screens/LookingScreen';
import { PlaceScreen } from './screens/PlaceScreen';
import { PlanScreen } from './screens/PlanScreen';
import { ResultScreen } from './screens/ResultScreen';
import { SettingsScreen } from './screens/SettingsScreen';
import { TileScreen } from './screens/TileScreen';
import { TilesScreen } from './screens/TilesScreen';
import { KeyScreen } from './screens/tank/KeyScreen';
import { MoveInScreen } from './screens/tank/MoveInScreen';
import { OfferScreen } from './screens/tank/OfferScreen';
import { TankResult } from './screens/tank/TankResult';
import { TankScreen } from './screens/tank/TankScreen';
import { UninstallScreen } from './screens/UninstallScreen';
import { UpdateScreen } from './screens/UpdateScreen';
import { WelcomeScreen } from './screens/WelcomeScreen';
import { WorkingScreen } from './screens/WorkingScreen';
import { cancelLook } from './store/actions';
import type { Shown } from './store/shownScreen';
import { back, type Ui } from './store/uiState';
import { continueAfterResult } from './store/workActions';

interface Given {
  readonly state: AppState;
  readonly ui: Ui;
}

interface ScreenEntry {
  readonly show: (given: Given) => ReactNode;
  /** What Esc does. */
  readonly escape: (given: Given) => void;
  /** R does not look again here. */
  readonly quiet?: true;
}

const goBack = ({ state }: Given) => {
  if (state.report) back();
};

/** A screen that tells of a report: without one there is only the welcome. */
const of = (show: (report: Report, given: Given) => ReactNode): ScreenEntry => ({
  show: (given) => (given.state.report ? show(given.state.report, given) : <WelcomeScreen />),
  escape: goBack,
});

const result = ({ state, state: { workDone } }: Given) => {
  if (!workDone) return null;
  return workDone.kind === 'tank' ? (
    <TankResult state={state} done={workDone} />
  ) : (
    <ResultScreen state={state} done={workDone} />
  );
};

const stopLook = ({ state, ui }: Given) => {
  if (state.looking && !ui.stopping) void cancelLook();
};

const tiles = of((report, { state }) => <TilesScreen report={report} state={state} />);

/** Every screen. A new one is a line here, and one in `BACK` of `store/uiState.ts`. */
export const SCREENS: Readonly<Record<Shown, ScreenEntry>> = {
  // Esc opens the question that the screen itself asks.
  working: { show: ({ state }) => <WorkingScreen state={state} />, escape: () => {}, quiet: true },
  result: { show: result, escape: () => void continueAfterResult(), quiet: true },
  welcome: { show: () => <WelcomeScreen />, escape: goBack, quiet: true },
  looking: { show: ({ state }) => <LookingScreen state={state} />, escape: stopLook, quiet: true },
  tiles,
  tile: of((report, { state, ui }) =>
    ui.tile ? (
      <TileScreen key={ui.tile} report={report} id={ui.tile} state={state} />
    ) : (
      tiles.show({ state, ui })
    ),
  ),
  end: of((report, { state }) => <EndScreen report={report} state={state} />),
  place: of((report, { state, ui }) => <PlaceScreen report={report} state={state} tile={ui.tile} />),
  plan: of((report, { state, ui }) => <PlanScreen report={report} state={state} tile={ui.tile} />),
  'by-hand': of((report, { state, ui }) => <ByHandScreen report={report} state={state} tile={ui.tile} />),
  fix: of((report, { ui }) => <FixScreen report={report} step={ui.step} />),
  update: of((report, { state }) => <UpdateScreen report={report} mirror={state.preferences.mirror} />),
  changes: of((report, { state }) => <ChangesScreen report={report} state={state} />),
  settings: {
    show: ({ state }) => <SettingsScreen report={state.report} preferences={state.preferences} />,
    escape: () => back(),
  },
  about: { show: ({ state }) => <AboutScreen state={state} />, escape: () => back() },
  card: of((report, { state }) => <CardScreen report={report} state={state} />),
  accesses: of((report) => <AccessesScreen report={report} />),
  leave: of((report) => <UninstallScreen report={report} />),
  forget: of((report, { state }) => <ForgetScreen report={report} putAway={state.quarantined ?? null} />),
  offer: of((report, { state }) => <OfferScreen report={report} state={state} />),
  'tank-page': of((_report, { state }) => <TankScreen state={state} />),
  'give-key': of((_report, { state }) => <KeyScreen state={state} />),
  'move-in': of((_report, { state }) => <MoveInScreen state={state} />),
};
