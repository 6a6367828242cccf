import type { Host } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import { memoizeBy } from '../partial-result';
import type { PermissionProbe } from '../permissions/types';
import { linuxControl } from './control-linux';
import { macosControl } from './control-macos';
import { windowsControl } from './control-windows';
import type { SystemControlProbe } from './types';

export type { ControlKind, ControlWay, SystemControl, SystemControlProbe } from './types';

/** Reads what programs of the machine that `host` is may do with its screen, its keyboard and its other programs. */
export function createSystemControlProbe(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes'>,
  permissions: Pick<PermissionProbe, 'accountAccess'>,
): SystemControlProbe {
  const probe = {
    linux: () => linuxControl(host, gateways, permissions),
    darwin: () => macosControl(host),
    win32: () => windowsControl(host),
  }[host.platform]();
  return { waysOf: memoizeBy(probe.waysOf) };
}
