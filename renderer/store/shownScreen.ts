import type { AppState } from '../../main/contract/state';
import type { Screen, Ui } from './uiState';

/** What is shown: a screen that the reader went to, or work under way, or what it came to. */
export type Shown = Screen | 'working' | 'result';

/** The screen to show: what the reader went to, as far as main’s state has something to show for it. */
export function screenFor(
  state: AppState,
  { screen, pending, resultDismissed }: Pick<Ui, 'screen' | 'pending' | 'resultDismissed'>,
): Shown {
  if (state.working || pending) return 'working';
  if (state.workDone && !resultDismissed) return 'result';
  if (screen === 'looking' || screen === 'about' || screen === 'settings') return screen;
  if (state.report) return screen;
  if (state.looking) return 'looking';
  if (screen === 'welcome' || !state.welcomed) return 'welcome';
  // Stopped or failed, and there is nothing older to show.
  return state.lookFailed ? 'looking' : 'welcome';
}
