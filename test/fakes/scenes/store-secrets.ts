import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

const TOKEN = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1';
const SETTINGS = `{
  // My bot.
  channels: { telegram: { botToken: "${TOKEN}", dmPolicy: "pairing" } },
}
`;

/** A bot's token in the settings and in an old copy of them, and the program that knows references to files. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    const copy = join(home, '.npm-global', 'lib', 'node_modules', 'openclaw');
    await mkdir(state, { mode: 0o700 });
    await mkdir(copy, { recursive: true, mode: 0o755 });
    await writeFile(join(copy, 'package.json'), '{ "name": "openclaw", "version": "2026.9.6" }\n', {
      mode: 0o644,
    });
    for (const name of ['openclaw.json', 'openclaw.json.bak'])
      await writeFile(join(state, name), SETTINGS, { mode: 0o600 });
  },
};
