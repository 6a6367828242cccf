import type { Message } from '../../contract/finding';
import type { Seen } from '../seen';

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

/** A running OpenClaw gateway. */
export interface Gateway {
  readonly pid: number;
  readonly program: string;
  readonly account: string | null;
  /** Runs with administrator rights (uid 0, SYSTEM, elevated token); null when it could not be told. */
  readonly administrator: boolean | null;
  /** Folder of the copy that it runs; null when it could not be told. */
  readonly copyPath: string | null;
  readonly stateDir: string | null;
  /** Its listening sockets; null, with `listenersUnknown`, when they could not be told. */
  readonly listeners: readonly Listener[] | null;
  readonly listenersUnknown?: Message;
  /** `this-computer` or `container:<name>` where it runs in another namespace. */
  readonly where: string;
}

export interface GatewayProbe {
  running(): Promise<Seen<Gateway>>;
  /** Every listening TCP socket of this computer. */
  listeners(): Promise<Seen<Listener>>;
}
