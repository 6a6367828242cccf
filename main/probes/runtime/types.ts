import type { Message } from '../../contract/finding';
import type { Copy } from '../openclaw/types';

/** The version of a program that was read, or why it could not be. */
export type VersionReading =
  | { readonly version: string }
  | { readonly version: null; readonly unknown: Message };

/** What runs a copy, or would. */
export type Runtime = VersionReading & {
  /** Its program's file; the container where an image brings it. */
  readonly path: string;
  /**
   * How it came to be the one: it runs a gateway now; what starts OpenClaw here names it; the copy's own command finds it
   * first; the image of a container says that it brings it.
   */
  readonly from: 'gateway' | 'start' | 'command' | 'image';
  /** The process, or the file that starts it; null for the other two. */
  readonly by: string | null;
};

/** npm's range in a copy's own package.json (`engines.node`), or why it can't be told. */
export type WantedNode = { readonly range: string } | { readonly range: null; readonly unknown: Message };

/** A copy's runtimes, and which ones it asks for. */
export interface CopyRuntimes {
  readonly wanted: WantedNode;
  /** At least one. One without a version stands for what could not be found. */
  readonly runtimes: readonly Runtime[];
}

export interface RuntimeProbe {
  /** What runs this copy, by its gateways and starts; else what its command finds. Runs nothing. */
  under(copy: Copy): Promise<CopyRuntimes>;
  /** What runs gateways whose copy is none of those that were found. */
  ofOthers(): Promise<readonly Runtime[]>;
}
