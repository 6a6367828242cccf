import type { Outcome } from '../../contract/change';
import type { Preferences, UnlocalizedProgress } from '../../contract/work';
import { clearOpinions } from '../../operations/second-opinion/ask-second-opinion';
import { clearExports } from '../../operations/uninstall/export';
import { recoverUpdates } from '../../operations/update/recover';
import { updateNeeds } from '../../operations/update/run-update';
import { interruptedTanks } from '../../tank/model/update-marker';

export interface Recovering {
  /** The app's own folder, which holds the journal. */
  readonly folder: string;
  readonly mirror: Preferences['mirror'];
  /** Hears of what takes its time: a tank may have to be started. */
  emit?(working: UnlocalizedProgress): void;
}

/**
 * What window and terminal do first: brings to an end whatever the journal has that an earlier run of the app left in the
 * middle, and that can't be left so. An update of a copy is taken back or completed, an update of a tank settled, half an
 * export and the copy of a second opinion removed. A fix that was cut off stays open in the journal, for the user to take back. Each under its own lock,
 * and again does no harm. One outcome for each that was found; never rejects.
 */
export async function recover({ folder, mirror, emit = () => {} }: Recovering): Promise<readonly Outcome[]> {
  // What was cut off once is not cut off again.
  const signal = new AbortController().signal;
  const steps: readonly (() => Promise<readonly Outcome[]>)[] = [
    async () => {
      await clearExports(folder);
      await clearOpinions(folder);
      return [];
    },
    () =>
      recoverUpdates(
        updateNeeds({ folder, mirror, offline: true, accepted: [], signal, onProgress: () => {} }),
      ),
    async () => {
      // Seldom there, and all of the tank is much to load for each scan.
      if ((await interruptedTanks(folder)).length === 0) return [];
      const [{ recoverTanks }, { tankProgressReporter }, { tankService }] = await Promise.all([
        import('../../tank/lifecycle/commands'),
        import('./tank'),
        import('./tank-service'),
      ]);
      const needs = { ...tankService(), signal, mirror, newest: null };
      return recoverTanks(folder, { ...needs, report: tankProgressReporter('update', emit) });
    },
  ];
  const outcomes: Outcome[] = [];
  for (const step of steps)
    try {
      outcomes.push(...(await step()));
    } catch (error) {
      console.error(`tankmate: ${String(error)}`);
    }
  return outcomes;
}
