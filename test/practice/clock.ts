import type { Language } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { createPracticeBridge, type PracticeNote } from '../../renderer/practice/practiceBridge';

/** A practice computer whose time goes on only when it is told to. */
export async function practise(language: Language = 'en') {
  let time = Date.parse('2026-11-22T07:00:00.000Z');
  let waiting: { readonly run: () => void }[] = [];
  const notes: PracticeNote[] = [];
  const bridge = createPracticeBridge({
    language,
    tray: true,
    now: () => time,
    onNote: (note) => notes.push(note),
    after(ms, run) {
      const one = {
        run: () => {
          time += ms;
          run();
        },
      };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((each) => each !== one);
      };
    },
  });
  const seen: AppState[] = [await bridge.getState()];
  bridge.onState(({ revision, patch }) => seen.push({ ...(seen.at(-1) as AppState), ...patch, revision }));
  return {
    bridge,
    notes,
    /** Every state from the first one on. */
    seen,
    state: () => seen.at(-1) as AppState,
    pending: () => waiting.length,
    /** One timer goes off. */
    step: () => waiting.shift()?.run(),
    /** Until nothing waits any more. */
    finish() {
      for (let next = waiting.shift(); next; next = waiting.shift()) next.run();
    },
  };
}
