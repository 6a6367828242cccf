import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Suites that start real programs. `vitest run` leaves them out; `vitest run --mode app` runs that one alone. */
const SUITES = ['wizard', 'app', 'real', 'real-vm', 'real-tank', 'wine', 'package'];
/** Those of them whose files share no display, port or message bus. */
const SIDE_BY_SIDE = ['wizard'];

export default defineConfig(({ mode }) => {
  const suite = SUITES.includes(mode);
  return {
    // Suites run as an account that can't write into the checkout.
    cacheDir: process.env.TANKMATE_TEST_CACHE ?? 'node_modules/.vite',
    test: {
      include: suite ? [`test/${mode}/**/*.test.ts`] : ['test/**/*.test.ts'],
      ...(mode === 'real' && { globalSetup: 'test/real/once.ts' }),
      exclude: suite ? [] : SUITES.map((name) => `test/${name}/**`),
      testTimeout: suite ? 120_000 : 60_000,
      hookTimeout: suite ? 300_000 : 60_000,
      fileParallelism: !suite || SIDE_BY_SIDE.includes(mode),
      // Units wait for the disk half of their time; suites for the processor.
      maxWorkers: availableParallelism() * (suite ? 1 : 2),
    },
  };
});
