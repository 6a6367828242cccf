import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** Comments between the people who are let in. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ channels: { telegram: { dmPolicy: "open", allowFrom: [\n  "*", // all\n  "42", // me\n] } } }\n',
      { mode: 0o600 },
    );
  },
};
