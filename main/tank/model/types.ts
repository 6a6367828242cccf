import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';
import type { Message, Platform } from '../../contract/finding';
import type { ShapeOf } from '../../contract/shape';
import type {
  AttemptId,
  AttemptOutcome,
  EngineId,
  IsolationKind,
  Snapshot,
  Usage,
} from '../../contract/tank';
import type { ProcessExit } from '../../system/write/commands/run-process';
import type { TankPlan } from './tank-plan';

export type { TankPlan };

/** A program to run for a tank: fixed words and our own paths, no shell. */
export interface ProgramCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Whole text, or a stream, for its standard input; nothing there unless told. */
  readonly input?: string | Uint8Array | Readable;
  /** Gets the bytes of its standard output, which then is neither kept nor told in lines. */
  readonly output?: Writable;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; 60,000 unless told. */
  readonly limitMs?: number;
  /** Working folder; the tank's own unless told. */
  readonly folder?: string;
  onLine?(line: string): void;
}

/**
 * All that a tank may do to this computer, apart from files in its own folders. Tests put a scripted stand-in here:
 * every program, argument and input passes through it.
 */
export interface CommandRunner {
  /** Runs a program to its end. Rejects when it can't be started; an exit code is data. Cancelled by the work's signal. */
  run(command: ProgramCommand): Promise<ProcessExit>;
  /**
   * Starts a program that outlives us, without a terminal, its words going to `log` (a path). Resolves to its pid once
   * it runs; rejects when it can't be started.
   */
  launch(command: ProgramCommand & { readonly log: string }): Promise<number>;
  /** Runs one command with administrator rights, asked for once; rejects with NotAllowedError when refused. */
  runElevated(command: ProgramCommand): Promise<void>;
  /** Whether this pid is still that program (its start time is compared): a reused number is somebody else's. */
  isAlive(mark: ProcessMark): Promise<boolean>;
  /** SIGTERM, then SIGKILL after `graceMs`; does nothing to a number that was given to another program. */
  end(mark: ProcessMark, graceMs: number): Promise<void>;
  /** A mark of the running program, to be kept; null when it is gone. */
  identify(pid: number): Promise<ProcessMark | null>;
  /** The program's whole path from PATH and its usual places; null when it is not there. */
  find(program: string): Promise<string | null>;
}

export const ProcessMarkShape = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  startedAt: v.nullable(v.string()),
});
/** A running program: its number and when it started, as the system counts. */
export type ProcessMark = ShapeOf<typeof ProcessMarkShape>;

