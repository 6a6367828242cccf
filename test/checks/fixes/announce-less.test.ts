import { expect, test } from 'vitest';
import check from '../../../main/checks/announces-itself';
import fix from '../../../main/checks/fixes/announce-less';
import { CONFIG, planOn, probesOf, textAfter } from './settings';

const state = async (text: string) => (await check.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

test('it says only that it is there', async () => {
  const [before, after] = ['full', 'minimal'].map((mode) => `{ discovery: { mdns: { mode: "${mode}" } } }`);
  expect(textAfter(await planOn(fix, before ?? ''))).toBe(after);
  expect([await state(before ?? ''), await state(after ?? '')]).toEqual(['attention', 'good']);
});

test.each([
  ['quiet', '{ discovery: { mdns: { mode: "off" } } }'],
  ['a name server that somebody set up', '{ discovery: { wideArea: { domain: "claw.internal" } } }'],
])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
