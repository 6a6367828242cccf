import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { running } from '../../checks/doors';
import { seen } from '../probes';
import type { Scene } from '.';

export const scene: Scene = {
  async build(home) {
    await mkdir(join(home, '.openclaw'), { mode: 0o700 });
    await writeFile(join(home, '.openclaw/openclaw.json'), '{}', { mode: 0o600 });
  },
  probes: () => ({
    gateways: { processes: async () => seen(running('ssh -R 80:localhost:18789 example.org')) },
  }),
};
