import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A token that is drawn anew, and lists that lose an entry. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ hooks: { enabled: true, path: "/", token: "abc" }, // from last year\n  gateway: { tools: { allow: ["exec"] } } }\n',
      { mode: 0o600 },
    );
  },
};
