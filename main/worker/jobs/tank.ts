import type { UnlocalizedProgress } from '../../contract/work';
import { runTankCommand } from '../../tank/lifecycle/commands';
import type { TankProgress } from '../../tank/model/types';
import type { JobFunction } from '../job-function';
import { withLine } from '../progress';
import type { TankTask } from '../protocol';
import type { MigrationResult } from './migrate';
import { migrationFor } from './tank-migration';
import { newestStable, nodeRangeFrom, tankService } from './tank-service';

/** A download tells of every piece; nobody reads faster than this. */
const PAUSE_MS = 120;

/** Turns what work on a tank tells into what is shown; the same sentence is told a few times a second at most. */
export function tankProgressReporter(
  command: TankTask['command'],
  emit: (working: UnlocalizedProgress) => void,
  clock: () => number = () => performance.now(),
): (progress: TankProgress) => void {
  let lines: readonly string[] = [];
  let last = { at: Number.NEGATIVE_INFINITY, now: '' };
  return ({ now, done, of, part, bytes, leftMs, line }) => {
    lines = withLine(lines, line);
    const sentence = JSON.stringify([now, done]);
    if (sentence === last.now && clock() - last.at < PAUSE_MS) return;
    last = { at: clock(), now: sentence };
    emit({
      kind: 'tank',
      tank: command,
      now,
      done,
      of,
      part: part ?? null,
      ...(bytes && { bytes }),
      ...(leftMs !== undefined && { leftMs }),
      lines,
      // Once begun it is carried to its end.
      cancellable: command !== 'remove' && command !== 'stop' && command !== 'drop',
    });
  };
}

/** Does one command with a tank of this account, and what moving in brings about outside. */
export const tankJob: JobFunction<'tank'> = async (task, job, { signal, emit }) => {
  const { offline, remembered, preferences, folder } = job;
  const needsVersion = task.command === 'create' || task.command === 'update';
  const newest = needsVersion ? await newestStable({ offline, remembered }, signal) : null;
  let beside: MigrationResult = { outcomes: [], keys: [], left: [] };
  const outcome = await runTankCommand(task, {
    ...tankService(),
    signal,
    newest,
    nodeRange: nodeRangeFrom(preferences.mirror, offline, signal),
    mirror: preferences.mirror,
    report: tankProgressReporter(task.command, emit),
    migration: migrationFor({ folder, signal }, (moved) => {
      beside = moved;
    }),
  });
  return { kind: 'tank', ...beside, outcomes: [outcome, ...beside.outcomes] };
};
