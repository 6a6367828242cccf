import type { Message } from '../../contract/finding';
import type { At, Step } from '..';
import { download, isThere, type Wanted } from '.';
import { hasOtherImages, imageFor, nodeFor, npmFor } from './catalogue';
import { userRegistry } from './settings';

/** Fetches these one after the other, each told as its share of all bytes. */
const fetchStep = (
  at: At,
  id: string,
  now: Message,
  seconds: number,
  wanted: () => Promise<readonly Wanted[]>,
) =>
  ({
    id,
    now,
    seconds,
    async done() {
      for (const each of await wanted()) if (!(await isThere(at.needs.root, each))) return false;
      return true;
    },
    async run(tell) {
      for (const each of await wanted())
        await download(at.needs.root, each, { signal: at.needs.signal, tell });
    },
  }) satisfies Step;

/** The base that the tank starts from. */
export function imageStep(at: At, base: 'disk' | 'root'): Step {
  const { architecture, mirror } = at.plan;
  const wanted = async () => [imageFor(base, architecture, mirror, at.needs.env)];
  const step = fetchStep(at, 'download-image', { id: 'tank.guest-download-image' }, 120, wanted);
  if (!hasOtherImages(at.needs.env)) return step;
  return {
    ...step,
    async run(tell) {
      tell({ line: 'TANKMATE_TANK_IMAGES: images of tests stand in for the real ones' });
      await step.run(tell);
    },
  };
}

/** Node and npm for the inside. */
export const nodeStep = (at: At): Step =>
  fetchStep(at, 'download-node', { id: 'tank.guest-download-node' }, 20, async () => {
    const registry = await userRegistry(at);
    return [nodeFor(at.plan.architecture, registry), npmFor(registry)];
  });
