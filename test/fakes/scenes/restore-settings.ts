import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** Settings with a comma too few, and what OpenClaw kept before they were last written. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    await mkdir(state, { mode: 0o700 });
    const write = (name: string, text: string) => writeFile(join(state, name), text, { mode: 0o600 });
    await write('openclaw.json', '{ gateway: { bind: "loopback" } channels: {} }\r\n');
    await write('openclaw.json.bak', '{ gateway: { bind: "loopback" } }\n');
  },
};
