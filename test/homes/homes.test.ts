import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ordinaryAccount } from '../real/installation';
import { TRAITS, type Trait } from './home';
import { type Circumstances, makeStage, type Stage } from './stage';
import { tryHome } from './trial';

/**
 * `TANKMATE_HOMES=200` tries so many, `TANKMATE_HOMES=5000-5199` those seeds; a part of them again where other accounts
 * run programs of their own. `TANKMATE_HOMES_SLOW=10` slows ten times down, `TANKMATE_HOMES_SHRINK=yes` tells which traits
 * a failing home takes, `TANKMATE_HOMES_REPORT` names a file for what came of each, one JSON a line.
 */
const { TANKMATE_HOMES: wanted = '12', TANKMATE_HOMES_SLOW: slow = '1', ...asked } = process.env;

function seeds(): readonly number[] {
  const [first = 1, last = first] = wanted.split('-').map(Number);
  const [from, to] = wanted.includes('-') ? [first, last] : [1, first];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const ALONE: Circumstances = { slow: Number(slow) };
const account = ordinaryAccount();
const PLACES: readonly (readonly [string, Circumstances, readonly number[]])[] = [
  ['', ALONE, seeds()],
  [
    ' beside what other accounts run',
    { ...ALONE, neighbours: true },
    seeds().filter((seed) => seed % 4 === 1),
  ],
];

describe.skipIf(account === undefined).each(PLACES)(
  'random unsafe homes%s (needs root, for a network, programs and accounts of their own)',
  (_name, circumstances, some) => {
    let stage: Stage;
    beforeAll(async () => {
      if (account) stage = await makeStage(account, circumstances);
    }, 300_000);
    afterAll(() => stage?.remove());

    test.each(some)('home %i is mended whole, and comes back whole', { timeout: 1_200_000 }, async (seed) => {
      if (!account) return;
      const { faults, applied } = await tryHome(stage, account, seed);
      if (asked.TANKMATE_HOMES_REPORT)
        await appendFile(asked.TANKMATE_HOMES_REPORT, `${JSON.stringify({ seed, faults, ...applied })}\n`);
      if (faults.length === 0) return;
      // Which traits it takes: left out one by one, for as long as it still fails.
      const without = new Set<Trait>();
      for (const trait of asked.TANKMATE_HOMES_SHRINK ? TRAITS : []) {
        const less = new Set([...without, trait]);
        if ((await tryHome(stage, account, seed, less)).faults.length > 0) without.add(trait);
      }
      const left = TRAITS.filter((trait) => !without.has(trait)).join(', ');
      expect(faults, `seed ${seed}, takes ${left}`).toEqual([]);
    });
  },
);
