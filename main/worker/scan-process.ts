import { keepAccesses } from '../system/read/access-log';
import { debugTo } from '../system/read/debug';
import type { ScanEvent, ScanRequest } from './protocol';

// A process of its own looks for the terminal: it has no right to write (main/cli/run-scan.ts), and can be ended wherever
// it is. Node's by a channel of its own, Electron's utility process by its port.
const emit = (event: ScanEvent): void => {
  if (process.parentPort) process.parentPort.postMessage(event);
  else process.send?.(event);
};

/** Milliseconds between two signs of life. */
const BEAT_MS = 1000;

async function run({ folder, offline, debugs, traces }: ScanRequest): Promise<void> {
  if (debugs) debugTo((text) => emit({ kind: 'debug', text }));
  setInterval(() => emit({ kind: 'alive' }), BEAT_MS).unref();
  const accesses = traces ? keepAccesses() : null;
  const { startScan } = await import('../scan/start-scan');
  const look = await startScan({
    folder,
    offline,
    // Whoever asked ends the process itself.
    signal: new AbortController().signal,
    onProgress: (_looking, finding) =>
      finding && emit({ kind: 'finding', id: finding.id, state: finding.state }),
  });
  if (accesses) emit({ kind: 'accesses', accesses: accesses() });
  emit({ kind: 'done', look });
}

const begin = (request: ScanRequest): void => {
  run(request).catch((error: unknown) => emit({ kind: 'failed', reason: String(error) }));
};
if (process.parentPort) process.parentPort.once('message', ({ data }) => begin(data as ScanRequest));
else process.once('message', (request) => begin(request as ScanRequest));
// Nobody is left to hear of it.
process.once('disconnect', () => process.exit());
