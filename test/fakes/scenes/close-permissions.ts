import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A state folder that everybody may enter, with settings and an old copy of them that everybody may read. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(join(state, 'credentials'), { recursive: true });
    for (const [name, mode] of [
      ['openclaw.json', 0o644],
      ['openclaw.json.bak', 0o664],
      ['credentials/telegram.json', 0o640],
    ] as const) {
      await writeFile(join(state, name), '{}\n');
      await chmod(join(state, name), mode);
    }
    await chmod(join(state, 'credentials'), 0o755);
    await chmod(state, 0o755);
    await chmod(home, 0o755);
  },
};
