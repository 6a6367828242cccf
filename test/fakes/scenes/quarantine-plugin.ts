import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

const SETTINGS = `{
  // What may run.
  plugins: {
    allow: ["hello", "telegram"],
    entries: { hello: { enabled: true, config: { tone: "warm" } } },
  },
}
`;

/** A plugin that somebody put into the state folder, with the settings that turn it on. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    const plugin = join(state, 'extensions', 'hello');
    await mkdir(join(plugin, 'lib'), { recursive: true, mode: 0o700 });
    await writeFile(join(state, 'openclaw.json'), SETTINGS, { mode: 0o600 });
    await writeFile(join(plugin, 'openclaw.plugin.json'), '{ "id": "hello" }\n', { mode: 0o644 });
    await writeFile(join(plugin, 'lib', 'index.js'), 'export default {};\n', { mode: 0o644 });
  },
};
