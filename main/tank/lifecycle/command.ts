import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { freePorts } from '../model/free-ports';
import type { ProgressReporter } from '../model/progress-reporter';
import { tankMessage } from '../model/tank-error';
import type { Driver, TankContext, TankNeeds, TankPlan, TankProgress } from '../model/types';
import type { createSteps } from './create-steps';

/** What work on tanks is done with. */
export interface TankService {
  /** Folder that holds one folder a tank, and `downloads/`. */
  readonly root: string;
  driverOf(id: EngineId): Promise<Driver>;
  /** Made anew for cleaning up, since what was cancelled can run nothing more. */
  needsFor(folder: string, signal: AbortSignal): TankNeeds;
  /** What making one consists of; tests have a world of their own for it. */
  readonly steps?: typeof createSteps;
  /** Chooses free ports; tests that run side by side have a way of their own. */
  readonly ports?: typeof freePorts;
}

export interface CreateRequest {
  readonly engine: EngineId;
  /** The one to go on with; else one of this engine that is unfinished, else a new one. */
  readonly tank?: string;
  /** Version of OpenClaw that is put into a new one. */
  readonly openclaw: string;
  readonly mirror: TankPlan['mirror'];
}

/** What is to be done with which tank. */
export type TankRequest =
  | { readonly command: 'create'; readonly engine: EngineId; readonly tank?: string }
  | { readonly command: 'remove'; readonly tank: string }
  | {
      readonly command: 'start' | 'stop' | 'receipt' | 'snapshot' | 'update' | 'move-out' | 'fetch' | 'ask';
      readonly tank: string;
    }
  | { readonly command: 'restore' | 'drop'; readonly tank: string; readonly snapshot: string }
  | {
      readonly command: 'move-in';
      readonly tank: string;
      readonly setup: string;
      readonly flagged: readonly string[];
    }
  | { readonly command: 'send'; readonly tank: string; readonly files: readonly string[] }
  /** `key` is the one secret that a request holds: it goes to OpenClaw inside, and into no record outside. */
  | { readonly command: 'give-key'; readonly tank: string; readonly provider: string; readonly key: string };

/** All work on a tank: what is asked for, and ending an update that was cut off, which nobody asks for. */
export type TankCommand = TankRequest | { readonly command: 'settle'; readonly tank: string };

/** Moving in and out, which know the home outside. Each resolves to what came of it. */
export interface Migration {
  moveIn(work: TankWork, task: Extract<TankRequest, { command: 'move-in' }>): Promise<CommandResult>;
  moveOut(work: TankWork): Promise<CommandResult>;
}

export interface CommandContext extends TankService {
  readonly signal: AbortSignal;
  readonly mirror: CreateRequest['mirror'];
  /** Newest release of the stable channel as a registry said within a day; null: none did. */
  readonly newest: string | null;
  /** npm's range of the Nodes that a release runs on, as its registry says; null: it names none, or nobody answers. */
  readonly nodeRange?: (version: string) => Promise<string | null>;
  report(progress: TankProgress): void;
  readonly migration?: Migration;
  /** For tests: milliseconds. */
  readonly patienceMs?: number;
  readonly healthyMs?: number;
}

/** One tank under its lock, with what a command does with it. */
export interface TankWork {
  readonly tank: TankContext;
  readonly driver: Driver;
  readonly report: ProgressReporter['report'];
  /** How long a gateway may take to answer. Milliseconds. */
  readonly limitMs: number;
}

/** How a command ended. */
export type CommandResult = Pick<Outcome, 'result' | 'because' | 'afterwards'>;
export const commandResult = (
  result: Outcome['result'],
  because: Message,
  afterwards: Message | null = null,
): CommandResult => ({
  result,
  because,
  afterwards,
});
export const fixedResult = (id: string, values?: Message['values']) =>
  commandResult('fixed', tankMessage(id, values));
