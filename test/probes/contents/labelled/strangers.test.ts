import { expect, test } from 'vitest';
import type { LabelledCase } from './cases';
import { outcomeOf } from './measure';
import {
  STRANGERS_KEY_DECOYS,
  STRANGERS_KEYS,
  STRANGERS_PERSONAL,
  STRANGERS_PERSONAL_DECOYS,
} from './strangers';

const outcomes = async (cases: readonly LabelledCase[], of: 'secrets' | 'personal') =>
  Object.fromEntries(
    await Promise.all(cases.map(async (each) => [each.name, (await outcomeOf(each, of)).outcome])),
  );
const all = (cases: readonly LabelledCase[], outcome: string) =>
  Object.fromEntries(cases.map(({ name }) => [name, outcome]));

test.each([
  ['keys', 'secrets', STRANGERS_KEYS, STRANGERS_KEY_DECOYS],
  ['private numbers', 'personal', STRANGERS_PERSONAL, STRANGERS_PERSONAL_DECOYS],
] as const)('a stranger’s %s are found, decoys left alone', async (_, of, planted, decoys) => {
  expect(await outcomes(planted, of)).toEqual(all(planted, 'found'));
  expect(Object.values(await outcomes(decoys, of))).not.toContain('found');
});
