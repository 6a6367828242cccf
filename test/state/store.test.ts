import { expect, test, vi } from 'vitest';
import { createStore } from '../../main/state/store';
import { appState } from '../fakes/state';

const start = () => createStore(appState({ welcomed: false }));

test('each change raises the revision by one and leaves the rest', () => {
  const store = start();
  expect(store.get().revision).toBe(0);
  store.publish({ welcomed: true });
  store.publish({});
  expect(store.get()).toMatchObject({ revision: 2, welcomed: true, language: 'en', tray: true });
});

test('a state that was handed out never changes', () => {
  const store = start();
  const before = store.get();
  store.publish({ language: 'zh-CN' });
  expect(before).toMatchObject({ revision: 0, language: 'en' });
});

test('everybody hears each state once it is in, until they stop', () => {
  const store = start();
  const heard = vi.fn((state) => expect(state).toBe(store.get()));
  const stop = store.subscribe(heard);
  const other = vi.fn();
  store.subscribe(other);
  store.publish({ welcomed: true });
  stop();
  store.publish({ welcomed: false });
  expect(heard).toHaveBeenCalledOnce();
  expect(other).toHaveBeenCalledTimes(2);
});

test('a listener may stop itself while it hears', () => {
  const store = start();
  const stop = store.subscribe(() => stop());
  const after = vi.fn();
  store.subscribe(after);
  store.publish({});
  expect(after).toHaveBeenCalledOnce();
});
