import type { Message, MessageValue } from '../../../contract/finding';
import type { EngineId, Limits, TryId, TryOutcome, Wall } from '../../../contract/tank';
import type { OutsideFact } from '../..';
import type { Door } from '../addresses';
import type { Heard, Inside, InsideOf } from '../answers';
import type { Canary } from '../canary';

/** All that was tried and seen of a tank. */
export interface Seen {
  readonly engine: EngineId;
  readonly wall: Wall;
  readonly door: 'tunnel' | 'published';
  readonly limits: Limits;
  readonly inside: Inside;
  /** What root tells of the same knocks, which no process of OpenClaw's account can bend. Null: nobody is root there. */
  readonly witness: Heard<InsideOf<'knocks'>> | null;
  readonly doors: readonly Door[];
  /** Null: nothing of ours could listen. */
  readonly canary:
    | (Pick<Canary, 'nonce' | 'song' | 'listeners' | 'deaf'> & {
        readonly visitors: ReturnType<Canary['visitors']>;
      })
    | null;
  readonly outside: Heard<readonly OutsideFact[]>;
  /** Where the tank’s own ports answer at this computer’s addresses in its networks: nowhere, it should be. */
  readonly exposed: readonly string[];
}

/** One half of a try, or the whole. */
export interface Part {
  readonly outcome: TryOutcome;
  readonly saw: Message;
}

export const message = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.receipt-${id}`,
  ...(values && { values }),
});

export const part = (
  id: TryId,
  outcome: TryOutcome,
  values?: Readonly<Record<string, MessageValue>>,
): Part => ({ outcome, saw: message(`${id}-${outcome}`, values) });

export const untested = (id: TryId, because: Message): Part => part(id, 'untested', { because });

/** Never more than a screen of them: the rest is counted by what stands before. */
export const some = (found: readonly (string | Message)[]): readonly (string | Message)[] =>
  found.slice(0, 8);

/** From mild to bad: what could not be tried is not sealed, what is open is open whatever else was seen. */
const ORDER: readonly TryOutcome[] = ['blocked', 'untested', 'open'];
export const worst = (one: TryOutcome, other: TryOutcome): TryOutcome =>
  ORDER[Math.max(ORDER.indexOf(one), ORDER.indexOf(other))] ?? 'untested';
