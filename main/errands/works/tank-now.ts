import type { Platform } from '../../contract/finding';
import type { RememberedReleases } from '../../contract/look';
import { targetOf } from '../../openclaw/release-channel';
import { nodeHost } from '../../probes/host/node';
import { createReleaseProbe } from '../../probes/releases';
import { tankFolder } from '../../state/folder';
import type { At } from '../../tank';
import { realHands } from '../../tank/hands';
import type { Workshop } from '../../tank/make';
import { realParts } from '../../tank/real-parts';
import type { Tank } from '../../tank/tanks';

/** What tanks of this account are worked on with, on this computer. */
export function tankWorkshop(env: NodeJS.ProcessEnv = process.env): Workshop {
  const root = tankFolder(process.platform, env);
  const platform = process.platform as Platform;
  return {
    root,
    parts: realParts,
    needsFor: (folder, signal) => ({
      platform,
      env,
      root,
      signal,
      hands: realHands({ platform, env, folder, signal }),
      now: Date.now,
    }),
  };
}

/** A tank of ours with what works on it. */
export const tankHere = (
  { plan, folder }: Tank,
  shop: Workshop,
  signal: AbortSignal = new AbortController().signal,
): At => ({ plan, folder, needs: shop.needsFor(folder, signal) });

/** The newest stable release that a registry named, asked at most once a day as a look does; null: none is known. */
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
