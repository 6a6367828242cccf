import { rm } from 'node:fs/promises';
import type { Message } from '../../contract/finding';
import { type CapturedGateway, captureProcess } from './capture-process';
import { startAgain } from './gateway';
import type { UpdateNeeds } from './needs';
import { readSurroundings } from './surroundings';
import type { Ledgers, UpdateJournal } from './update-journal';
import type { UpdatePlan } from './update-plan';

export const STEPS = ['fetch', 'install', 'check', 'stop', 'backup', 'swap', 'start', 'finish'] as const;
export type UpdateStep = (typeof STEPS)[number];

/** All that one update knows while it runs. */
export interface UpdateRun {
  readonly plan: UpdatePlan;
  readonly needs: UpdateNeeds;
  readonly ledgers: Ledgers;
  updateJournal: UpdateJournal;
  /** What runs the new version. */
  node: string;
  step(step: UpdateStep): void;
  /** The step that is under way. */
  now(): Message;
  line(line: string): void;
}

export const limit = ({ startLimitMs }: UpdateNeeds) =>
  startLimitMs === undefined ? {} : { limitMs: startLimitMs };

/** What runs of the copy now: since the plan was made, one may have ended and another begun. */
export async function captureAll({ plan, needs }: UpdateRun): Promise<readonly CapturedGateway[]> {
  const { copy, setups, release, node } = plan;
  const around = { copy, setups, account: needs.host.userName };
  const { standing, services } = await readSurroundings(around, needs.look(), release.version);
  const all = await Promise.all(
    standing.map((each) => captureProcess(each, services, node.path, process.platform, needs.processes)),
  );
  return all.filter((each) => each !== null);
}

/** The old version runs again, as it did. Null, or why a gateway did not come back. */
export const bringCopyBack = (
  { plan, needs }: UpdateRun,
  captured: readonly CapturedGateway[],
): Promise<Message | null> =>
  startAgain(
    captured.map((each) => ({ ...each, copy: plan.copy.path })),
    needs,
  );

/** Removes all of ours, once nothing of it is in use. */
export async function tidy({
  updateJournal,
  ledgers,
}: Pick<UpdateRun, 'updateJournal' | 'ledgers'>): Promise<void> {
  for (const each of updateJournal.staging) await rm(each, { recursive: true, force: true }).catch(() => {});
  for (const { fresh } of updateJournal.swaps)
    await rm(fresh, { recursive: true, force: true }).catch(() => {});
  await ledgers.remove(updateJournal.id).catch(() => {});
}
