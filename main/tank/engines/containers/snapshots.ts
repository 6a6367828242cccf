import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../../contract/tank';
import { type At, type Snapshots, TankTrouble } from '../..';
import type { Engineer } from './ask';
import { textAt } from './inspected';
import { labels, namesOf } from './names';
import { filesWords } from './run';
import { startContainers, stopContainers } from './start';
import { containersOf, imagesOf, isRunning, named, tagged, volumeNamed, volumesOf } from './there';
import { closeWorkshop } from './workshop';

/** Copies all of one volume into another, which is emptied before. Cut off anywhere, it is run again from the start. */
const COPY = `set -eu
find /to -mindepth 1 -maxdepth 1 -exec rm -rf {} +
cp -a --reflink=auto /from/. /to/
sync -f /to 2>/dev/null || sync
`;
const COPY_MS = 30 * 60_000;

/** Says to what the home is being brought back: half of it must never be started. */
const unfinished = (at: At) => join(at.folder, 'restoring');

const isName = (name: string) => /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(name);

/** Snapshots by the names of their volumes; one counts once its image has a name, which comes last. */
async function listed(engineer: Engineer, at: At): Promise<readonly Snapshot[]> {
  const names = namesOf(at);
  const [volumes, images] = [await volumesOf(engineer, at), await imagesOf(engineer, at)];
  const start = names.snapshotVolume('');
  return volumes
    .map((volume) => ({ volume: textAt(volume, 'Name') ?? '', made: textAt(volume, 'CreatedAt') ?? '' }))
    .filter(({ volume }) => volume.startsWith(start))
    .map(({ volume, made }) => ({ name: volume.slice(start.length), at: new Date(made) }))
    .filter(
      ({ name, at: time }) => tagged(images, names.snapshotImage(name)) && Number.isFinite(time.getTime()),
    )
    .map(({ name, at: time }) => ({ name, at: time.toISOString() }))
    .sort((a, b) => a.at.localeCompare(b.at));
}

async function drop(engineer: Engineer, at: At, name: string): Promise<void> {
  const names = namesOf(at);
  // The engine goes on with a copy whose caller was cancelled.
  if (named(await containersOf(engineer, at), names.errand))
    await engineer.must(['rm', '--force', names.errand]);
  const image = names.snapshotImage(name);
  if (tagged(await imagesOf(engineer, at), image)) await engineer.must(['image', 'rm', image]);
  const volume = names.snapshotVolume(name);
  if (volumeNamed(await volumesOf(engineer, at), volume)) await engineer.must(['volume', 'rm', volume]);
}

/** While it is copied nobody may write: a running tank is stopped for it, and started again. */
async function take(engineer: Engineer, at: At, name: string): Promise<void> {
  if (!isName(name)) throw new TankTrouble({ id: 'tank.containers-snapshot-name' }, name);
  const names = namesOf(at);
  const wasRunning = isRunning(named(await containersOf(engineer, at), names.gateway));
  await stopContainers(engineer, at);
  try {
    const volume = names.snapshotVolume(name);
    await engineer.must(['volume', 'create', ...labels(names, 'snapshot'), volume]);
    const words = filesWords(engineer, names, [`${names.home}:/from:ro`, `${volume}:/to`], 'root');
    await engineer.must(words, { input: COPY, limitMs: COPY_MS });
    await engineer.must(['tag', names.inside, names.snapshotImage(name)]);
  } finally {
    if (wasRunning && !at.needs.signal.aborted) await startContainers(engineer, at);
  }
}

async function bringBack(engineer: Engineer, at: At, name: string): Promise<void> {
  const names = namesOf(at);
  await stopContainers(engineer, at);
  await closeWorkshop(engineer, at);
  await writeFile(unfinished(at), name, { mode: 0o600 });
  const words = filesWords(
    engineer,
    names,
    [`${names.snapshotVolume(name)}:/from:ro`, `${names.home}:/to`],
    'root',
  );
  await engineer.must(words, { input: COPY, limitMs: COPY_MS });
  await engineer.must(['tag', names.snapshotImage(name), names.inside]);
  await rm(unfinished(at), { force: true });
}

async function restore(engineer: Engineer, at: At, name: string): Promise<void> {
  if (!(await listed(engineer, at)).some((each) => each.name === name))
    throw new TankTrouble({ id: 'tank.containers-no-snapshot', values: { name } });
  await bringBack(engineer, at, name);
}

/** Ends what bringing back was cut off at. Nothing to do otherwise. */
export async function finishRestoring(engineer: Engineer, at: At): Promise<void> {
  const name = await readFile(unfinished(at), 'utf8').catch(() => null);
  if (name !== null && isName(name)) await bringBack(engineer, at, name);
}

/** A snapshot is a copy of the home and the name of an image. */
export const snapshotsBy = (as: (at: At) => Promise<Engineer>): Snapshots => ({
  list: async (at) => listed(await as(at), at),
  take: async (at, name) => take(await as(at), at, name),
  restore: async (at, name) => restore(await as(at), at, name),
  drop: async (at, name) => drop(await as(at), at, name),
});
