import { expect, test } from 'vitest';
import { fixes } from '../../main/checks/fixes';
import { scenes } from '../fakes/scenes';

test('every fix has a home on which it is killed at every step', () => {
  expect(fixes.map(({ id }) => id).filter((id) => !(id in scenes))).toEqual([]);
});

test('every scene belongs to a fix', () => {
  expect(Object.keys(scenes).filter((id) => !fixes.some((fix) => fix.id === id))).toEqual([]);
});
