import type { Language } from '../../main/contract/report';
import type { Preferences, Snooze, Term } from '../../main/contract/work';
import { useMirror } from './app';
import { tell } from './tell';
import { open, useUi } from './ui';

/** Starts a look and shows it, until it has ended. */
export async function look(): Promise<void> {
  open('looking');
  await tell('look', () => window.bridge.look());
  // It was refused, or was over before the page heard of it.
  if (!useMirror.getState().state?.looking) leaveLooking();
}

export async function cancelLook(): Promise<void> {
  useUi.setState({ stopping: true, problem: null });
  await tell('cancelLook', () => window.bridge.cancelLook());
}

export const setLanguage = (language: Language) =>
  tell('setLanguage', () => window.bridge.setLanguage(language));
export const openArticle = (check: string) => tell('openArticle', () => window.bridge.openArticle(check));
export const openAdvisory = (id: string) => tell('openAdvisory', () => window.bridge.openAdvisory(id));
export const openKeyPage = (id: string) => tell('openKeyPage', () => window.bridge.openKeyPage(id));
export const closeWindow = () => tell('closeWindow', () => window.bridge.closeWindow());

export const snooze = (how: Snooze | 'off') => tell('snooze', () => window.bridge.snooze(how));
export const setAsksFeeds = (asks: boolean) => tell('setAsksFeeds', () => window.bridge.setAsksFeeds(asks));
export const setMirror = (mirror: Preferences['mirror']) =>
  tell('setMirror', () => window.bridge.setMirror(mirror));
export const setStartsAtLogin = (starts: boolean) =>
  tell('setStartsAtLogin', () => window.bridge.setStartsAtLogin(starts));
/** Lives with a finding for a while, or takes that back. */
export const accept = (finding: string, term: Term | 'off', reason: string) =>
  tell('accept', () => window.bridge.accept(finding, term, reason));

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
