import { expect, test } from 'vitest';
import { canDrill, drillAfter } from '../../renderer/store/drill';
import { practise } from './clock';

test('a drill counts the seconds until OpenClaw is being stopped, and not what comes after', async () => {
  const { bridge, state, finish } = await practise();
  expect(canDrill(state())).toBe(false);
  await bridge.look();
  finish();
  expect(canDrill(state())).toBe(true);
  const drill = { begunAt: 10_000 };
  expect(drillAfter(drill, state(), 14_000)).toBe(drill);
  await bridge.setMirror('own');
  expect(drillAfter(drill, state(), 14_000)).toBe(drill);
  await bridge.stopNow();
  const over = drillAfter(drill, state(), 14_400);
  expect(over).toEqual({ seconds: 4 });
  finish();
  expect(drillAfter(over, state(), 90_000)).toBe(over);
  // Nothing runs any more.
  expect(canDrill(state())).toBe(false);
  // Nobody is that quick: a second is the least that is said.
  expect(drillAfter(drill, state(), 10_010)).toEqual({ seconds: 1 });
});

test('a drill is over in whatever way nothing runs any more', async () => {
  const { bridge, state, finish } = await practise();
  await bridge.look();
  finish();
  const drill = { begunAt: 10_000 };
  await bridge.leave('keep');
  expect(drillAfter(drill, state(), 12_000)).toBe(drill);
  finish();
  expect(drillAfter(drill, state(), 13_000)).toEqual({ seconds: 3 });
});
