import type { Evidence } from '../../contract/finding';
import type { ServiceGrants } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { AccountAs } from '../permissions/account-access';

/**
 * How an account gets the rights of an administrator with nobody being asked. One step away:
 * - `rule`: a rule of sudo, doas, polkit or su gives it everything, or a command that leads to everything;
 * - `runs`: it can change a file or program that root reads or runs;
 * - `socket`, `disk`: it may command an engine that runs as root, write to a disk;
 * - `power`, `group`: its processes are given a capability or group that is as good as root;
 * - `setuid`: a shell, interpreter or the like runs as root whoever starts it;
 * - `policy`: a setting of Windows.
 *
 * Only with luck: `commands`: a rule gives it single commands; `command`: it can change a program that an administrator may
 * start by its name; `disk-reads`: it may read a disk.
 */
export type WayKind =
  | 'rule'
  | 'runs'
  | 'socket'
  | 'disk'
  | 'power'
  | 'group'
  | 'setuid'
  | 'policy'
  | 'commands'
  | 'command'
  | 'disk-reads';

/** One such way, with what was seen of it. */
export interface EscalationWay {
  readonly kind: WayKind;
  readonly evidence: Evidence;
}

/** What was found for one account, and what shows that it was looked for. */
export interface Escalation extends PartialResult<EscalationWay> {
  readonly looked: readonly Evidence[];
}

/** The account, with its processes and what services give it. */
export interface EscalationQuestion extends AccountAs {
  /** With the file of the service. */
  readonly grants: readonly (ServiceGrants & { readonly file: string })[];
}

export interface EscalationProbe {
  /** How an account of this computer, by its name or number, could become root or administrator with nobody being asked. */
  waysOf(question: EscalationQuestion): Promise<Escalation>;
}
