import type { MovePlan, Offer, TankStatus, Way } from '../contract/tank';
import type { ShownMove, ShownOffer, ShownTank, ShownTry, ShownWay } from '../contract/work';
import type { Speak } from '../language/speak';
import { keyPage, keyProvider } from '../openclaw/key-pages';
import { KINDS } from './ways/ladder';

/** What was tried and what came of it, in a reader's words. */
export const tellTries = (
  tries: NonNullable<TankStatus['receipt']>['tries'],
  speak: Speak,
): readonly ShownTry[] =>
  tries.map(({ id, outcome, saw }) => ({
    id,
    outcome,
    title: speak({ id: `tank.receipt-${id}` }),
    saw: speak(saw),
  }));

/** A tank in a reader's words. */
export const tellTank = ({ step, receipt, ...status }: TankStatus, speak: Speak): ShownTank => ({
  ...status,
  engineName: KINDS[status.engine].name,
  step: step && speak(step),
  receipt: receipt && { at: receipt.at, tries: tellTries(receipt.tries, speak) },
});

const tellWay = ({ because, leavesOpen, ...way }: Way, speak: Speak): ShownWay => ({
  ...way,
  because: speak(because),
  leavesOpen: leavesOpen && speak(leavesOpen),
});

/** What can be done here, in a reader's words. */
export const tellOffer = ({ best, others }: Offer, speak: Speak): ShownOffer => ({
  best: best && tellWay(best, speak),
  others: others.map((way) => tellWay(way, speak)),
});

/** What would move in, in a reader's words. No path but those that are flagged. */
export const tellMove = (
  { id, from, files, bytes, flagged, secrets, left }: MovePlan,
  speak: Speak,
): ShownMove => ({
  id,
  from,
  files,
  bytes,
  flagged: flagged.map(({ why, ...file }) => ({ ...file, why: speak(why) })),
  secrets: secrets.map((secret) => ({
    ...secret,
    provider: keyProvider(secret.id) ?? secret.id,
    page: keyPage(secret.id) !== null,
  })),
  left: left.map(speak),
});
