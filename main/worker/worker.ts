import { knownAppUpdate } from '../app-update/check-app-update';
import { builtInSource } from '../app-update/release-source';
import { startDebugLog } from '../changes/debugging';
import { TILES } from '../contract/finding';
import type { ScanResult } from '../contract/scan-result';
import type { ScanProgress } from '../contract/state';
import type { Probes } from '../probes';
import { createProbes } from '../probes/create-probes';
import { startScan } from '../scan/start-scan';
import { keepSomeAccesses } from '../system/read/access-log';
import { debug } from '../system/read/debug';
import { nodeHost } from '../system/read/node-host';
import { explainError } from '../system/read/plain-error';
import { askAppUpdate } from './app-updates';
import { askFeeds } from './feeds';
import { runJob } from './job';
import { CANCEL, type Job, type JobEvent } from './protocol';
import { recordScan } from './record';

// A process of its own looks and changes (Electron's utilityProcess): the window stays quick, and the memory that the
// checks and their data need goes back when it ends.
const main = process.parentPort;
const emit = (event: JobEvent) => main.postMessage(event);
const cancelled = new AbortController();

/** So many names of a kind are told: the app keeps them, and 20,000 are 2 MB. */
const MOST_ACCESSES = 20_000;

/** The audit is one more to answer. */
const withOneMore = (looking: ScanProgress): ScanProgress => ({ ...looking, of: looking.of + 1 });

/** The look with OpenClaw's own audit beside it. Rejects once it was cancelled and has cleared away. */
async function askAudit(look: ScanResult, { folder }: Job, probes: Probes): Promise<ScanResult> {
  const done = look.findings.length;
  const looking: ScanProgress = { done, of: done + 1, tilesDone: TILES, asks: 'second-opinion' };
  emit({ kind: 'progress', looking });
  const { askSecondOpinion } = await import('../operations/second-opinion/ask-second-opinion');
  const { signal } = cancelled;
  return askSecondOpinion(look, { folder, signal, host: nodeHost(signal), probes });
}

async function run(job: Job): Promise<void> {
  const { task, offline, remembered, folder, preferences, app, asksApp } = job;
  startDebugLog(process.env, folder);
  const askedBefore = keepSomeAccesses(MOST_ACCESSES);
  const asksFeeds = task.kind === 'refresh' && preferences.asksFeeds;
  const { mirror } = preferences;
  const [feedsAnswered, appAnswered] = await Promise.all([
    asksFeeds && askFeeds(folder, cancelled.signal),
    asksApp === true && askAppUpdate({ folder, app, mirror, signal: cancelled.signal }),
  ]);
  const before = askedBefore();
  const done = await runJob(job, {
    signal: cancelled.signal,
    emit: (working) => emit({ kind: 'working', working }),
  });
  // What work reads and runs is no part of the look after it.
  const accesses = done ? keepSomeAccesses(MOST_ACCESSES, before) : askedBefore;
  // Work that was cancelled is followed by a scan all the same: it is time to see how things stand.
  const signal = done ? new AbortController().signal : cancelled.signal;
  emit({ kind: 'phase', looking: true });
  const probes = createProbes(nodeHost(signal), { offline, folder, ...(remembered && { remembered }) });
  const asks = task.kind === 'look' && task.asks !== undefined;
  const found = await startScan({
    offline,
    folder,
    preferences,
    probes,
    signal,
    onProgress: (looking) => emit({ kind: 'progress', looking: asks ? withOneMore(looking) : looking }),
  });
  emit({ kind: 'phase', looking: false });
  const look = asks ? await askAudit(found, job, probes) : found;
  const record = await recordScan(look, { folder, probes, accepted: preferences.accepted });
  const appUpdate = knownAppUpdate({ folder, source: builtInSource, app, now: Date.now() });
  emit({
    ...{ kind: 'done', look, accesses: accesses(), ...record },
    ...{ work: done, feedsAnswered, appUpdate, appAnswered },
  });
}

main.on('message', ({ data }) => {
  if (data === CANCEL) return cancelled.abort();
  run(data as Job).catch((error: unknown) => {
    debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    emit({ kind: 'failed', because: explainError(error) });
  });
});
