import type { Look } from '../contract/look';
import { LANGUAGES } from '../contract/report';
import type { Told } from '../contract/work';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import { renderReport } from '../report/render';
import { startLook } from '../scan/look';
import { askFeeds } from './feeds';
import { CANCEL, type Errand, type News } from './messages';
import { recordOf } from './record';
import { work } from './work';

// A process of its own looks and changes (Electron's utilityProcess): the window stays quick, and the memory that the
// checks and their data need goes back when it ends.
const main = process.parentPort;
const tell = (news: News) => main.postMessage(news);
const cancelled = new AbortController();

const inEveryLanguage = (look: Look) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, renderReport(look, language)])) as Told<
    ReturnType<typeof renderReport>
  >;

/** A look kept by another version may hold words that this one doesn't have: then there is nothing to show yet. */
function recall(previous: Look): void {
  try {
    tell({ kind: 'previous', reports: inEveryLanguage(previous) });
  } catch {}
}

async function run(errand: Errand): Promise<void> {
  const { previous, task, offline, remembered, folder, preferences } = errand;
  if (previous) recall(previous);
  const asks = task.kind === 'refresh' && preferences.asksFeeds;
  const feedsAnswered = asks && (await askFeeds(folder, cancelled.signal));
  const done = await work(errand, {
    signal: cancelled.signal,
    tell: (working) => tell({ kind: 'working', working }),
  });
  // Work that was cancelled is followed by a look all the same: it is time to see how things stand.
  const signal = done ? new AbortController().signal : cancelled.signal;
  const probes = createProbes(nodeHost(signal), { offline, folder, ...(remembered && { remembered }) });
  const look = await startLook({
    offline,
    folder,
    preferences,
    probes,
    signal,
    onProgress: (looking) => tell({ kind: 'progress', looking }),
  });
  const record = await recordOf(look, { folder, probes });
  tell({ kind: 'done', look, reports: inEveryLanguage(look), ...record, work: done, feedsAnswered });
}

main.on('message', ({ data }) => {
  if (data === CANCEL) return cancelled.abort();
  run(data as Errand).catch((error: unknown) => tell({ kind: 'failed', reason: String(error) }));
});
