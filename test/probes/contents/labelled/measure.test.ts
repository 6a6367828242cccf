import { describe, expect, test } from 'vitest';
import type { LabelledCase } from './cases';
import { KEY_DECOYS, PERSONAL_DECOYS } from './decoys';
import { KEYS } from './keys';
import { LATER_KEY_DECOYS, LATER_KEYS, LATER_PERSONAL, LATER_PERSONAL_DECOYS } from './later';
import { halves, outcomeOf } from './measure';
import { PERSONAL } from './private';

const SHOWN = process.env.TANKMATE_LABELLED ?? '';

async function measure(cases: readonly LabelledCase[], of: 'secrets' | 'personal') {
  const all = await Promise.all(cases.map(async (each) => ({ ...(await outcomeOf(each, of)), each })));
  const names = (outcome: string) =>
    all.filter((one) => one.outcome === outcome).map(({ each }) => each.name);
  const flagged = all.filter(({ outcome }) => outcome === 'found');
  return {
    total: all.length,
    found: flagged.length,
    unknown: names('unknown'),
    silent: names('silent'),
    flagged: flagged.map(({ each, found }) => `${each.name}: ${found.join('; ')}`),
  };
}

describe.each([
  ['keys', 'secrets', KEYS, KEY_DECOYS],
  ['private numbers', 'personal', PERSONAL, PERSONAL_DECOYS],
  ['later keys', 'secrets', LATER_KEYS, LATER_KEY_DECOYS],
  ['later private numbers', 'personal', LATER_PERSONAL, LATER_PERSONAL_DECOYS],
] as const)('labelled %s', (name, of, planted, decoys) => {
  // At least so many of a hundred planted ones, and at most so many of the decoys.
  const [LEAST_FOUND, MOST_FLAGGED] = [0.9, 1 / 36];
  test('are found, or said to be unknown; decoys are left alone', { timeout: 300_000 }, async () => {
    const [some, near] = [halves(planted), halves(decoys)];
    for (const half of ['tuned', 'heldOut'] as const) {
      const found = await measure(some[half], of);
      const alarms = await measure(near[half], of);
      console.info(
        `${name}, ${half}: found ${found.found}, unknown ${found.unknown.length}, silent ${found.silent.length} of ${found.total}; decoys flagged ${alarms.found} of ${alarms.total}`,
      );
      expect(found.found / found.total, half).toBeGreaterThanOrEqual(LEAST_FOUND);
      expect(found.silent.length / found.total, `silent ones, ${half}`).toBeLessThanOrEqual(0.06);
      expect(alarms.found / alarms.total, `false alarms, ${half}`).toBeLessThanOrEqual(MOST_FLAGGED);
      // What only one half shows is never looked at while the finders are tuned.
      if (half === 'tuned' || SHOWN === 'all')
        console.info({ silent: found.silent, unknown: found.unknown, flagged: alarms.flagged });
    }
    expect(planted.length).toBeGreaterThan(30);
  });
});
