import type { Message } from '../../contract/finding';
import type { StepProgress, TankProgress } from './types';

/** What one piece of work on a tank tells: a sentence, and what is known beside it. */
export interface ProgressReporter {
  report(progress: StepProgress & { readonly now: Message }): void;
}

/** Tells all of it under one sentence. */
export const withMessage =
  (report: ProgressReporter['report'], now: Message) =>
  (progress: StepProgress): void =>
    report({ ...progress, now });

/** Counts what is told as one step of one, for work that has no list of steps. */
export const asSingleStep =
  (report: (progress: TankProgress) => void): ProgressReporter['report'] =>
  (progress) =>
    report({ ...progress, now: progress.waiting ?? progress.now, done: 0, of: 1 });
