import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seen } from '../probes';
import type { Scene } from '.';

/** A plugin beside the bundled ones, and no list. */
export const scene: Scene = {
  async build(home) {
    const plugin = join(home, '.openclaw/extensions/mine');
    const bundled = join(home, 'openclaw/dist/extensions/anthropic');
    for (const folder of [plugin, bundled]) await mkdir(folder, { recursive: true });
    await writeFile(join(plugin, 'openclaw.plugin.json'), '{ "id": "mine" }\n');
    await writeFile(
      join(bundled, 'openclaw.plugin.json'),
      '{ "id": "anthropic", "enabledByDefault": true }\n',
    );
    await writeFile(join(home, '.openclaw/openclaw.json'), '{\n  plugins: {}, // nothing yet\n}\n', {
      mode: 0o600,
    });
  },
  probes: (home) => ({
    openclaw: {
      copies: async () =>
        seen({
          path: join(home, 'openclaw'),
          package: 'openclaw',
          version: '2026.9.6',
          kind: 'npm',
          owner: 'lin',
          where: 'this-computer',
        } as const),
    },
  }),
};
