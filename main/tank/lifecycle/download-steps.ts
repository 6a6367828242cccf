import { NPMMIRROR } from '../../probes/releases/release';
import { type DownloadItem, download, isDownloaded } from '../images/download';
import { imageFor, nodeFor, npmFor } from '../images/image-catalogue';
import { userRegistry } from '../images/npm-network';
import { tankMessage } from '../model/tank-error';
import type { Driver, TankContext, TankStep } from '../model/types';

/** Bytes a second of the network that a download's time is guessed with. */
const SPEED = 5_000_000;

/** All that is fetched for a tank. */
export async function tankDownloads(
  tank: TankContext,
  base: Driver['base'],
): Promise<readonly DownloadItem[]> {
  const { architecture, mirror } = tank.plan;
  const registry = mirror === 'npmmirror' ? NPMMIRROR : await userRegistry(tank);
  return [imageFor(base, architecture, mirror), nodeFor(architecture, registry), npmFor(registry)];
}

/** Fetches these one after the other. */
const fetchStep = (
  tank: TankContext,
  id: string,
  guess: number,
  wanted: () => Promise<readonly DownloadItem[]>,
): TankStep => ({
  id,
  now: tankMessage(`now-${id}`),
  seconds: guess / SPEED,
  async done() {
    for (const each of await wanted()) if (!(await isDownloaded(tank.needs.root, each))) return false;
    return true;
  },
  async run(report) {
    for (const each of await wanted())
      await download(tank.needs.root, each, { signal: tank.needs.signal, report });
  },
});

/** The base that the tank starts from. */
export function imageStep(tank: TankContext, base: Driver['base']): TankStep {
  const { architecture, mirror } = tank.plan;
  const { env } = tank.needs;
  const guess = base === 'disk' ? 620_000_000 : 30_000_000;
  return fetchStep(tank, 'download-image', guess, async () => [imageFor(base, architecture, mirror, env)]);
}

/** Node and npm for the inside. */
export const nodeStep = (tank: TankContext): TankStep =>
  fetchStep(tank, 'download-node', 60_000_000, async () => {
    const registry = await userRegistry(tank);
    return [nodeFor(tank.plan.architecture, registry), npmFor(registry)];
  });
