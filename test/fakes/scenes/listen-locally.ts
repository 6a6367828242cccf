import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** A main file with comments and an include that holds what must go: two files are edited. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    await writeFile(
      join(state, 'openclaw.json'),
      '{\r\n  // mine\r\n  gateway: { $include: "./net.json5", tailscale: { mode: "serve" } },\r\n}\r\n',
      { mode: 0o600 },
    );
    await writeFile(join(state, 'net.json5'), '{ bind: "custom", customBindHost: "0.0.0.0" }\n', {
      mode: 0o640,
    });
  },
};
