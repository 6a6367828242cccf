import { describe, expect, test } from 'vitest';
import { chooseSteps } from '../../scripts/suites/choose.mjs';
import { QUICK, STEPS } from '../../scripts/suites/steps.mjs';

const suites = (...words: string[]) =>
  chooseSteps(words).steps.map(({ suite, command }) => suite ?? command?.[0]);

describe('what npm test runs', () => {
  test('everything without a word', () => expect(chooseSteps([])).toEqual({ steps: STEPS, watch: false }));
  test('some only when named, with the packages that they alone need', () => {
    expect(suites()).not.toContain('installer');
    expect(chooseSteps(['installer', 'wine']).steps).toMatchObject([
      { suite: 'wine' },
      { suite: 'installer', packages: ['nsis'] },
    ]);
    expect(() => chooseSteps(['instaler'])).toThrow('package, installer.');
  });
  test('the suites that are named, in their own order', () =>
    expect(suites('wizard', 'unit', 'tsc')).toEqual(['tsc', 'unit', 'wizard']));
  test('quick: what starts no real program, and the wizard’s screens', () => {
    expect(suites('quick')).toEqual(['tsc', 'biome', 'unit', 'wizard']);
    expect(QUICK.at(-1)).toMatchObject({ variables: { TANKMATE_SCENES: 'one' } });
  });
  test.each([['wizzard'], ['unit', 'reel'], ['quick', 'unit'], ['--wach', 'unit']])(
    'nothing of %o, which names nothing',
    (...words) => expect(() => chooseSteps(words)).toThrow(/There is no suite “(wizzard|reel|quick|--wach)”/),
  );
  test('one suite again and again, or the files of it that are named', () => {
    const { steps, watch } = chooseSteps(['--watch', 'electron', 'tray', 'stop']);
    expect(watch).toBe(true);
    expect(steps).toMatchObject([{ suite: 'electron', parts: 1, files: ['tray', 'stop'] }]);
  });
  test.each([[['--watch']], [['--watch', 'tsc']], [['--watch', 'quick']]])('%o watches no suite', (words) =>
    expect(() => chooseSteps(words)).toThrow('--watch takes the name of one suite: unit,'),
  );
});
