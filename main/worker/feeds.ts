import { createFeedClient } from '../advisories/feeds/feed-client';
import { refreshAdvisories } from '../advisories/feeds/refresh-advisories';
import { npmSettings, publicRegistry } from '../probes/releases/npm-settings';
import { nodeHost } from '../system/read/node-host';

/**
 * Asks the feeds of advisories with the user's npm proxy and certificates, and keeps what can be believed in `folder`.
 * True when at least one of them answered. A disk that doesn't take it is said to `log`; what was known stays.
 */
export async function askFeeds(
  folder: string,
  signal: AbortSignal,
  log: (line: string) => void = (line) => console.error(`tankmate: ${line}`),
): Promise<boolean> {
  try {
    const [options, npm] = await Promise.all([npmSettings(nodeHost(signal)), publicRegistry()]);
    const { feeds } = await refreshAdvisories({
      folder,
      bases: { npm },
      ask: (limit) => createFeedClient(options, limit),
      now: Date.now(),
      signal,
    });
    return feeds.some(({ state }) => state === 'answered');
  } catch (error) {
    log(`the list of holes could not be brought up to date: ${String(error)}`);
    return false;
  }
}
