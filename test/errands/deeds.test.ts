import { expect, test, vi } from 'vitest';
import { deeds } from '../../main/errands/deeds';
import type { Desk } from '../../main/errands/desk';
import { createStore } from '../../main/state/store';
import { appState } from '../fakes/state';
import { tankOf } from '../wizard/tanks';

/** What the page may ask for, and what of it is begun. */
function desk() {
  const store = createStore(appState());
  const start = vi.fn(async () => null);
  const asked = deeds({
    store,
    desk: { start } as unknown as Desk,
    prefer: () => {},
    chooseFiles: async () => [],
  });
  return { store, start, ...asked };
}

test('deleting for good is begun only where something lies put away, and nothing else is under way', () => {
  const { store, start, forget } = desk();
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

test.each([
  ['restoreTank', 'restore'],
  ['dropSnapshot', 'drop'],
] as const)('%s is begun only for a snapshot that the tank has', (channel, deed) => {
  const { store, start, [channel]: ask } = desk();
  expect(ask('openclaw', 'clean')).toBe(false);
  store.publish({ tanks: [tankOf('en', { snapshots: null }), tankOf('en', { name: 'second' })] });
  expect(ask('openclaw', 'clean')).toBe(false);
  expect(ask('second', 'no-such')).toBe(false);
  expect(start).not.toHaveBeenCalled();
  expect(ask('second', 'clean')).toBe(true);
  expect(start).toHaveBeenCalledExactlyOnceWith({ kind: 'tank', deed, tank: 'second', snapshot: 'clean' });
});
