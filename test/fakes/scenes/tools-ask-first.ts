import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** An agent with rights of its own. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ agents: { entries: { a: { tools: { profile: "full" } } } }, tools: { exec: { mode: "full" } } }\n',
      { mode: 0o600 },
    );
  },
};
