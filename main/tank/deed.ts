import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { EngineId } from '../contract/tank';
import type { At, Engine, TankProgress } from '.';
import type { MakeRequest, Workshop } from './make';
import type { DeedNeeds } from './teller';
import { say } from './trouble';

/** What is to be done with which tank. */
export type Deed =
  | { readonly deed: 'create'; readonly engine: EngineId; readonly tank?: string }
  | { readonly deed: 'remove'; readonly tank: string }
  | {
      readonly deed: 'start' | 'stop' | 'receipt' | 'snapshot' | 'update' | 'move-out' | 'fetch';
      readonly tank: string;
    }
  | { readonly deed: 'restore' | 'drop'; readonly tank: string; readonly snapshot: string }
  | {
      readonly deed: 'move-in';
      readonly tank: string;
      readonly setup: string;
      readonly flagged: readonly string[];
    }
  | { readonly deed: 'send'; readonly tank: string; readonly files: readonly string[] };

/** Moving in and out, which know the home outside. Each resolves to what came of it. */
export interface Movers {
  moveIn(
    at: At,
    engine: Engine,
    task: Extract<Deed, { deed: 'move-in' }>,
    tell: DeedNeeds['tell'],
  ): Promise<Pick<Outcome, 'result' | 'because' | 'afterwards'>>;
  moveOut(
    at: At,
    engine: Engine,
    tell: DeedNeeds['tell'],
  ): Promise<Pick<Outcome, 'result' | 'because' | 'afterwards'>>;
}

export interface DeedsNeeds extends Workshop {
  readonly signal: AbortSignal;
  readonly mirror: MakeRequest['mirror'];
  /** Newest release of the stable channel as a registry said within a day; null: none did. */
  readonly newest: string | null;
  tell(progress: TankProgress): void;
  readonly movers?: Movers;
  /** For tests: milliseconds. */
  readonly patienceMs?: number;
  readonly healthyMs?: number;
}

/** How a deed ended. */
export type Came = Pick<Outcome, 'result' | 'because' | 'afterwards'>;
export const came = (
  result: Outcome['result'],
  because: Message,
  afterwards: Message | null = null,
): Came => ({
  result,
  because,
  afterwards,
});
export const fixed = (id: string, values?: Message['values']) => came('fixed', say(id, values));
