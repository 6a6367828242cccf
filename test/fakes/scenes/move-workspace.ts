import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** OpenClaw works in the Documents folder, where its memory lies between the user's letters. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    const documents = join(home, 'Documents');
    await mkdir(state, { mode: 0o700 });
    await mkdir(join(documents, 'memory'), { recursive: true, mode: 0o755 });
    const settings = '{\n  // Where it works.\n  agents: { defaults: { workspace: "~/Documents" } },\n}\n';
    await writeFile(join(state, 'openclaw.json'), settings, { mode: 0o600 });
    for (const name of ['AGENTS.md', 'memory/2026-11-01.md', 'letter.txt'])
      await writeFile(join(documents, name), `${name}\n`, { mode: 0o644 });
  },
};
