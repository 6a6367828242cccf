import type { EngineId, Receipt } from '../contract/tank';
import type { At, Engine, Guest, OutsideFact, Step, StepProgress, TankPlan } from '.';
import type { Wanted } from './downloads';
import type { GuestFacts } from './guest/facts';
import type { Stands } from './receipt/due';

type Architecture = TankPlan['architecture'];

/** What is to be downloaded for one tank. */
export interface Catalogue {
  readonly image: Wanted;
  readonly node: Wanted;
  readonly npm: Wanted;
}

/** The other parts that make a tank; tests put others in their place. */
export interface Parts {
  engineOf(id: EngineId): Promise<Engine>;
  catalogue(base: Engine['base'], architecture: Architecture, mirror: TankPlan['mirror']): Promise<Catalogue>;
  pathOf(root: string, wanted: Wanted): string;
  engineStep(at: At, engine: Engine): Step;
  imageStep(at: At, base: Engine['base']): Step;
  nodeStep(at: At): Step;
  keysStep(at: At): Step;
  readToken(folder: string): Promise<string>;
  seedStep(at: At): Step;
  guestSteps(at: At, guest: Guest): readonly Step[];
  guestFacts(guest: Guest): Promise<GuestFacts>;
  installOpenClaw(
    at: At,
    guest: Guest,
    version: string,
    tell: (progress: StepProgress) => void,
  ): Promise<unknown>;
  receiptStep(at: At, engine: Engine, guest: Guest): Step;
  takeReceipt(at: At, engine: Engine, guest: Guest): Promise<Receipt>;
  newestReceipt(folder: string): Promise<Receipt | null>;
  isDue(receipt: Receipt, stands: Stands, now: number): boolean;
  outsideMark(facts: readonly OutsideFact[]): string;
}
