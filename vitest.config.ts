import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These start real programs; `npm test` runs each of them by itself.
    exclude: ['test/app/**', 'test/wizard/**', 'test/real/**', 'test/wine/**', 'test/package/**'],
    testTimeout: 20_000,
  },
});
