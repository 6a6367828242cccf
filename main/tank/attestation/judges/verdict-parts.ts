import type { Message, MessageValue } from '../../../contract/finding';
import type { AttemptId, AttemptOutcome, EngineId, IsolationKind, Limits } from '../../../contract/tank';
import type { BoundaryFact } from '../../model/types';
import type { Canary } from '../canary';
import type { ConnectionTarget } from '../connection-targets';
import type { Answer, AnswerOf, GuestAnswers } from '../guest-answers';

/** All that was tried and seen of a tank. */
export interface AttestationEvidence {
  readonly engine: EngineId;
  readonly boundary: IsolationKind;
  readonly access: 'tunnel' | 'published';
  readonly limits: Limits;
  readonly inside: GuestAnswers;
  /** What root tells of the same connections, which no process of OpenClaw's account can bend. Null: nobody is root there. */
  readonly witness: Answer<AnswerOf<'connections'>> | null;
  readonly targets: readonly ConnectionTarget[];
  /** Null: nothing of ours could listen. */
  readonly canary:
    | (Pick<Canary, 'nonce' | 'reply' | 'listeners' | 'deaf'> & {
        readonly clients: ReturnType<Canary['clients']>;
      })
    | null;
  readonly outside: Answer<readonly BoundaryFact[]>;
  /** Where the tank’s own ports answer at this computer’s addresses in its networks: nowhere, it should be. */
  readonly exposed: readonly string[];
}

/** One half of a try, or the whole. */
export interface Verdict {
  readonly outcome: AttemptOutcome;
  readonly saw: Message;
}

export const receiptMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.receipt-${id}`,
  ...(values && { values }),
});

export const verdict = (
  id: AttemptId,
  outcome: AttemptOutcome,
  values?: Readonly<Record<string, MessageValue>>,
): Verdict => ({ outcome, saw: receiptMessage(`${id}-${outcome}`, values) });

export const untested = (id: AttemptId, because: Message): Verdict => verdict(id, 'untested', { because });

/** Never more than a screen of them: the rest is counted by what stands before. */
export const some = (found: readonly (string | Message)[]): readonly (string | Message)[] =>
  found.slice(0, 8);

/** From mild to bad: what could not be tried is not sealed, what is open is open whatever else was seen. */
const ORDER: readonly AttemptOutcome[] = ['blocked', 'untested', 'open'];
export const worst = (one: AttemptOutcome, other: AttemptOutcome): AttemptOutcome =>
  ORDER[Math.max(ORDER.indexOf(one), ORDER.indexOf(other))] ?? 'untested';
