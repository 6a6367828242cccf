import type { Told, WorkDone, Working, WorkKind } from '../contract/work';
import type { Errand, Task } from './messages';

/** What work gets besides its errand. */
export interface WorkNeeds {
  readonly signal: AbortSignal;
  tell(working: Told<Working>): void;
}

type TaskOf<K extends WorkKind> = Extract<Task, { kind: K }>;

/** One kind of work: what `errands/works/<kind>.ts` exports as `run`. Rejects only when nothing was begun. */
export type Work<K extends WorkKind> = (
  task: TaskOf<K>,
  errand: Errand,
  needs: WorkNeeds,
) => Promise<Told<WorkDone>>;

/** One line a kind. */
const WORKS: { readonly [K in WorkKind]?: () => Promise<{ readonly run: Work<K> }> } = {
  fix: () => import('./works/fix'),
  undo: () => import('./works/undo'),
  stop: () => import('./works/stop'),
  leave: () => import('./works/leave'),
  forget: () => import('./works/forget'),
  update: () => import('./works/update'),
  tank: () => import('./works/tank'),
};

async function begin<K extends WorkKind>(kind: K, errand: Errand, needs: WorkNeeds): Promise<Told<WorkDone>> {
  const load = WORKS[kind];
  if (!load) throw new Error(`no way to ${kind} yet`);
  const { run } = await load();
  return run(errand.task as TaskOf<K>, errand, needs);
}

/**
 * Does what the errand asks before its look; null when that is nothing. Rejects only when nothing was begun.
 * An update that was cut off is ended first, unless there is no time to lose.
 */
export async function work(errand: Errand, needs: WorkNeeds): Promise<Told<WorkDone> | null> {
  const { kind } = errand.task;
  if (kind === 'stop') return begin(kind, errand, needs);
  const cutOff = await (await import('./works/cut-off')).endCutOff(errand);
  return kind === 'look' || kind === 'refresh' ? cutOff : begin(kind, errand, needs);
}
