import type { Message } from '../../contract/finding';
import type { ProgramIdentity } from '../ownership/program-identity';
import type { PartialResult } from '../partial-result';

/** One listening TCP socket. */
export interface Listener {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** Null when the owner of the socket could not be told. */
  readonly pid: number | null;
  /** Account of the socket or its process. */
  readonly account: string | null;
  /** Short name of the process. */
  readonly program: string | null;
}

/** A program that runs on this computer. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
  /** Its own name first; one word where it renamed itself. Empty when they may not be seen. */
  readonly args: readonly string[];
  /**
   * When it started, as the system counts, so that its number can't be mistaken for another's: field 22 of
   * /proc/<pid>/stat, `ps -o lstart`, CreationDate in UTC. Null when it could not be told.
   */
  readonly startedAt: string | null;
  /** As `Gateway.account`. */
  readonly account: string | null;
  /** This account may end it without administrator rights; null when that can't be told. */
  readonly ours: boolean | null;
  /** Told of OpenClaw's own only: `this-computer` or `container:<name>`. */
  readonly where: string;
  /** Told of OpenClaw's own on Linux: the unit that runs it, and the account whose manager does (null: the system's). */
  readonly unit?: { readonly name: string; readonly uid: number | null };
  /** What it is of OpenClaw's; left out for every other program. */
  readonly openclaw?: ProgramIdentity;
}

/** A running OpenClaw gateway. */
export interface Gateway {
  readonly pid: number;
  /** As `Process.startedAt`. */
  readonly startedAt: string | null;
  readonly program: string;
  /** File of the program that runs, where this account may see it: for one in a container, as it is called in there. */
  readonly file?: string;
  readonly account: string | null;
  /** Runs with administrator rights (uid 0, SYSTEM, elevated token); null when it could not be told. */
  readonly administrator: boolean | null;
  /** Folder of the copy that it runs; null when it could not be told. */
  readonly copyPath: string | null;
  readonly stateDir: string | null;
  /** Its listening sockets; null, with `listenersUnknown`, when they could not be told. */
  readonly listeners: readonly Listener[] | null;
  readonly listenersUnknown?: Message;
  /** Where `listeners` is null: every listening socket of its account in its network. Its own are among them. */
  readonly perhaps?: readonly Listener[];
  /** `this-computer` or `container:<name>` where it runs in another namespace. */
  readonly where: string;
}

export interface GatewayProbe {
  running(): Promise<PartialResult<Gateway>>;
  /** Every process of this computer, for those who look for what belongs together. */
  processes(): Promise<PartialResult<Process>>;
  /** Every listening TCP socket of this computer. */
  listeners(): Promise<PartialResult<Listener>>;
}
