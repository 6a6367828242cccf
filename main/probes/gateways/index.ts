import type { Host } from '../../system/read';
import { createAccountProbe } from '../account';
import type { AccountProbe } from '../account/types';
import type { OpenClawProbe } from '../openclaw/types';

import { memoize } from '../partial-result';
import { linuxGateways } from './gateways-linux';
import { macosGateways } from './gateways-macos';
import { windowsGateways } from './gateways-windows';
import type { GatewayProbe } from './types';

export type { Gateway, GatewayProbe, Listener, Process } from './types';

/** Reads processes and sockets of the machine that `host` is; each list is made once. */
export function createGatewayProbe(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  accounts: Pick<AccountProbe, 'current'> = createAccountProbe(host),
): GatewayProbe {
  // Which copy a gateway runs is worth nothing without the copies, and no reason to lose the gateway.
  const copies = memoize(() =>
    openclaw.copies().then(
      ({ items }) => items,
      () => [],
    ),
  );
  const probe = {
    linux: () => linuxGateways(host, copies),
    darwin: () => macosGateways(host, copies),
    win32: () => windowsGateways(host, copies, accounts),
  }[host.platform]();
  return {
    running: memoize(probe.running),
    processes: memoize(probe.processes),
    listeners: memoize(probe.listeners),
  };
}
