import type { Probes } from '../../probes';
import { createProbes } from '../../probes/create-probes';
import { nodeUnder } from '../../probes/runtime';
import { nodeHost } from '../../system/read/node-host';
import { runProcess } from '../../system/write/commands/run-process';
import { gatewaysAnswer } from './gateways';
import { keysFound } from './keys';
import { sandboxStarts } from './sandbox';
import { settingsAccepted } from './settings';
import type { Broken, RowDone, StillWorks } from './types';

export type { Broken, RowDone, StillWorks } from './types';

/** Several ways to tell as one. One that fails by itself tells nothing; the first that finds something is believed. */
export const together = (all: readonly StillWorks<unknown>[]): StillWorks<unknown> => ({
  async before(probes: Probes) {
    return Promise.all(
      all.map((each) =>
        each.before(probes).then(
          (remembered) => ({ remembered }),
          () => null,
        ),
      ),
    );
  },
  async after(remembered, row: RowDone): Promise<Broken | null> {
    const before = remembered as readonly ({ readonly remembered: unknown } | null)[];
    for (const [index, each] of all.entries()) {
      const known = before[index];
      const broken = known && (await each.after(known.remembered, row).catch(() => null));
      if (broken) return broken;
    }
    return null;
  },
});

/** Whether OpenClaw on this computer can still work: the cheap questions first. `folder`: the app's own. */
export function openclawWorks(
  folder: string,
  signal: AbortSignal,
): { readonly works: StillWorks<unknown>; readonly readers: () => Probes } {
  const host = nodeHost(signal);
  const own = process.geteuid?.();
  const works = together([
    keysFound as StillWorks<unknown>,
    sandboxStarts(runProcess) as StillWorks<unknown>,
    settingsAccepted({
      run: runProcess,
      folder,
      nodeFor: async (copy, pids) => (await nodeUnder(host, copy, pids))?.path ?? null,
      async isTrusted({ path }) {
        if (own === undefined) return true;
        const { uid } = await host.stat(path);
        return uid === own || uid === 0;
      },
    }) as StillWorks<unknown>,
    gatewaysAnswer() as StillWorks<unknown>,
  ]);
  return { works, readers: () => createProbes(nodeHost(signal), { folder, offline: true }) };
}
