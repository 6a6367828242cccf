import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A gateway and, in another setup, a client of it: two files get the same new token. */
export const scene: Scene = {
  async build(home) {
    const files = {
      '.openclaw': '{ gateway: { port: 19000, auth: { mode: "none" } } }\n',
      '.openclaw-client':
        '{ gateway: { mode: "remote", remote: { url: "ws://127.0.0.1:19000", token: "x" } } }\n',
    };
    for (const [folder, text] of Object.entries(files)) {
      await mkdir(join(home, folder), { mode: 0o700 });
      await writeFile(join(home, folder, 'openclaw.json'), text, { mode: 0o600 });
    }
  },
};
