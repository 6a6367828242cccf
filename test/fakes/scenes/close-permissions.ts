import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seen } from '../probes';
import type { Scene } from '.';

/** Names in the state folder, the folder itself first, with their modes. */
const OPEN = [
  ['', 'folder', 0o755],
  ['credentials', 'folder', 0o755],
  ['openclaw.json', 'file', 0o644],
  ['openclaw.json.bak', 'file', 0o664],
  ['credentials/telegram.json', 'file', 0o640],
] as const;

/** A state folder that everybody may enter, with settings and an old copy of them that everybody may read. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(join(state, 'credentials'), { recursive: true });
    for (const [name, kind] of OPEN) if (kind === 'file') await writeFile(join(state, name), '{}\n');
    for (const [name, , mode] of OPEN) await chmod(join(state, name), mode);
  },
  // Others would get in if the test's own folder weren't closed to them.
  probes: (home) => ({
    permissions: {
      within: async () =>
        seen(
          ...OPEN.map(([name, kind, mode]) => ({
            path: join(home, '.openclaw', name),
            kind,
            owner: 'lin',
            mode: mode.toString(8).padStart(4, '0'),
            others: 'read' as const,
            who: ['everyone'],
            holds: 'settings' as const,
          })),
        ),
    },
  }),
};
