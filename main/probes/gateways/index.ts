import type { Message } from '../../contract/finding';
import { type AccountProbe, createAccountProbe } from '../account';
import type { Host } from '../host';
import type { OpenClawProbe } from '../openclaw';
import { once, type Seen } from '../seen';
import { linuxGateways } from './linux';
import { macosGateways } from './macos';
import { windowsGateways } from './windows';

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
  /** Where `listeners` is null: every listening socket of its account in its network. Its own are among them. */
  readonly perhaps?: readonly Listener[];
  /** `this-computer` or `container:<name>` where it runs in another namespace. */
  readonly where: string;
}

export interface GatewayProbe {
  running(): Promise<Seen<Gateway>>;
  /** Every listening TCP socket of this computer. */
  listeners(): Promise<Seen<Listener>>;
}

/** Reads processes and sockets of the machine that `host` is; each list is made once. */
export function createGatewayProbe(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  accounts: Pick<AccountProbe, 'current'> = createAccountProbe(host),
): GatewayProbe {
  // Which copy a gateway runs is worth nothing without the copies, and no reason to lose the gateway.
  const copies = once(() =>
    openclaw.copies().then(
      ({ found }) => found,
      () => [],
    ),
  );
  const probe = {
    linux: () => linuxGateways(host, copies),
    darwin: () => macosGateways(host, copies),
    win32: () => windowsGateways(host, copies, accounts),
  }[host.platform]();
  return { running: once(probe.running), listeners: once(probe.listeners) };
}
