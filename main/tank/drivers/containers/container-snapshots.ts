import type { Snapshot } from '../../../contract/tank';
import { textAt } from '../../../isolation/oci-inspect';
import type { SnapshotDriver, TankContext } from '../../model/types';
import { restoreCopy, restoreInProgress } from '../copied-snapshots';
import { removeBuilder } from './build-container';
import { volumeArguments } from './container-arguments';
import type { ContainerCli } from './container-flavour';
import {
  containerNamed,
  containersOf,
  imagesOf,
  imageTagged,
  isContainerRunning,
  volumeNamed,
  volumesOf,
} from './container-inventory';
import { labels, namesOf } from './container-names';
import { containerError } from './container-program';
import { startContainers, stopContainers } from './start-containers';

/** Copies all of one volume into another, which is emptied before. Cut off anywhere, it is run again from the start. */
const COPY = `set -eu
find /to -mindepth 1 -maxdepth 1 -exec rm -rf {} +
cp -a --reflink=auto /from/. /to/
sync -f /to 2>/dev/null || sync
`;
const COPY_MS = 30 * 60_000;

async function copyVolume(cli: ContainerCli, tank: TankContext, from: string, to: string): Promise<void> {
  const args = volumeArguments(cli, namesOf(tank), [`${from}:/from:ro`, `${to}:/to`], 'root');
  await cli.mustRun(args, { input: COPY, limitMs: COPY_MS });
}

const isName = (name: string) => /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(name);

/** Snapshots by the names of their volumes; one counts once its image has a name, which comes last. */
async function listed(cli: ContainerCli, tank: TankContext): Promise<readonly Snapshot[]> {
  const names = namesOf(tank);
  const [volumes, images] = [await volumesOf(cli, tank), await imagesOf(cli, tank)];
  const start = names.snapshotVolume('');
  return volumes
    .map((volume) => ({ volume: textAt(volume, 'Name') ?? '', made: textAt(volume, 'CreatedAt') ?? '' }))
    .filter(({ volume }) => volume.startsWith(start))
    .map(({ volume, made }) => ({ name: volume.slice(start.length), at: new Date(made) }))
    .filter(
      ({ name, at: time }) =>
        imageTagged(images, names.snapshotImage(name)) && Number.isFinite(time.getTime()),
    )
    .map(({ name, at: time }) => ({ name, at: time.toISOString() }))
    .sort((a, b) => a.at.localeCompare(b.at));
}

async function drop(cli: ContainerCli, tank: TankContext, name: string): Promise<void> {
  const names = namesOf(tank);
  // The engine goes on with a copy whose caller was cancelled.
  if (containerNamed(await containersOf(cli, tank), names.oneShot))
    await cli.mustRun(['rm', '--force', names.oneShot]);
  const image = names.snapshotImage(name);
  if (imageTagged(await imagesOf(cli, tank), image)) await cli.mustRun(['image', 'rm', image]);
  const volume = names.snapshotVolume(name);
  if (volumeNamed(await volumesOf(cli, tank), volume)) await cli.mustRun(['volume', 'rm', volume]);
}

/** While it is copied nobody may write: a running tank is stopped for it, and started again. */
async function take(cli: ContainerCli, tank: TankContext, name: string): Promise<void> {
  if (!isName(name)) throw containerError(cli.flavour, 'snapshot-name', name);
  const names = namesOf(tank);
  const wasRunning = isContainerRunning(containerNamed(await containersOf(cli, tank), names.gateway));
  await stopContainers(cli, tank);
  try {
    const volume = names.snapshotVolume(name);
    await cli.mustRun(['volume', 'create', ...labels(names, 'snapshot'), volume]);
    await copyVolume(cli, tank, names.home, volume);
    await cli.mustRun(['tag', names.inside, names.snapshotImage(name)]);
  } finally {
    if (wasRunning && !tank.needs.signal.aborted) await startContainers(cli, tank);
  }
}

async function bringBack(cli: ContainerCli, tank: TankContext, name: string): Promise<void> {
  const names = namesOf(tank);
  await stopContainers(cli, tank);
  await removeBuilder(cli, tank);
  // Half a home must never be started.
  await restoreCopy(tank, name, async () => {
    await copyVolume(cli, tank, names.snapshotVolume(name), names.home);
    await cli.mustRun(['tag', names.snapshotImage(name), names.inside]);
  });
}

async function restore(cli: ContainerCli, tank: TankContext, name: string): Promise<void> {
  if (!(await listed(cli, tank)).some((each) => each.name === name))
    throw containerError(cli.flavour, 'no-snapshot', '', { name });
  await bringBack(cli, tank, name);
}

/** Ends what bringing back was cut off at. Nothing to do otherwise. */
export async function finishRestoring(cli: ContainerCli, tank: TankContext): Promise<void> {
  const name = await restoreInProgress(tank);
  if (name !== null && isName(name)) await bringBack(cli, tank, name);
}

/** A snapshot is a copy of the home and the name of an image. */
export const snapshotsBy = (as: (tank: TankContext) => Promise<ContainerCli>): SnapshotDriver => ({
  list: async (tank) => listed(await as(tank), tank),
  take: async (tank, name) => take(await as(tank), tank, name),
  restore: async (tank, name) => restore(await as(tank), tank, name),
  drop: async (tank, name) => drop(await as(tank), tank, name),
});
