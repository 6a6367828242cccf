import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A sandbox that holds a folder of the system; no program is seen that could run one that is off. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ agents: { defaults: { sandbox: { mode: "all", docker: { binds: ["/etc:/etc"] } } } } }\n',
      { mode: 0o600 },
    );
  },
  // Whether this computer has Docker or Podman is no part of the scene.
  probes: () => ({ engines: { sandbox: async () => [] } }),
};
