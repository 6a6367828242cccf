import type { Message } from '../contract/finding';
import type { At, Engine } from '.';
import { startTank } from './start-stop';
import { type DeedNeeds, under } from './teller';
import { becauseOf, say } from './trouble';
import { holdsDoor } from './tunnel';

/** How well a tank stands: 0 stopped, 1 running, 2 with a way in; null: it can't be told. */
export async function standing(at: At, engine: Engine): Promise<0 | 1 | 2 | null> {
  const state = await engine.state(at).catch(() => null);
  if (state !== 'running') return state === 'stopped' ? 0 : null;
  return engine.door !== 'tunnel' || (await holdsDoor(at).catch(() => false)) ? 2 : 1;
}

/**
 * Some work stops a tank, and may be cut off at that: one that stands worse than before is started again. Resolves to
 * what kept it from that, if anything did.
 */
export async function wake(
  at: At,
  engine: Engine,
  before: 0 | 1 | 2 | null,
  tell: DeedNeeds['tell'],
  limitMs?: number,
): Promise<Message | null> {
  const after = await standing(at, engine);
  if (before === null || after === null || after >= before) return null;
  const now = say('now-starting');
  tell({ now });
  try {
    await startTank(at, engine, under(tell, now), limitMs);
    return null;
  } catch (error) {
    return say('stays-stopped', { why: becauseOf(error) });
  }
}
