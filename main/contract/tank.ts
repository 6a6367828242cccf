import * as v from 'valibot';
import type { Message } from './finding';
import { DateText, MessageShape, type ShapeOf } from './shape';

/** What a tank can be made with. Adding one: a folder in `main/tank/drivers/` and a line there. */
export const ENGINES = [
  'qemu',
  'podman',
  'docker',
  'lima',
  'multipass',
  'virtualbox',
  'hyperv',
  'wsl',
] as const;
export type EngineId = (typeof ENGINES)[number];

/**
 * How strong its isolation is: `machine` has a kernel of its own; `container` shares this computer's kernel; `tidy` is
 * WSL: separate, but no boundary against somebody who means harm.
 */
export type IsolationKind = 'machine' | 'container' | 'tidy';

/** All that a tank tries in order to break out, in the order in which it is told. Ids are stable. */
export const ATTEMPTS = [
  'account',
  'host-folders',
  'host-loopback',
  'lan',
  'metadata',
  'engine-sockets',
  'other-guests',
  'sudo',
  'kernel-modules',
  'clipboard',
  'devices',
  'engine-settings',
  'mounts',
  'ports',
  'limits',
] as const;
export type AttemptId = (typeof ATTEMPTS)[number];
const AttemptShape = v.object({
  id: v.picklist(ATTEMPTS),
  /** `untested` is never counted as sealed. */
  outcome: v.picklist(['blocked', 'open', 'untested']),
  saw: MessageShape,
});
/** One try to break out, and what came of it. */
export type Attempt = ShapeOf<typeof AttemptShape>;
export type AttemptOutcome = Attempt['outcome'];

export const ReceiptShape = v.object({
  tank: v.string(),
  engine: v.picklist(ENGINES),
  /** As the engine itself says; null when it could not be told. A new one asks for a new receipt. */
  engineVersion: v.nullable(v.string()),
  /** OpenClaw's version that was put in; absent in older ones. */
  openclaw: v.exactOptional(v.string()),
  /** What the engine said of each line, from outside; null: nothing. */
  outside: v.exactOptional(v.nullable(v.string())),
  /** ISO 8601, UTC. */
  at: DateText,
  /** Every one once, in their order. */
  tries: v.pipe(
    v.array(AttemptShape),
    v.length(ATTEMPTS.length),
    v.check((all) => all.every(({ id }, place) => id === ATTEMPTS[place])),
  ),
});
/** What a tank tried from inside, and what was seen from outside, at one moment. */
export type Receipt = ShapeOf<typeof ReceiptShape>;

/**
 * How a tank stands: `unfinished` (making it was cut off and can go on), `stopped`, `running` (its gateway answers),
 * `silent` (it runs, its gateway doesn't answer), `lost` (the engine knows nothing of it any more), `unknown`.
 */
export type TankState = 'unfinished' | 'stopped' | 'running' | 'silent' | 'lost' | 'unknown';

export interface Snapshot {
  /**
   * `clean`, `before-2026.9.6`, `before-moving-in`, `before-going-back`, `own-2026-11-22`, any of them with `--2` and so
   * on behind it: letters, digits, dots and hyphens.
   */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What a tank uses now, in bytes; null where it could not be told. */
export interface Usage {
  readonly memory: number | null;
  readonly disk: number | null;
}

/** How a tank stands, in no language yet. */
export interface TankStatus {
  readonly name: string;
  readonly engine: EngineId;
  readonly wall: IsolationKind;
  readonly state: TankState;
  /** What is to be done next where it is unfinished; null otherwise. */
  readonly step: Message | null;
  /** How much of making it is done, 0 to 1; null once it is made. */
  readonly progress: number | null;
  readonly openclaw: {
    readonly version: string | null;
    readonly healthy: boolean | null;
    /** A newer release of its channel; null: none is known. */
    readonly updatesTo: string | null;
  };
  /** On this computer's 127.0.0.1; null while there is none. */
  readonly port: number | null;
  readonly usage: Usage;
  readonly receipt: Receipt | null;
  /** A month has gone by, or the tank or its engine is not what it was: it is to be tried again. */
  readonly receiptDue: boolean;
  /** Null: this engine has none. */
  readonly snapshots: readonly Snapshot[] | null;
  /** ISO 8601, UTC; null: nobody moved in. */
  readonly movedInAt: string | null;
  /** Whether a model answered through OpenClaw inside; null: nobody knows, as an older Tankmate made it. */
  readonly answers: boolean | null;
  /** The provider of models that the settings which moved in ask; null: they name none. */
  readonly wants: string | null;
  /** The memory, processors and disk that it may have at most. */
  readonly limits: Limits;
}

export interface Limits {
  readonly memoryMiB: number;
  readonly processors: number;
  readonly diskGiB: number;
}

/** Why a way can't be gone now; each has one sentence and one button or instruction. */
export const BLOCKERS = [
  'no-virtualization',
  'firmware-off',
  'edition',
  'reboot',
  'missing',
  'no-permission',
  'no-memory',
  'no-disk',
  'inside-machine',
  'architecture',
  'broken',
  'untold',
] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** One way to make a tank here. */
export interface EngineOption {
  readonly engine: EngineId;
  readonly wall: IsolationKind;
  /** The engine's product name with its version where it is there. */
  readonly name: string;
  /** `ready`; `install`: its program comes first; `hindered`: something is in the way. */
  readonly state: 'ready' | 'install' | 'hindered';
  readonly blocker: Blocker | null;
  /** How it stands, or what is in the way and what to do about it. */
  readonly because: Message;
  /** Whether it ever ran on such a system with the real program. */
  readonly tried: Message;
  /** What it leaves open; null: nothing that is known. */
  readonly leavesOpen: Message | null;
  /** Without the help of the processor it takes many times longer. */
  readonly slow: boolean;
  /** Bytes that come over the network, its own program among them where that is missing. */
  readonly downloads: number;
  /** Bytes of disk that it takes in the end. */
  readonly disk: number;
  readonly needsAdmin: boolean;
  /** The exact command that puts the engine there, as it is shown; null: none is needed, or it is done by hand. */
  readonly installs: string | null;
}

/** What can be done here. `best` is null when nothing can be done now. */
export interface EngineRanking {
  readonly best: EngineOption | null;
  readonly others: readonly EngineOption[];
}

/** What of a home outside would move into a tank. Paths and counts only, nothing of what is in them. */
export interface MovePlan {
  /** Names it for a click: `setup-` and eight hex digits of its path. */
  readonly id: string;
  /** State folder of the setup outside. */
  readonly from: string;
  /** Files and bytes that are carried over. */
  readonly files: number;
  readonly bytes: number;
  /** What the look for private data flagged: each stays behind unless ticked. */
  readonly flagged: readonly FlaggedFile[];
  /** Secrets that are left out and are to be set anew, by the rule that found them. */
  readonly secrets: readonly { readonly id: string; readonly count: number }[];
  /** What can't be carried over, and why. */
  readonly left: readonly Message[];
}

export interface FlaggedFile {
  /** `file-` and eight hex digits of its path. */
  readonly id: string;
  readonly path: string;
  readonly why: Message;
}
