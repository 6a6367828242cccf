import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gateway } from '../../../main/probes/gateways';
import type { Copy } from '../../../main/probes/openclaw';
import { seen } from '../probes';
import type { Scene } from '.';

const PACKAGE = '.npm-global/lib/node_modules/openclaw';

export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    const settings = { agents: { defaults: { workspace: join(state, 'workspace') } } };
    await mkdir(join(home, PACKAGE), { recursive: true });
    await writeFile(join(home, PACKAGE, 'package.json'), '{ "name": "openclaw", "version": "2026.9.6" }');
    await mkdir(state, { mode: 0o700 });
    await writeFile(join(state, 'openclaw.json'), JSON.stringify(settings), { mode: 0o600 });
  },
  // A gateway that is surely there, and its program with it: the test itself. Ends are only written down.
  probes: (home) => ({
    gateways: {
      running: async () =>
        seen({
          pid: process.pid,
          program: 'openclaw-gatewa',
          startedAt: '1',
          where: 'this-computer',
          account: 'root',
          administrator: true,
          stateDir: join(home, '.openclaw'),
          listeners: [],
        } as unknown as Gateway),
    },
    openclaw: {
      copies: async () =>
        seen<Copy>({
          path: join(home, PACKAGE),
          package: 'openclaw',
          version: '2026.9.6',
          kind: 'npm',
          owner: 'lin',
          where: 'this-computer',
        }),
      services: async () => seen(),
    },
  }),
};
