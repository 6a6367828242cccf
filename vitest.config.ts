import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Suites that start real programs. `vitest run` leaves them out; `vitest run --mode electron` runs that one alone. */
const SUITES = [
  'wizard',
  'electron',
  'homes',
  'real',
  'real-vm',
  'real-tank',
  'wine',
  'installer',
  'package',
];
/** Those of them whose files share no display, port or message bus. */
const SIDE_BY_SIDE = ['wizard'];

/** Files that take longest: begun last, one of them alone would keep a processor idle for a minute. */
const LONG = /\/test\/(changes\/kill|operations\/update)\//;
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)));
  }
}

export default defineConfig(({ mode }) => {
  const suite = SUITES.includes(mode);
  return {
    // Suites run as an account that can't write into the checkout.
    cacheDir: process.env.TANKMATE_TEST_CACHE ?? 'node_modules/.vite',
    test: {
      include: suite ? [`test/${mode}/**/*.test.ts`] : ['test/**/*.test.ts'],
      setupFiles: ['test/safe-signals.ts', ...(suite ? [] : ['test/no-open-files.ts'])],
      ...(mode === 'real' && { globalSetup: 'test/real/once.ts' }),
      // The wizard's tests build the page, so its files are in no test's imports.
      ...(mode === 'wizard' && {
        forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/renderer/**'],
      }),
      exclude: suite ? [] : SUITES.map((name) => `test/${name}/**`),
      // A busy computer takes longer than vitest's second; what polls says no more than that it comes.
      expect: { poll: { timeout: suite ? 60_000 : 20_000 } },
      // On a busy computer a real gateway takes minutes to start; these limits only end what hangs.
      testTimeout: suite ? 600_000 : 120_000,
      hookTimeout: suite ? 300_000 : 60_000,
      fileParallelism: !suite || SIDE_BY_SIDE.includes(mode),
      sequence: { sequencer: LongestFirst },
      // Units wait for the disk half of their time; suites for the processor.
      maxWorkers: availableParallelism() * (suite ? 1 : 2),
    },
  };
});
