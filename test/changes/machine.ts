import { showChange } from '../../main/changes/plan/show';
import type { Change } from '../../main/contract/change';
import { type Actions, type CarryOptions, type ChangeState, ConflictError } from '../../main/system/write';

/** What goes wrong on purpose: called before each verb; what it throws, the verb rejects with. */
export type Trip = (verb: 'carryOut' | 'takeBack', change: Change) => unknown;

/**
 * Writers over files in memory: text, mode and place of each path. Commands and ends are only noted.
 * `after` runs once a verb has done its work.
 */
export function memoryMachine(
  files: Record<string, string>,
  { before, after }: { before?: Trip; after?: Trip } = {},
) {
  const texts = new Map(Object.entries(files));
  const modes = new Map(Object.keys(files).map((path) => [path, '0644']));
  const done: string[] = [];

  const swap = <T>(map: Map<string, T>, path: string, from: T | null, to: T | null) => {
    const is = map.get(path) ?? null;
    if (is === to) return;
    if (is !== from) throw new ConflictError(path);
    if (to === null) map.delete(path);
    else map.set(path, to);
  };
  const move = (from: string, to: string) => {
    if (!texts.has(from) && texts.has(to)) return;
    if (!texts.has(from) || texts.has(to)) throw new ConflictError(from);
    texts.set(to, texts.get(from) ?? '');
    texts.delete(from);
  };
  async function verb(name: 'carryOut' | 'takeBack', change: Change, { signal }: CarryOptions) {
    signal.throwIfAborted();
    await before?.(name, change);
    const forth = name === 'carryOut';
    if (change.kind === 'edit')
      swap(texts, change.path, forth ? change.before : change.after, forth ? change.after : change.before);
    else if (change.kind === 'mode')
      swap(modes, change.path, forth ? change.before : change.after, forth ? change.after : change.before);
    else if (change.kind === 'move') move(forth ? change.from : change.to, forth ? change.to : change.from);
    done.push(`${name} ${change.kind} ${showChange(change).where}`);
    await after?.(name, change);
  }
  const actions: Actions = {
    present: async ({ kind, path }) => (kind === 'edit' ? texts : modes).get(path) ?? null,
    async stands(change): Promise<ChangeState> {
      const tell = <T>(is: T, before: T, after: T) =>
        is === before ? 'before' : is === after ? 'after' : 'neither';
      if (change.kind === 'edit') return tell(texts.get(change.path) ?? null, change.before, change.after);
      if (change.kind === 'mode') return tell(modes.get(change.path), change.before, change.after);
      if (change.kind === 'move') return tell(texts.has(change.from), true, false);
      return 'unknown';
    },
    carryOut: (change, options) => verb('carryOut', change, options),
    takeBack: (change, options) => verb('takeBack', change, options),
  };
  const now = () => ({ texts: Object.fromEntries(texts), modes: Object.fromEntries(modes) });
  return { actions, texts, modes, done, now };
}
