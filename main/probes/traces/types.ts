import type { Evidence, Message } from '../../contract/finding';
import type { PartialResult } from '../partial-result';

/** Whether what a trace leads to was found: `none` where it leads to nothing of the kind. */
export type Lead = 'found' | 'missing' | 'none';

/**
 * One thing on this computer that speaks for OpenClaw: a state folder, a way to start it, a gateway that runs, a socket
 * at its port, an app that carries it. What it leads to may not have been found; then nobody may call good, or leave
 * out, what depends on it.
 */
export interface Trace {
  readonly kind: Evidence['kind'];
  readonly where: string;
  readonly saw: Message | string;
  /** The package that it runs, or was written by. */
  readonly copy: Lead;
  /** The state folder that it keeps its settings in. */
  readonly setup: Lead;
}

export interface TraceProbe {
  /** Everything that speaks for OpenClaw. None, and no gap: nothing at all does. */
  all(): Promise<PartialResult<Trace>>;
}
