import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import type { EngineId } from '../../main/contract/tank';
import {
  type JobSummary,
  type ShownAttempt,
  type ShownEngineOption,
  type ShownEngineRanking,
  type ShownTank,
  TANK_COMMANDS,
  type TankCommandId,
} from '../../main/contract/work';

/** Checks that ask where OpenClaw lives. */
export const LIVES_HERE: readonly string[] = ['separate-home', 'everyday-computer'];

/** What the reader looks at: the tank of this name, or the first there is. */
export const tankOf = (state: AppState, name: string | null): ShownTank | undefined => {
  const tanks = state.tanks ?? [];
  return tanks.find((each) => each.name === name) ?? tanks[0];
};

/** A tank that was cut off while it was made. */
export const unfinishedOf = (state: AppState): ShownTank | undefined =>
  state.tanks?.find((each) => each.state === 'unfinished');

/** The way that is shown: the one that the reader took, as long as it is possible, or else the recommended one. */
export function wayIn(
  offer: ShownEngineRanking | null | undefined,
  chosen: EngineId | null,
): ShownEngineOption | null {
  const other = offer?.others.find((each) => each.engine === chosen && each.state !== 'hindered');
  return other ?? offer?.best ?? null;
}

/**
 * A copy of OpenClaw lives on this computer itself, and this is no place of its own. A few signs of use in a virtual
 * machine don’t ask for a tank inside it, nor does a wall of the tank that isn’t whole.
 */
export const livesOutside = ({ copies, findings }: Report): boolean =>
  copies.some(({ where }) => where === 'this-computer') &&
  findings.some(
    ({ id, state, severity }) =>
      LIVES_HERE.includes(id) && (state === 'unknown' || (state === 'attention' && severity !== 'low')),
  );

/** A tank can be made here for what lives outside, and there is none yet. */
export const canHaveTank = ({ report, offer, tanks = [] }: AppState): boolean =>
  report !== null && tanks.length === 0 && Boolean(offer?.best) && livesOutside(report);

/** How a receipt came out. `untested` is never counted as sealed. */
export function receiptOf(tries: readonly ShownAttempt[]) {
  const count = (outcome: ShownAttempt['outcome']) => tries.filter((each) => each.outcome === outcome).length;
  return { count: tries.length, open: count('open'), untested: count('untested') };
}

const RANK: readonly ShownAttempt['outcome'][] = ['open', 'untested', 'blocked'];
/** What got out first, then what isn’t known; the rest in its order. */
export const openFirst = (tries: readonly ShownAttempt[]): readonly ShownAttempt[] =>
  [...tries].sort((a, b) => RANK.indexOf(a.outcome) - RANK.indexOf(b.outcome));

/** Which work on a tank a result is of; `create` when nothing tells. */
export const tankCommandOf = ({ tank, outcomes }: JobSummary): TankCommandId =>
  tank ?? TANK_COMMANDS.find((each) => [each, `tank-${each}`].includes(outcomes[0]?.fix ?? '')) ?? 'create';

/** Bytes a second that the estimate of the time counts on. */
const BYTES_A_SECOND = 5_000_000;
/** Minutes that making takes beside the download, with the processor’s help and without: a trial on two cores without it took 12. */
const MAKING = { quick: 4, slow: 20 } as const;

/** Minutes that making a tank takes this way, as a guess. */
export const minutesOf = ({ downloads, slow }: ShownEngineOption): number =>
  Math.ceil(downloads / BYTES_A_SECOND / 60) + (slow ? MAKING.slow : MAKING.quick);
