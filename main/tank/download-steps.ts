import type { At, Engine, Step } from '.';
import { download, isThere, type Wanted } from './downloads';
import { imageFor, nodeFor, npmFor } from './downloads/catalogue';
import { userRegistry } from './downloads/settings';
import { say } from './trouble';

/** Bytes a second of the network that a download's time is guessed with. */
const SPEED = 5_000_000;

/** Fetches these one after the other. */
const fetchStep = (at: At, id: string, guess: number, wanted: () => Promise<readonly Wanted[]>): Step => ({
  id,
  now: say(`now-${id}`),
  seconds: guess / SPEED,
  async done() {
    for (const each of await wanted()) if (!(await isThere(at.needs.root, each))) return false;
    return true;
  },
  async run(tell) {
    for (const each of await wanted()) await download(at.needs.root, each, { signal: at.needs.signal, tell });
  },
});

/** The base that the tank starts from. */
export function imageStep(at: At, base: Engine['base']): Step {
  const { architecture, mirror } = at.plan;
  const { env } = at.needs;
  const guess = base === 'disk' ? 620_000_000 : 30_000_000;
  return fetchStep(at, 'download-image', guess, async () => [imageFor(base, architecture, mirror, env)]);
}

/** Node and npm for the inside. */
export const nodeStep = (at: At): Step =>
  fetchStep(at, 'download-node', 60_000_000, async () => {
    const registry = await userRegistry(at);
    return [nodeFor(at.plan.architecture, registry), npmFor(registry)];
  });
