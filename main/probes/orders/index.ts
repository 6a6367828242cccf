import type { Host } from '../../system/read';
import type { Setup } from '../openclaw/types';
import { memoizeBy, type PartialResult } from '../partial-result';
import type { OpenClawSettings, SettingsProbe } from '../settings/types';
import { findHooks } from './find-hooks';
import { hookPacks } from './hook-packs';
import { hostApprovals } from './host-approvals';
import type { OrderProbe } from './types';

export type { HookFolder, HookPack, HostApprovals, OrderProbe, OrderText } from './types';

/** Reads folders, files and tables; runs nothing. Answers are remembered by setup until the look ends. */
export function createOrderProbe(host: Host, settings: Pick<SettingsProbe, 'all'>): OrderProbe {
  const remember = <T>(
    look: (host: Host, setup: Setup, settings: OpenClawSettings | null) => Promise<PartialResult<T>>,
  ) =>
    memoizeBy(async (setup: Setup) => {
      const all = await settings.all();
      return look(host, setup, all.items.find((each) => each.setup.stateDir === setup.stateDir) ?? null);
    });
  return {
    hooks: remember(findHooks),
    packs: remember(hookPacks),
    approvals: remember(hostApprovals),
    // Its reader of texts is large.
    instructions: remember(async (...asked) =>
      (await import('./find-instructions')).findInstructions(...asked),
    ),
  };
}
