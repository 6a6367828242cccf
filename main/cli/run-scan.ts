import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import type { ScanResult } from '../contract/scan-result';
import { type Access, keepAccesses } from '../system/read/access-log';
import { appDataFolder } from '../system/read/app-paths';
import { debug, isDebugging } from '../system/read/debug';
import type { ScanEvent, ScanRequest } from '../worker/protocol';
import { CommandFailed, untilStopped, type Values } from './print';
import { type StartProcess, startReadOnly } from './read-only-process';

/** Without any sign of life for so long, in milliseconds, the process hangs: it tells one each second. */
const SILENT_MS = 60_000;

let start: StartProcess = startReadOnly;
/** Electron's own processes take another way; told before a command runs. */
export const startScansBy = (way: StartProcess): void => {
  start = way;
};

/** Beside the terminal's own file, or above it where the bundler made a part of it. */
function builtScript(): string {
  const places = ['./scan-process.js', '../scan-process.js'];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? '';
}

export interface ScanRun {
  readonly onFinding?: ((id: string, state: string) => void) | undefined;
  /** Hears at the end what the look opened, ran and asked. */
  readonly onAccesses?: ((accesses: readonly Access[]) => void) | undefined;
  /** For tests: what runs instead, and how long it may be silent. */
  readonly script?: string;
  readonly silentMs?: number;
}

class NoResult extends Error {
  constructor(readonly because: Message) {
    super(because.id);
  }
}

const noResult = (id: 'cancelled' | 'ended' | 'hangs', how = '') =>
  new NoResult({ id: `report.look-${id}`, values: { how: safeText(how) } });

function ask(
  { offline }: Pick<Values, 'offline'>,
  signal: AbortSignal,
  { onFinding, onAccesses, script = builtScript(), silentMs = SILENT_MS }: ScanRun,
): Promise<ScanResult> {
  return new Promise((resolve, reject) => {
    const asked = start(script);
    let silence: NodeJS.Timeout | undefined;
    const end = (settle: () => void) => {
      clearTimeout(silence);
      asked.kill();
      settle();
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => end(() => reject(noResult('hangs'))), silentMs);
    };
    const hear = (event: ScanEvent) => {
      listen();
      if (event.kind === 'debug') debug(event.text);
      else if (event.kind === 'finding') onFinding?.(event.id, event.state);
      else if (event.kind === 'accesses') onAccesses?.(event.accesses);
      else if (event.kind === 'done') end(() => resolve(event.look));
      else if (event.kind === 'failed') end(() => reject(noResult('ended', event.reason)));
    };
    listen();
    asked.onMessage((message) => hear(message as ScanEvent));
    asked.onEnd((how) => {
      clearTimeout(silence);
      reject(noResult('ended', how));
    });
    signal.addEventListener('abort', () => end(() => reject(noResult('cancelled'))), { once: true });
    const request: ScanRequest = {
      ...{ folder: appDataFolder(), offline },
      ...{ debugs: isDebugging(), traces: onAccesses !== undefined },
    };
    asked.send(request);
  });
}

/** In this process: where a process of its own was never seen to answer, which is on Windows (tried under Wine alone). */
async function here(
  { offline }: Pick<Values, 'offline'>,
  signal: AbortSignal,
  { onFinding, onAccesses }: ScanRun,
): Promise<ScanResult> {
  const { startScan } = await import('../scan/start-scan');
  const accesses = onAccesses && keepAccesses();
  const look = await startScan({
    folder: appDataFolder(),
    offline,
    signal,
    onProgress: (_looking, finding) => finding && onFinding?.(finding.id, finding.state),
  });
  if (accesses) onAccesses?.(accesses());
  return look;
}

/**
 * Looks at this computer in a process of its own, until Ctrl-C or `kill` ends it at once, wherever it is: it writes
 * nothing, so there is nothing to take back. Rejects with `CommandFailed` and a sentence when there is no result.
 */
export async function runScan(
  values: Pick<Values, 'offline'>,
  language: Language,
  run: ScanRun = {},
): Promise<ScanResult> {
  try {
    const look = process.platform === 'win32' && start === startReadOnly ? here : ask;
    return await untilStopped((signal) => look(values, signal, run));
  } catch (error) {
    if (!(error instanceof NoResult)) throw error;
    // The catalogue is loaded when it is needed: the look begins the sooner.
    const { translatorFor } = await import('../report/render');
    throw new CommandFailed(translatorFor(language)(error.because));
  }
}
