import type { Look } from '../contract/look';
import { LANGUAGES } from '../contract/report';
import { renderReport } from '../report/render';
import { startLook } from '../scan/look';
import { CANCEL, type Errand, type News, type Reports } from './messages';

// A process of its own looks (Electron's utilityProcess): the window stays quick, and the memory that the checks
// and their data need goes back when it ends.
const main = process.parentPort;
const tell = (news: News) => main.postMessage(news);
const cancelled = new AbortController();

const inEveryLanguage = (look: Look) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, renderReport(look, language)])) as Reports;

/** A look kept by another version may hold words that this one doesn't have: then there is nothing to show yet. */
function recall(previous: Look): void {
  try {
    tell({ kind: 'previous', reports: inEveryLanguage(previous) });
  } catch {}
}

async function run({ previous, ...options }: Errand): Promise<void> {
  if (previous) recall(previous);
  const look = await startLook({
    ...options,
    signal: cancelled.signal,
    onProgress: (looking) => tell({ kind: 'progress', looking }),
  });
  tell({ kind: 'done', look, reports: inEveryLanguage(look) });
}

main.on('message', ({ data }) => {
  if (data === CANCEL) return cancelled.abort();
  run(data as Errand).catch((error: unknown) => tell({ kind: 'failed', reason: String(error) }));
});
