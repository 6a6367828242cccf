import { lstat } from 'node:fs/promises';
import { createActions } from '../../actions/create';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { createEngine } from '../../fixes/engine';
import { planForget } from '../../plans/leave';
import { putAwayIn, putAwayPlaces } from '../../plans/leaving/put-away';
import { createProbes } from '../../probes/create';
import { nodeHost } from '../../probes/host/node';
import type { LeaveNow } from './leave-now';

/** So many things are named; the rest is counted. */
const NAMED = 20;
const MEGABYTE = 1_000_000;

const size = (bytes: number) =>
  bytes < MEGABYTE / 10 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );

/** Deletes for good all that leaving put away, and seals what can't be taken back without it. Says what it was. */
export async function forgetNow({ folder, signal, onProgress }: Omit<LeaveNow, 'data'>): Promise<Outcome> {
  const { files } = createProbes(nodeHost(signal), { folder, offline: true });
  const engine = createEngine({
    folder,
    signal,
    onProgress,
    now: Date.now,
    actions: createActions(),
    glance: () => Promise.reject(new Error('nothing to plan anew')),
  });
  const does = { id: 'leave.does-forget' };
  const was = await putAwayIn(folder, await engine.entries());
  const places = await putAwayPlaces(folder);
  if (was === null || places.length === 0) {
    const because = { id: 'leave.nothing-to-forget' };
    return { fix: 'forget', does, entry: null, result: 'skipped', because, afterwards: null };
  }
  const outcome = await engine.discard({
    id: 'forget',
    does,
    places,
    changes: places.flatMap((place) => planForget(files, place)),
    async verify() {
      const still = (
        await Promise.all(places.map(async (place) => ((await isThere(place)) ? [place] : [])))
      ).flat();
      return still.length > 0 ? { id: 'leave.still-there', values: { what: still } } : null;
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
      ? { id: 'leave.forgotten', values: { what, size: size(was.bytes) } }
      : { id: 'leave.forgotten-empty' };
  return { ...outcome, because };
}
