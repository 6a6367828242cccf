import type { Told, WorkDone, Working } from '../contract/work';
import type { Errand } from './messages';

/** What work gets besides its errand. */
export interface WorkNeeds {
  readonly signal: AbortSignal;
  tell(working: Told<Working>): void;
}

/** Does what the errand asks before its look; null when that is nothing. Rejects only when nothing was begun. */
export async function work(errand: Errand, _needs: WorkNeeds): Promise<Told<WorkDone> | null> {
  switch (errand.task.kind) {
    case 'look':
    case 'refresh':
      return null;
    default:
      throw new Error(`no way to ${errand.task.kind} yet`);
  }
}
