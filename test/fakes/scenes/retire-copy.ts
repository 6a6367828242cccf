import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

async function copyIn(prefix: string, version: string): Promise<void> {
  const folder = join(prefix, 'lib', 'node_modules', 'openclaw');
  await mkdir(join(folder, 'dist'), { recursive: true, mode: 0o755 });
  await mkdir(join(prefix, 'bin'), { recursive: true, mode: 0o755 });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ name: 'openclaw', version })}\n`, {
    mode: 0o644,
  });
  await writeFile(join(folder, 'openclaw.mjs'), '#!/usr/bin/env node\n', { mode: 0o755 });
  await symlink('../lib/node_modules/openclaw/openclaw.mjs', join(prefix, 'bin', 'openclaw'));
}

/** Two copies of different age, and the state folder of the time before OpenClaw got its name. */
export const scene: Scene = {
  async build(home) {
    await copyIn(join(home, '.npm-global'), '2026.9.6');
    await copyIn(join(home, '.nvm', 'versions', 'node', 'v22.0.0'), '2026.5.28');
    for (const [folder, name] of [
      ['.openclaw', 'openclaw.json'],
      ['.clawdbot', 'clawdbot.json'],
    ] as const) {
      await mkdir(join(home, folder), { mode: 0o700 });
      await writeFile(join(home, folder, name), '{}\n', { mode: 0o600 });
    }
  },
};
