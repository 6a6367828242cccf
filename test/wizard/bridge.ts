import type { IpcChannel } from '../../main/contract/ipc';
import type { AppState, StateChange } from '../../main/contract/state';
import { SAMPLE_ACCESSES } from '../../renderer/practice/sampleAccesses';

// What a page needs to be drawn without the app; free of vitest, because the gallery draws the same pages.

/** Debian's own, without a desktop's window around each page, which takes Chromium longer than the page does. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

/** The day on which everything in these tests happened, so that “today” is the same on every day. */
export const NOW = new Date('2026-11-22T07:00:00.000Z');

/** What main answers besides its state. */
export const ANSWERS: { readonly [C in IpcChannel]?: unknown } = { getAccesses: SAMPLE_ACCESSES };

/** What the fake bridge lets a test see and do inside the page. */
interface Puppet {
  calls: [IpcChannel, ...unknown[]][];
  failing: IpcChannel[];
  push(state: AppState): void;
}
declare global {
  interface Window {
    readonly puppet: Puppet;
  }
}

/** Runs inside the page before its own script: a bridge with every channel of the contract, that only remembers. */
export function putBridge({
  channels,
  first,
  failing,
  answers,
}: {
  channels: string[];
  first: AppState;
  failing: string[];
  answers: Readonly<Record<string, unknown>>;
}) {
  let state = first;
  // Main tells of the work itself a moment after it has answered.
  const deeds = ['applyFixes', 'undo', 'stopNow', 'update', 'leave', 'forget'];
  const listeners = new Set<(change: StateChange) => void>();
  const puppet = {
    calls: [] as unknown[][],
    failing,
    push(next: AppState) {
      state = next;
      const { revision, ...patch } = next;
      for (const listener of [...listeners]) listener({ revision, patch });
    },
  };
  const bridge = Object.fromEntries(
    channels.map((channel) => [
      channel,
      async (...args: unknown[]) => {
        puppet.calls.push([channel, ...args]);
        if (puppet.failing.includes(channel)) throw new Error('failed');
        // As main does it: the state comes before the answer.
        const next = (more: Partial<AppState>) =>
          puppet.push({ ...state, revision: state.revision + 1, ...more });
        if (channel === 'look' || channel === 'secondOpinion') {
          next({ welcomed: true, looking: { done: 0, of: 0, tilesDone: [] }, lookFailed: null });
        }
        if (deeds.includes(channel)) next({ looking: null, lookFailed: null });
        if (channel === 'seen') next({ workDone: null });
        return channel === 'getState' ? state : answers[channel];
      },
    ]),
  );
  const onState = (listener: (change: StateChange) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  Object.assign(window, { bridge: { ...bridge, onState }, puppet });
}
