import type { AppState } from '../../main/contract/state';
import type { Screen } from './ui';

/** The screen to show: what the reader went to, as far as main’s state has something to show for it. */
export function screenFor(state: AppState, wanted: Screen): Screen {
  if (wanted === 'looking') return 'looking';
  if (state.report) return wanted;
  if (state.looking) return 'looking';
  if (wanted === 'welcome' || !state.welcomed) return 'welcome';
  // Stopped or failed, and there is nothing older to show.
  return state.lookFailed ? 'looking' : 'welcome';
}
