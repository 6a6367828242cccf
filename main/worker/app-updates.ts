import { createFeedClient } from '../advisories/feeds/feed-client';
import { type CheckNeeds, checkAppUpdate } from '../app-update/check-app-update';
import type { RunningApp } from '../app-update/choose-release';
import { sweepAppUpdate } from '../app-update/install-app-update';
import { builtInSource, type ReleaseSource } from '../app-update/release-source';
import type { Preferences } from '../contract/work';
import { npmSettings } from '../probes/releases/npm-settings';
import { debug } from '../system/read/debug';
import { nodeHost } from '../system/read/node-host';
import { withLimit } from '../system/read/with-limit';

/** One address, in milliseconds. */
const LIMIT_MS = 10_000;
/** Metadata is a few kilobytes; notes in two languages and many files make tens. */
const MOST_BYTES = 1024 * 1024;

export interface AskNeeds {
  readonly folder: string;
  readonly app: RunningApp;
  readonly mirror: Preferences['mirror'];
  readonly signal: AbortSignal;
  /** What came with this copy unless told. */
  readonly source?: ReleaseSource;
  readonly now?: number;
}

/**
 * Asks for a newer Tankmate, with the user's npm proxy and certificates, and keeps what can be believed in `folder`.
 * True when somebody's answer was. A disk that doesn't take it is said to the log; what was known stays.
 */
export async function askAppUpdate({
  folder,
  app,
  mirror,
  signal,
  source = builtInSource,
  now = Date.now(),
}: AskNeeds): Promise<boolean> {
  const ask: CheckNeeds['ask'] = async (address) => {
    const options = await npmSettings(nodeHost(signal));
    return withLimit(signal, LIMIT_MS, async (limit) => {
      const client = createFeedClient(options, limit);
      return (await client({ address, mostBytes: MOST_BYTES })).json;
    });
  };
  try {
    const { answered } = await checkAppUpdate({ folder, source, app, mirror, ask, now, log: debug });
    await sweepAppUpdate({ folder, source, app, now });
    return answered;
  } catch (error) {
    debug(`app update: ${String(error)}`);
    return false;
  }
}
