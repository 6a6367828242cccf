import type { Host } from '../../system/read';
import type { AccountProbe } from '../account/types';
import { memoizeBy } from '../partial-result';
import type { PermissionProbe } from '../permissions/types';
import { posixEscalation } from './escalation-posix';
import { windowsEscalation } from './escalation-windows';
import type { EscalationProbe } from './types';

export type { Escalation, EscalationProbe, EscalationWay, WayKind } from './types';

/** Reads how accounts of the machine that `host` is could become its administrator with nobody being asked. */
export function createEscalationProbe(
  host: Host,
  account: Pick<AccountProbe, 'named' | 'current'>,
  permissions: Pick<PermissionProbe, 'of'>,
): EscalationProbe {
  const probe =
    host.platform === 'win32' ? windowsEscalation(host, account, permissions) : posixEscalation(host);
  return { waysOf: memoizeBy(probe.waysOf) };
}
