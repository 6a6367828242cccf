import type { Told, Working } from '../../contract/work';
import type { TankProgress } from '../../tank';
import { doDeed } from '../../tank/deeds';
import type { TankTask } from '../messages';
import { inEveryLanguage, tellDone } from '../told';
import type { Work } from '../work';
import type { Moved } from './retire';
import { moversFor } from './tank-movers';
import { newestStable, tankWorkshop } from './tank-now';

/** Lines that are kept for those who unfold them. */
const LINES_KEPT = 50;
/** A download tells of every piece; nobody reads faster than this. */
const PAUSE_MS = 120;

/** Turns what work on a tank tells into what is shown; the same sentence is told a few times a second at most. */
export function tankTeller(
  deed: TankTask['deed'],
  tell: (working: Told<Working>) => void,
  clock: () => number = () => performance.now(),
): (progress: TankProgress) => void {
  let lines: readonly string[] = [];
  let last = { at: Number.NEGATIVE_INFINITY, now: '' };
  return ({ now, done, of, part, bytes, leftMs, line }) => {
    if (line !== undefined) lines = [...lines, line].slice(-LINES_KEPT);
    const told = JSON.stringify([now, done]);
    if (told === last.now && clock() - last.at < PAUSE_MS) return;
    last = { at: clock(), now: told };
    tell(
      inEveryLanguage((speak) => ({
        kind: 'tank',
        tank: deed,
        now: speak(now),
        done,
        of,
        part: part ?? null,
        ...(bytes && { bytes }),
        ...(leftMs !== undefined && { leftMs }),
        lines,
        // Once begun it is carried to its end.
        cancellable: deed !== 'remove' && deed !== 'stop' && deed !== 'drop',
      })),
    );
  };
}

/** Does one deed with a tank of this account, and what moving in brings about outside. */
export const run: Work<'tank'> = async (task, errand, { signal, tell }) => {
  const { offline, remembered, preferences, folder } = errand;
  const needsVersion = task.deed === 'create' || task.deed === 'update';
  const newest = needsVersion ? await newestStable({ offline, remembered }, signal) : null;
  let beside: Moved = { outcomes: [], keys: [], left: [] };
  const outcome = await doDeed(task, {
    ...tankWorkshop(),
    signal,
    newest,
    mirror: preferences.mirror,
    tell: tankTeller(task.deed, tell),
    movers: moversFor({ folder, signal }, (moved) => {
      beside = moved;
    }),
  });
  return tellDone('tank', [outcome, ...beside.outcomes], beside.keys, beside.left);
};
