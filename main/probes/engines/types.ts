import type { Evidence } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';

/**
 * Whether the processor helps virtual machines: `usable`; `off`: it could, and the firmware doesn't let it;
 * `absent`: it can't; `no-permission`: it does, but not for this account.
 */
export interface Acceleration {
  readonly is: 'usable' | 'off' | 'absent' | 'no-permission' | 'unknown';
  readonly evidence: readonly Evidence[];
}

/** One engine's program. Nothing was started that boots something. */
export interface EngineDetection {
  readonly program: string;
  /** As the program says; null: it did not say. */
  readonly version: string | null;
  /** What keeps this account from using it as it is: `daemon` doesn't run, `permission`, `feature` is off, `ids`. */
  readonly lacks?: 'daemon' | 'permission' | 'feature' | 'ids' | 'user-namespaces';
  /** Docker that runs as root: whoever talks to it is root. */
  readonly rootful?: true;
}

/** A program that can run OpenClaw's sandbox (docs/gateway/sandboxing: docker-backend.md, podman-backend.md). */
export interface SandboxEngine {
  readonly id: 'docker' | 'podman';
  readonly program: string;
  /** What keeps this account from using it; `init`: what Podman needs for `--init`, which OpenClaw asks for. */
  readonly lacks?: NonNullable<EngineDetection['lacks']> | 'init';
  /** The account that looked: another's OpenClaw has images of its own, and other rights. Null where that can't be told. */
  readonly account: string | null;
  /** Names of the images that it keeps for this account (`imageName`). Null: that can't be told without starting it. */
  readonly images: ReadonlySet<string> | null;
}

export interface EngineFacts {
  /** Null: another one, for which there is no base image. */
  readonly architecture: 'x64' | 'arm64' | null;
  readonly acceleration: Acceleration;
  /** The computer's maker as its firmware names it; null where it doesn't. */
  readonly maker: string | null;
  /** Of the processor, which names the switch in the firmware. */
  readonly processor: 'intel' | 'amd' | null;
  /** Windows only: Home has no Hyper-V. */
  readonly edition: 'home' | 'other' | null;
  /** Windows only: a restart is being waited for. */
  readonly rebootPending: boolean | null;
  /** Engines whose program is there. */
  readonly engines: Readonly<Partial<Record<EngineId, EngineDetection>>>;
  /** Which of these are there too: `ssh`, `brew`, `winget`, `apt-get`, `dnf`, `pacman`, `zypper`. */
  readonly tools: readonly string[];
}

export interface EngineProbe {
  look(): Promise<EngineFacts>;
  /** What OpenClaw's own sandbox could run in. */
  sandbox(): Promise<readonly SandboxEngine[]>;
}
