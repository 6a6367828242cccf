import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot, Usage } from '../contract/tank';
import { writeForGood } from '../fixes/durable';

/** What was seen of a tank when its engine was asked last: a look asks no engine, and shows this. */
export interface Seen {
  /** Which start of the computer it was; null where the system doesn't tell. */
  readonly boot: string | null;
  readonly state: 'stopped' | 'running';
  /** OpenClaw's version inside. */
  readonly openclaw: string | null;
  readonly engineVersion: string | null;
  /** What the engine said of each line of the receipt while it ran; absent or null: nothing. */
  readonly outside?: string | null;
  readonly snapshots: readonly Snapshot[] | null;
  readonly usage: Usage;
}

const fileOf = (folder: string) => join(folder, 'seen.json');
const isText = (value: unknown) => value === null || typeof value === 'string';

export async function readSeen(folder: string): Promise<Seen | null> {
  try {
    const seen = JSON.parse(await readFile(fileOf(folder), 'utf8')) as Seen;
    const fits =
      (seen.state === 'stopped' || seen.state === 'running') &&
      [seen.boot, seen.openclaw, seen.engineVersion, seen.outside ?? null].every(isText) &&
      (seen.snapshots === null ||
        seen.snapshots.every(({ name, at }) => typeof name === 'string' && typeof at === 'string')) &&
      [seen.usage.memory, seen.usage.disk].every((each) => each === null || typeof each === 'number');
    return fits ? seen : null;
  } catch {
    return null;
  }
}

/** A disk that doesn't take it costs a look some facts, no more. */
export const keepSeen = (folder: string, seen: Seen): Promise<void> =>
  writeForGood(fileOf(folder), JSON.stringify(seen)).catch(() => {});

/** After the inside was changed: its version is not known until it is asked again. */
export async function forgetVersion(folder: string): Promise<void> {
  const seen = await readSeen(folder);
  if (seen) await writeForGood(fileOf(folder), JSON.stringify({ ...seen, openclaw: null }));
}

/** This start of the computer (proc_sys_kernel(5), random/boot_id); null where the system doesn't tell. */
export const thisBoot = (): Promise<string | null> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
