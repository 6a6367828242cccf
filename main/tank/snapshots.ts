import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../contract/tank';
import { writeForGood } from '../fixes/durable';
import type { At, Engine, Snapshots, Step, StepProgress } from '.';
import { startTank } from './start-stop';
import { detailOf, say, trouble } from './trouble';

/** The state in which nobody has lived yet. */
export const CLEAN = 'clean';

/** `before-2026.9.6`: what it was before that version went in. */
export const beforeName = (version: string): string => `before-${version.replace(/[^0-9A-Za-z.-]/g, '-')}`;
/** What it was before a home moved in, and before it was taken back to an earlier state. */
export const BEFORE_MOVING = 'before-moving-in';
export const BEFORE_GOING_BACK = 'before-going-back';

/** One that the user asks for: `own-2026-11-22`. */
export const ownName = ({ needs }: At): string => `own-${new Date(needs.now()).toISOString().slice(0, 10)}`;

/** `base`, or `base--2` and so on where that is taken: none is ever put in place of an older one. */
export async function freeName(at: At, snapshots: Snapshots, base: string): Promise<string> {
  const taken = new Set((await snapshots.list(at)).map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}--${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Rejects with TankTrouble where the engine has none. */
export function snapshotsOf(engine: Engine): Snapshots {
  if (!engine.snapshots) throw trouble('no-snapshots');
  return engine.snapshots;
}

/** The one that is called so. Rejects with TankTrouble when there is none. */
export async function namedSnapshot(at: At, engine: Engine, snapshot: string): Promise<Snapshot> {
  const found = (await snapshotsOf(engine).list(at)).find(({ name }) => name === snapshot);
  if (!found) throw trouble('no-such-snapshot', { snapshot });
  return found;
}

/** How many from before updates are kept, newest first. */
const KEPT = 2;

/** Drops older ones from before updates, each of which may be a whole copy; no other ones. Never rejects. */
export async function dropOld(at: At, engine: Engine, tell: (line: string) => void): Promise<void> {
  try {
    const { list, drop } = snapshotsOf(engine);
    const before = (await list(at)).filter(({ name }) => /^before-\d/.test(name));
    for (const { name } of before.toSorted((a, b) => a.at.localeCompare(b.at)).slice(0, -KEPT)) {
      await drop(at, name);
      tell(`dropped the snapshot ${name}`);
    }
  } catch (error) {
    tell(`old snapshots stay: ${detailOf(error)}`);
  }
}

const takingFile = ({ folder }: At): string => join(folder, 'taking');

/** Drops what was cut off while it was taken: a part of it fills the disk, and no list tells of it. */
export async function dropPart(at: At, engine: Engine): Promise<void> {
  const name = await readFile(takingFile(at), 'utf8').catch(() => null);
  if (name === null || !engine.snapshots) return;
  if (!(await engine.snapshots.list(at)).some((each) => each.name === name))
    await engine.snapshots.drop(at, name);
  await rm(takingFile(at), { force: true });
}

/** Takes one, under a name that is free. What one that fails leaves is noted down, to be dropped. */
export async function keepAs(at: At, engine: Engine, name: string): Promise<void> {
  await dropPart(at, engine);
  await writeForGood(takingFile(at), name);
  await snapshotsOf(engine).take(at, name);
  await rm(takingFile(at), { force: true });
}

/** Takes one and leaves the tank running as before: some engines stop it for that. */
export async function takeSnapshot(
  at: At,
  engine: Engine,
  name: string,
  tell: (progress: StepProgress) => void = () => {},
): Promise<void> {
  const was = await engine.state(at);
  await keepAs(at, engine, name);
  if (was === 'running') await startTank(at, engine, tell);
}

export const cleanStep = (at: At, engine: Engine): Step => ({
  id: 'snapshot-clean',
  now: say('now-snapshot'),
  seconds: 5,
  done: async () => (await snapshotsOf(engine).list(at)).some(({ name }) => name === CLEAN),
  run: (tell) => takeSnapshot(at, engine, CLEAN, tell),
});
