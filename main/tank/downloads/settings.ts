import { nodeHost } from '../../probes/host/node';
import { npmSettings } from '../../probes/releases/npm-settings';
import type { At } from '..';

/** How the network is reached: the options of npm's HTTP client. */
export interface Line {
  readonly proxy?: unknown;
  readonly noProxy?: unknown;
  readonly ca?: unknown;
  readonly strictSSL?: unknown;
}

/** As the user's npm does it: its configuration, and where that says nothing, the environment (`HTTPS_PROXY`, `NO_PROXY`). */
export async function userLine(signal: AbortSignal): Promise<Line> {
  const { httpsProxy, proxy, noProxy, ca, strictSSL } = await npmSettings(nodeHost(signal));
  return { proxy: httpsProxy ?? proxy, noProxy, ca, strictSSL };
}

/** The registry that the user's npm asks. */
export const userRegistry = async ({ needs }: At): Promise<string> =>
  (await npmSettings(nodeHost(needs.signal))).registry;
