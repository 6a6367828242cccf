import type { Message } from '../contract/finding';
import type { StepProgress, TankProgress } from '.';

/** What one piece of work on a tank tells: a sentence, and what is known beside it. */
export interface DeedNeeds {
  tell(progress: StepProgress & { readonly now: Message }): void;
}

/** Tells all of it under one sentence. */
export const under =
  (tell: DeedNeeds['tell'], now: Message) =>
  (progress: StepProgress): void =>
    tell({ ...progress, now });

/** Counts what is told as one step of one, for work that has no list of steps. */
export const asOne =
  (tell: (progress: TankProgress) => void): DeedNeeds['tell'] =>
  (progress) =>
    tell({ ...progress, now: progress.waiting ?? progress.now, done: 0, of: 1 });
