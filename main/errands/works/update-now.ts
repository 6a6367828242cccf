import { createActions } from '../../actions/create';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Preferences } from '../../contract/work';
import type { Engine, Progress } from '../../fixes';
import { createEngine } from '../../fixes/engine';
import { acquireLock } from '../../fixes/lock';
import { createGatewayProbe } from '../../probes/gateways';
import type { Host } from '../../probes/host';
import { nodeHost } from '../../probes/host/node';
import { type Copy, createOpenClawProbe } from '../../probes/openclaw';
import { createSettingsProbe } from '../../probes/settings';
import type { UpdateNeeds } from '../../updates/needs';
import type { Preflight } from '../../updates/plan';
import { preflight } from '../../updates/preflight';
import { recoverUpdates } from '../../updates/recover';
import { runUpdate } from '../../updates/update';

export interface UpdateNow {
  /** The app's own folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly mirror: Preferences['mirror'];
  readonly offline: boolean;
  onProgress(progress: Progress): void;
}

/** Readers of one moment, and who reads. */
export function eyes(signal: AbortSignal) {
  const host: Host = nodeHost(signal);
  const openclaw = createOpenClawProbe(host);
  const gateways = createGatewayProbe(host, openclaw);
  return { host, probes: { openclaw, gateways, settings: createSettingsProbe(host, openclaw) } };
}

/** All copies that were found now. */
export const copiesNow = async (signal: AbortSignal): Promise<readonly Copy[]> =>
  (await eyes(signal).probes.openclaw.copies()).found;

/** Everything that can be known before anything is changed. */
export function preflightNow(copy: Copy, { signal, mirror, offline }: UpdateNow): Promise<Preflight> {
  return preflight(copy, { ...eyes(signal), mirror, offline });
}

/** What an update works with: the engine with its journal, one lock for all updates, and who reads. */
export function updateNeeds({ folder, signal, onProgress }: UpdateNow): UpdateNeeds {
  const engine: Engine = createEngine({
    folder,
    signal,
    now: Date.now,
    actions: createActions(),
    // Its steps are parts of one of ours; what its programs say is heard.
    onProgress: ({ line }) => line !== undefined && last && onProgress({ ...last, line }),
    glance: () => Promise.reject(new Error('nothing to plan anew')),
  });
  let last: Progress | null = null;
  return {
    folder,
    signal,
    engine,
    host: nodeHost(signal),
    now: Date.now,
    lock: () => acquireLock(`${folder}/updates`),
    onProgress(progress) {
      last = progress;
      onProgress(progress);
    },
  };
}

const refused = (because: Message, result: Outcome['result'] = 'refused'): Outcome => ({
  fix: 'update',
  entry: null,
  result,
  because,
  afterwards: null,
});

/** Ends what an earlier update left open, then brings the copy at `path` to the newest of its channel. */
export async function updateNow(path: string, now: UpdateNow): Promise<readonly Outcome[]> {
  const needs = updateNeeds(now);
  const recovered = await recoverUpdates(needs);
  const copy = (await copiesNow(now.signal)).find((each) => each.path === path);
  if (!copy) return [...recovered, refused({ id: 'updates.gone', values: { path } })];
  const found = await preflightNow(copy, now);
  if (found.state !== 'ready')
    return [...recovered, refused(found.because, found.state === 'current' ? 'skipped' : 'refused')];
  return [...recovered, await runUpdate(found.plan, needs)];
}
