import { npmSettings } from '../../probes/releases/npm-settings';
import { nodeHost } from '../../system/read/node-host';
import type { TankContext } from '../model/types';

/** How the network is reached: the options of npm's HTTP client. */
export interface NpmNetwork {
  readonly proxy?: unknown;
  readonly noProxy?: unknown;
  readonly ca?: unknown;
  readonly strictSSL?: unknown;
}

/** As the user's npm does it: its configuration, and where that says nothing, the environment (`HTTPS_PROXY`, `NO_PROXY`). */
export async function npmNetwork(signal: AbortSignal): Promise<NpmNetwork> {
  const { httpsProxy, proxy, noProxy, ca, strictSSL } = await npmSettings(nodeHost(signal));
  return { proxy: httpsProxy ?? proxy, noProxy, ca, strictSSL };
}

/** The registry that the user's npm asks. */
export const userRegistry = async ({ needs }: TankContext): Promise<string> =>
  (await npmSettings(nodeHost(needs.signal))).registry;
