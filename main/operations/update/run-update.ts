import type { ChangeEngine, Progress } from '../../changes';
import { createChangeEngine } from '../../changes/engine';
import type { Outcome, UpdateRisk } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Preferences } from '../../contract/work';
import { createFileProbe } from '../../probes/files';
import { createGatewayProbe } from '../../probes/gateways';
import { type Copy, createOpenClawProbe } from '../../probes/openclaw';
import { createOwnershipProbe } from '../../probes/ownership';
import { createSettingsProbe } from '../../probes/settings';
import type { Host } from '../../system/read';
import { nodeHost } from '../../system/read/node-host';
import { createActions, toolsOf } from '../../system/write/create-actions';
import { acquireLock } from '../../system/write/lock-file';
import { processesOf } from '../../system/write/processes';
import type { UpdateNeeds } from './needs';
import { preflight } from './preflight';
import { recoverUpdates } from './recover';
import { runUpdate } from './update';
import { updateMessage } from './update-error';
import type { Preflight } from './update-plan';

export interface UpdateNow {
  /** The app's own folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly mirror: Preferences['mirror'];
  readonly offline: boolean;
  readonly accepted: readonly UpdateRisk[];
  onProgress(progress: Progress): void;
}

/** Readers of one moment, and who reads. */
export function readers(signal: AbortSignal) {
  const host: Host = nodeHost(signal);
  const openclaw = createOpenClawProbe(host);
  const gateways = createGatewayProbe(host, openclaw);
  return {
    host,
    probes: {
      openclaw,
      gateways,
      files: createFileProbe(host),
      ownership: createOwnershipProbe(host, openclaw),
      settings: createSettingsProbe(host, openclaw),
    },
  };
}

/** All copies that were found now. */
export const copiesNow = async (signal: AbortSignal): Promise<readonly Copy[]> =>
  (await readers(signal).probes.openclaw.copies()).items;

/** Everything that can be known before anything is changed. */
export function preflightNow(copy: Copy, { signal, mirror, offline }: UpdateNow): Promise<Preflight> {
  return preflight(copy, { ...readers(signal), mirror, offline });
}

/** What an update works with: the engine with its journal, one lock for all updates, and who reads. */
export function updateNeeds({ folder, signal, accepted, onProgress }: UpdateNow): UpdateNeeds {
  const engine: ChangeEngine = createChangeEngine({
    folder,
    signal,
    now: Date.now,
    actions: createActions(),
    // Its steps are parts of one of ours; what its programs say is heard.
    onProgress({ line }) {
      if (line === undefined) return;
      said = line;
      if (last) onProgress({ ...last, line });
    },
    rescan: () => Promise.reject(new Error('nothing to plan anew')),
  });
  let last: Progress | null = null;
  let said: string | null = null;
  return {
    folder,
    signal,
    engine,
    accepted,
    processes: processesOf(toolsOf()),
    look: () => readers(signal).probes,
    lastLine: () => said,
    host: nodeHost(signal),
    now: Date.now,
    lock: () => acquireLock(`${folder}/updates`),
    onProgress(progress) {
      last = progress;
      onProgress(progress);
    },
  };
}

const refused = (path: string, because: Message, result: Outcome['result'] = 'refused'): Outcome => ({
  fix: 'update',
  does: updateMessage('does-newest', { path }),
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
  if (!copy) return [...recovered, refused(path, updateMessage('gone', { path }))];
  const found = await preflightNow(copy, now);
  if (found.state !== 'ready')
    return [...recovered, refused(path, found.because, found.state === 'current' ? 'skipped' : 'refused')];
  return [...recovered, await runUpdate(found.plan, needs)];
}
