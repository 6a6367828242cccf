import { expect, test, vi } from 'vitest';
import { createStore } from '../../main/app/store';
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

test('who hears a state hears what is new in it, and no more', () => {
  const store = start();
  const heard = vi.fn();
  store.subscribe(heard);
  store.publish({ welcomed: true, wanted: null });
  expect(heard).toHaveBeenCalledExactlyOnceWith(store.get(), { welcomed: true, wanted: null });
});

test('what a listener publishes is heard by all after what it heard', () => {
  const store = start();
  store.subscribe((_state, { welcomed }) => {
    if (welcomed) store.publish({ wanted: 'known-holes' });
  });
  const heard: number[] = [];
  store.subscribe(({ revision }) => heard.push(revision));
  store.publish({ welcomed: true });
  store.publish({});
  expect(heard).toEqual([1, 2, 3]);
});

test('a listener that throws keeps nobody from the next change', () => {
  const store = start();
  const stop = store.subscribe(() => {
    throw new Error('the window is gone');
  });
  expect(() => store.publish({ welcomed: true })).toThrow('the window is gone');
  stop();
  const heard = vi.fn();
  store.subscribe(heard);
  store.publish({ wanted: 'known-holes' });
  expect(heard).toHaveBeenCalledExactlyOnceWith(store.get(), { wanted: 'known-holes' });
});

test('a listener may stop itself while it hears', () => {
  const store = start();
  const stop = store.subscribe(() => stop());
  const after = vi.fn();
  store.subscribe(after);
  store.publish({});
  expect(after).toHaveBeenCalledOnce();
});
