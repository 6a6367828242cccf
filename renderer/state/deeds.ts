import type { Language } from '../../main/contract/report';
import { useMirror } from './app';
import { open, useUi } from './ui';

/** Waits for main; what goes wrong becomes a sentence on the page. */
async function tell(
  channel: NonNullable<ReturnType<typeof useUi.getState>['problem']>,
  call: Promise<unknown>,
) {
  try {
    await call;
    return true;
  } catch {
    useUi.setState({ problem: channel, stopping: false });
    return false;
  }
}

/** Starts a look and shows it, until it has ended. */
export async function look(): Promise<void> {
  open('looking');
  await tell('look', window.bridge.look());
  // It was refused, or was over before the page heard of it.
  if (!useMirror.getState().state?.looking) leaveLooking();
}

export async function cancelLook(): Promise<void> {
  useUi.setState({ stopping: true, problem: null });
  await tell('cancelLook', window.bridge.cancelLook());
}

export const setLanguage = (language: Language) => tell('setLanguage', window.bridge.setLanguage(language));
export const openArticle = (check: string) => tell('openArticle', window.bridge.openArticle(check));
export const openAdvisory = (id: string) => tell('openAdvisory', window.bridge.openAdvisory(id));
export const closeWindow = () => tell('closeWindow', window.bridge.closeWindow());

/** Leaves the looking screen for what came out of it. */
function leaveLooking(): void {
  useUi.setState((ui) => ({ stopping: false, screen: ui.screen === 'looking' ? 'tiles' : ui.screen }));
}

/** Keeps the mirror fresh and leaves the looking screen when a look ends. Returns a function that stops it. */
export function follow(): () => void {
  return useMirror.subscribe((now, before) => {
    if (before.state?.looking && !now.state?.looking) leaveLooking();
  });
}
