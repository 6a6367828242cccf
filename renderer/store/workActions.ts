import type { UpdateRisk } from '../../main/contract/change';
import type { JobKind } from '../../main/contract/work';
import { subscribeToState, useAppStore } from './appState';
import { call } from './call';
import { tankOf } from './tankSelectors';
import { openScreen, openTankPage, openTile, useUi } from './uiState';

/** Asks for work and shows that it is coming, until main tells of it. */
export async function startJob(kind: JobKind, ask: () => Promise<boolean>): Promise<void> {
  if (useUi.getState().pending || useAppStore.getState().state?.working) return;
  useUi.setState({
    pending: kind,
    stopping: false,
    resultDismissed: false,
    problem: null,
    interrupted: null,
  });
  // What came before is put away first: were this to end without a word, the older result would pass for its own.
  const done = useAppStore.getState().state?.workDone;
  if (done && !(await call.seen())) return;
  if (!(await ask())) return;
  const failed = useAppStore.getState().state?.lookFailed;
  // It was over before the page heard of it.
  if (failed && useUi.getState().pending)
    useUi.setState({ pending: null, interrupted: kind === 'tank' ? 'tank' : failed, screen: 'tiles' });
}

export const applyFixes = (ids: readonly string[]) => startJob('fix', () => call.applyFixes(ids));
export const undo = (entries: readonly string[]) => startJob('undo', () => call.undo(entries));
export const stopOpenClaw = () => startJob('stop', () => call.stopNow());
/** `accepted`: what the user chose after it was said. */
export const updateCopy = (copy: string, accepted: readonly UpdateRisk[] = []) => {
  useUi.setState({ copy });
  return startJob('update', () => call.update(copy, accepted));
};
export const uninstallOpenClaw = (data: 'keep' | 'delete') => startJob('leave', () => call.leave(data));
export const purgeUndone = () => startJob('forget', () => call.forget());

export const updateApp = () => startJob('app-update', () => call.updateApp());

export async function cancelWork(): Promise<void> {
  useUi.setState({ stopping: true, problem: null });
  await call.cancelWork();
}

/** Puts the result away and goes on: to the tank it was about, to the tile that the work began in, or to the six panes. */
export async function continueAfterResult(): Promise<void> {
  const { tile, tank } = useUi.getState();
  const { state } = useAppStore.getState();
  const there = state?.workDone?.kind === 'tank' ? tankOf(state, tank) : undefined;
  if (there) openTankPage(there.name);
  else if (tile) openTile(tile);
  else openScreen('tiles');
  await call.seen();
}

/** Keeps what is open in step with the work that main tells of. Returns a function that stops it. */
export function subscribeToJobs(): () => void {
  return subscribeToState((now, before) => {
    if (!now) return;
    const { pending, stopping } = useUi.getState();
    if (now.working && !before?.working)
      useUi.setState({ pending: null, resultDismissed: false, interrupted: null });
    const ended = before?.working && !now.working;
    const isNew = now.workDone !== null && !before?.workDone;
    const failed = now.lookFailed !== null && before?.lookFailed !== now.lookFailed;
    if (pending && (isNew || failed)) useUi.setState({ pending: null });
    if (ended || (pending && failed)) {
      useUi.setState({ stopping: false });
      if (!now.workDone) {
        const tank = (before?.working?.kind ?? pending) === 'tank';
        const interrupted = tank ? 'tank' : (now.lookFailed ?? (stopping ? 'cancelled' : 'failed'));
        useUi.setState({ interrupted, screen: 'tiles', tile: null });
      }
    }
    if (!now.workDone && before?.workDone) useUi.setState({ resultDismissed: false });
  });
}

/** Opens the screen that the menu asked for. Returns a function that stops it. */
export function subscribeToMenu(): () => void {
  return subscribeToState((now, before) => {
    if (!now?.wantedScreen || before?.wantedScreen === now.wantedScreen) return;
    openScreen(now.wantedScreen);
    if (now.workDone && !now.working) useUi.setState({ resultDismissed: true });
  });
}

/** Opens the finding that a notice asked for, once there is a report that has it. Returns a function that stops it. */
export function subscribeToFocus(): () => void {
  return subscribeToState((now, before) => {
    if (!now?.wanted || (before?.wanted === now.wanted && before.report)) return;
    const finding = now.report?.findings.find(({ id }) => id === now.wanted);
    if (!finding) return;
    openTile(finding.tile, finding.id);
    // Work that is under way stays in front; its result does not.
    if (now.workDone && !now.working) useUi.setState({ resultDismissed: true });
  });
}
