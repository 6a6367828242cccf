import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A setting that is known, and one that is not. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ browser: { noSandbox: true, /* in a container */ headless: true },\n  nova: { dangerouslyTrustAll: true } }\n',
      { mode: 0o600 },
    );
  },
};