/** What work on a tank gets. */
export interface TankNeeds {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that holds one folder a tank, and `downloads/`. */
  readonly root: string;
  /** The app's own folder, which holds the journal. */
  readonly journal: string;
  readonly runner: CommandRunner;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** One tank and what works on it. */
export interface TankContext {
  readonly plan: TankPlan;
  /** The tank's own folder, 0700: plan, keys, disk, receipts, log. */
  readonly folder: string;
  readonly needs: TankNeeds;
}

/** How far one step has come. */
export interface StepProgress {
  /** 0 to 1. */
  readonly part?: number;
  readonly bytes?: { readonly done: number; readonly of: number };
  readonly line?: string;
  /** Something to be waited for, say the network: told instead of the step's own words. */
  readonly waiting?: Message;
}

/**
 * One step of making a tank. Nobody remembers that it was done: `done` looks at facts (a file with its digest, a
 * machine that the engine knows, a port that answers), so that making can go on after anything.
 */
export interface TankStep {
  /** Stable: `download-image`, `make-keys`, `make-disk`, … */
  readonly id: string;
  /** What is being done, as a sentence. */
  readonly now: Message;
  /** Seconds that it usually takes, for "time left": an estimate at most. */
  readonly seconds: number;
  /** Looks only. Rejects when it can't be told. */
  done(): Promise<boolean>;
  /** Does it, from wherever an earlier run was cut off. Rejects with TankTrouble. */
  run(report: (progress: StepProgress) => void): Promise<void>;
}

/** What went wrong, in a sentence for the user; `detail` is what a program said (for the log, never secret). */
export class TankError extends Error {
  constructor(
    readonly because: Message,
    readonly detail = '',
    options?: ErrorOptions,
  ) {
    super(`${because.id}${detail && `: ${detail}`}`, options);
  }
}

/** A way into the tank, for Tankmate itself: ssh with a key of its own, or the engine's exec. */
export interface Guest {
  /**
   * Runs a program inside to its end: as `root` (to set up), or as `openclaw` (the ordinary account, with HOME and PATH as the
   * gateway has them). Rejects when the inside can't be reached; an exit code is data.
   */
  run(
    account: 'root' | 'openclaw',
    argv: readonly string[],
    options?: Pick<ProgramCommand, 'input' | 'output' | 'limitMs' | 'onLine'>,
  ): Promise<ProcessExit>;
}

/** One thing seen from outside, by the engine's machine-readable word or the system's own. */
export interface BoundaryFact {
  readonly id: Extract<
    AttemptId,
    | 'engine-settings'
    | 'mounts'
    | 'ports'
    | 'limits'
    | 'devices'
    | 'clipboard'
    // Tried from inside; told from outside as well where something is mounted that opens them.
    | 'host-folders'
    | 'engine-sockets'
  >;
  readonly outcome: AttemptOutcome;
  readonly saw: Message;
}

export interface SnapshotDriver {
  list(tank: TankContext): Promise<readonly Snapshot[]>;
  /** Of the stopped or running tank, as the engine can, under a name that is free. One that failed may leave a part of it. */
  take(tank: TankContext, name: string): Promise<void>;
  /** Brings the tank back to it; afterwards the tank is stopped. */
  restore(tank: TankContext, name: string): Promise<void>;
  /** Also what a failed `take` left of it. Nothing to do where there is none. */
  drop(tank: TankContext, name: string): Promise<void>;
}

/**
 * One engine. What it asks of its programs goes through `needs.hands`, their answers are read from machine-readable
 * output only. Every verb can be called again after it was cut off.
 */
export interface Driver {
  readonly id: EngineId;
  readonly boundary: IsolationKind;
  readonly platforms: readonly Platform[];
  /** Which base it starts from: a bootable disk with cloud-init, or a root file system as tar. */
  readonly base: 'disk' | 'root';
  /**
   * How the gateway is reached: `tunnel`: it stays on the guest's loopback, behind ssh with the tank's key;
   * `published`: the engine publishes a port of a private network at 127.0.0.1.
   */
  readonly access: 'tunnel' | 'published';
  /** The command lines that decide what the tank may do, as they will be run: shown before anything is made. Looks only. */
  commands?(tank: TankContext): Promise<readonly string[]>;
  /** Its own steps, between downloads and keys before them and the first start after them. */
  steps(tank: TankContext): readonly TankStep[];
  /** Version of the engine's program, as it says itself; null when it could not be told. */
  version(tank: TankContext): Promise<string | null>;
  /** `absent`: the engine knows no such machine. Rejects when it can't be told. */
  state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'>;
  /** Starts it, and leaves it running when we end. Nothing to do when it runs. */
  start(tank: TankContext): Promise<void>;
  /** Gently first, then at once; resolves when it is stopped. */
  stop(tank: TankContext): Promise<void>;
  /** Whatever the engine holds of it, wherever making it was cut off; the tank's own folder is removed by the caller. */
  remove(tank: TankContext): Promise<void>;
  /** Where ssh of the guest answers, for engines with a tunnel: it may be different after each start. */
  sshAt?(tank: TankContext): Promise<{ readonly host: string; readonly port: number }>;
  /** The inside, for engines that run programs there without ssh. */
  guest?(tank: TankContext): Guest;
  /**
   * For engines whose inside can't be written to while it runs: opens a copy of it, lets `install` work there as root,
   * and keeps it for the next start. `install` resolves to the version of OpenClaw that is then in it; when it rejects,
   * all stays as it was.
   */
  rebuildImage?(tank: TankContext, install: (guest: Guest) => Promise<string>): Promise<void>;
  /** Null where the engine has none. */
  readonly snapshots: SnapshotDriver | null;
  /** What is seen from outside: settings, mounts, ports, limits. */
  inspectBoundary(tank: TankContext): Promise<readonly BoundaryFact[]>;
  usage(tank: TankContext): Promise<Usage>;
}

/** What making, and any other work on a tank, tells while it goes on. */
export interface TankProgress extends StepProgress {
  readonly now: Message;
  readonly done: number;
  readonly of: number;
  /** Milliseconds still to go, as a guess; absent: nobody can tell. */
  readonly leftMs?: number;
}
