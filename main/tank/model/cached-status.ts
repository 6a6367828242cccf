import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ShapeOf } from '../../contract/shape';
import { readShapedFile } from '../../system/read/shaped-file';
import { writeDurable } from '../../system/write/atomic-file';

const Maybe = v.nullable(v.string());
const StatusShape = v.object({
  /** Which start of the computer it was; null where the system doesn't tell. */
  boot: Maybe,
  state: v.picklist(['stopped', 'running']),
  /** OpenClaw's version inside. */
  openclaw: Maybe,
  engineVersion: Maybe,
  /** What the engine said of each line of the receipt while it ran; absent or null: nothing. */
  outside: v.exactOptional(Maybe),
  snapshots: v.nullable(v.array(v.object({ name: v.string(), at: v.string() }))),
  usage: v.object({ memory: v.nullable(v.number()), disk: v.nullable(v.number()) }),
});
/** What was seen of a tank when its engine was asked last: a look asks no engine, and shows this. */
export type CachedStatus = ShapeOf<typeof StatusShape>;

const fileOf = (folder: string) => join(folder, 'seen.json');
export const readCachedStatus = (folder: string): Promise<CachedStatus | null> =>
  readShapedFile(fileOf(folder), StatusShape);

/** A disk that doesn't take it costs a look some facts, no more. */
export const writeCachedStatus = (folder: string, seen: CachedStatus): Promise<void> =>
  writeDurable(fileOf(folder), JSON.stringify(seen)).catch(() => {});

/** After the inside was changed: its version is not known until it is asked again. */
export async function clearCachedVersion(folder: string): Promise<void> {
  const seen = await readCachedStatus(folder);
  if (seen) await writeDurable(fileOf(folder), JSON.stringify({ ...seen, openclaw: null }));
}

/** This start of the computer (proc_sys_kernel(5), random/boot_id); null where the system doesn't tell. */
export const currentBootId = (): Promise<string | null> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
