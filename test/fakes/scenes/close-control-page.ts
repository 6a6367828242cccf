import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** Comments between what stays and what goes. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{ gateway: { controlUi: { // the page\n  enabled: true, allowedOrigins: ["*", "https://a.example"], // both\n  allowExternalEmbedUrls: true } } }\n',
      { mode: 0o600 },
    );
  },
};
