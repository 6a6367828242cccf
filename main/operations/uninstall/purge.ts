import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createChangeEngine } from '../../changes/engine';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { createProbes } from '../../probes/create-probes';
import { nodeHost } from '../../system/read/node-host';
import { createActions } from '../../system/write/create-actions';
import { planForget } from './plan-forget';
import { quarantinedIn, quarantinePlaces } from './quarantine';
import type { UninstallOptions } from './run-uninstall';
import { sizeText } from './size';

/** So many things are named; the rest is counted. */
const NAMED = 20;
/** So many are named of what could not be deleted. */
const FEW = 5;

/** What could not be deleted, by its first few files and empty folders. */
async function stillIn(place: string): Promise<readonly string[]> {
  const still: string[] = [];
  const open = [place];
  for (let at = open.pop(); at !== undefined && still.length < FEW; at = open.pop()) {
    const here = at;
    const isFolder = await lstat(here).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    const names = isFolder ? await readdir(here).catch(() => []) : [];
    if (names.length === 0) still.push(here);
    open.push(...names.map((name) => join(here, name)));
  }
  return still;
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );

/** Deletes for good all that an uninstall quarantined, and makes irreversible what can't be taken back without it. Says what it was. */
export async function runPurge({
  folder,
  signal,
  onProgress,
}: Omit<UninstallOptions, 'data'>): Promise<Outcome> {
  const { files } = createProbes(nodeHost(signal), { folder, offline: true });
  const engine = createChangeEngine({
    folder,
    signal,
    onProgress,
    now: Date.now,
    actions: createActions(),
    rescan: () => Promise.reject(new Error('nothing to plan anew')),
  });
  const does = { id: 'leave.does-forget' };
  const was = await quarantinedIn(folder, await engine.entries());
  const places = await quarantinePlaces(folder);
  if (was === null || places.length === 0) {
    const because = { id: 'leave.nothing-to-forget' };
    return { fix: 'forget', does, entry: null, result: 'skipped', because, afterwards: null };
  }
  const outcome = await engine.purge({
    id: 'forget',
    does,
    places,
    changes: places.flatMap((place) => planForget(files, place)),
    async verify() {
      const still = (
        await Promise.all(places.map(async (place) => ((await isThere(place)) ? [place] : [])))
      ).flat();
      const what = (await Promise.all(still.map(stillIn))).flat().slice(0, FEW);
      return what.length > 0 ? { id: 'leave.not-deleted', values: { what } } : null;
    },
  });
  if (outcome.result !== 'fixed') return outcome;
  const more = was.things.length - NAMED;
  const what: readonly (string | Message)[] = [
    ...was.things.slice(0, NAMED),
    ...(more > 0 ? [{ id: 'leave.more', values: { count: more } }] : []),
  ];
  const because =
    what.length > 0
      ? { id: 'leave.forgotten', values: { what, size: sizeText(was.bytes) } }
      : { id: 'leave.forgotten-empty' };
  return { ...outcome, because };
}
