import type { Platform } from '../../contract/finding';
import type { RememberedReleases } from '../../contract/scan-result';
import { targetOf } from '../../openclaw/release-channel';
import { createReleaseProbe } from '../../probes/releases';
import { askRelease, NPMMIRROR } from '../../probes/releases/release';
import { appDataFolder, tankFolder } from '../../system/read/app-paths';
import { nodeHost } from '../../system/read/node-host';
import { driverOf } from '../../tank/drivers';
import { createCommandRunner } from '../../tank/host/command-runner';
import type { TankService } from '../../tank/lifecycle/create-tank';
import type { StoredTank } from '../../tank/model/tank-store';
import type { TankContext } from '../../tank/model/types';

/** What tanks of this account are worked on with, on this computer. */
export function tankService(env: NodeJS.ProcessEnv = process.env): TankService {
  const root = tankFolder(process.platform, env);
  const platform = process.platform as Platform;
  return {
    root,
    driverOf,
    needsFor: (folder, signal) => ({
      platform,
      env,
      root,
      journal: appDataFolder(),
      signal,
      runner: createCommandRunner({ platform, env, folder, signal }),
      now: Date.now,
    }),
  };
}

/** A tank of ours with what works on it. */
export const contextOfTank = (
  { plan, folder }: StoredTank,
  service: TankService,
  signal: AbortSignal = new AbortController().signal,
): TankContext => ({ plan, folder, needs: service.needsFor(folder, signal) });

/** The newest stable release that a registry named, asked at most once a day as a scan does; null: none is known. */
export async function newestStable(
  {
    offline,
    remembered,
  }: { readonly offline: boolean; readonly remembered?: RememberedReleases | undefined },
  signal: AbortSignal,
): Promise<string | null> {
  const asking = { offline, ...(remembered && { remembered }) };
  const answer = await createReleaseProbe(nodeHost(signal), asking).newest();
  return answer.state === 'answered' ? targetOf('stable', answer.tags) : null;
}

/**
 * Asks the registry that a tank's OpenClaw would come from which Nodes a release runs on (npm's `engines`). Null: it names
 * none, or there is no answer.
 */
export const nodeRangeFrom =
  (mirror: 'own' | 'npmmirror', offline: boolean, signal: AbortSignal) =>
  async (version: string): Promise<string | null> => {
    if (offline) return null;
    const registry = mirror === 'npmmirror' ? NPMMIRROR : null;
    const answer = await askRelease(nodeHost(signal), { registry, choose: () => version });
    return answer.state === 'answered' ? (answer.release?.node ?? null) : null;
  };
