import { expect, test, vi } from 'vitest';
import { deeds } from '../../main/errands/deeds';
import type { Desk } from '../../main/errands/desk';
import { createStore } from '../../main/state/store';
import { appState } from '../fakes/state';

test('deleting for good is begun only where something lies put away, and nothing else is under way', () => {
  const store = createStore(appState());
  const start = vi.fn(async () => null);
  const { forget } = deeds({
    store,
    desk: { start } as unknown as Desk,
    prefer: () => {},
    chooseFiles: async () => [],
  });
  expect(forget()).toBe(false);
  store.publish({ putAway: { things: ['/home/lin/.openclaw'], place: '/q', bytes: 1 } });
  store.publish({
    working: { kind: 'fix', now: '', done: 0, of: 1, part: null, lines: [], cancellable: true },
  });
  expect(forget()).toBe(false);
  expect(start).not.toHaveBeenCalled();
  store.publish({ working: null });
  expect(forget()).toBe(true);
  expect(start).toHaveBeenCalledExactlyOnceWith({ kind: 'forget' });
});
