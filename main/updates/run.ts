import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '../contract/finding';
import { isHealthy, type Seized, startGateway } from './gateway';
import type { Ledger, Ledgers } from './ledger';
import type { UpdateNeeds } from './needs';
import type { UpdatePlan } from './plan';
import { entryOf } from './stage';
import { troubleOf } from './trouble';

export const STEPS = ['fetch', 'install', 'check', 'stop', 'backup', 'swap', 'start', 'finish'] as const;
export type Step = (typeof STEPS)[number];

/** All that one update knows while it runs. */
export interface Run {
  readonly plan: UpdatePlan;
  readonly needs: UpdateNeeds;
  readonly ledgers: Ledgers;
  ledger: Ledger;
  /** What runs the new version. */
  node: string;
  step(step: Step): void;
  line(line: string): void;
}

export const limit = ({ startLimitMs }: UpdateNeeds) =>
  startLimitMs === undefined ? {} : { limitMs: startLimitMs };

/** The old version runs again, as it did. Null, or why a gateway did not come back. */
export async function bringBack({ plan, needs }: Run, seized: readonly Seized[]): Promise<Message | null> {
  let problem: Message | null = null;
  for (const each of seized) {
    try {
      if (each.port !== null && (await isHealthy(each.port))) continue;
      const { bin } = await entryOf(plan.copy.path);
      await startGateway(each, {
        entry: join(plan.copy.path, bin ?? 'openclaw.mjs'),
        env: each.whole,
        ...limit(needs),
      });
    } catch (error) {
      problem ??= troubleOf(error);
    }
  }
  return problem;
}

/** Removes all of ours, once nothing of it is in use. */
export async function tidy({ ledger, ledgers }: Run): Promise<void> {
  for (const each of ledger.staging) await rm(each, { recursive: true, force: true }).catch(() => {});
  for (const { fresh } of ledger.swaps) await rm(fresh, { recursive: true, force: true }).catch(() => {});
  await ledgers.remove(ledger.id).catch(() => {});
}
