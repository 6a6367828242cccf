import type { Host } from '../../system/read';
import type { AccountProbe } from '../account/types';
import { memoize, memoizeBy } from '../partial-result';
import type { PermissionProbe } from '../permissions/types';
import { posixEscalation } from './escalation-posix';
import type { EscalationProbe } from './types';

export type { Escalation, EscalationProbe, EscalationWay, WayKind } from './types';

/** Reads how accounts of the machine that `host` is could become its administrator with nobody being asked. */
export function createEscalationProbe(
  host: Host,
  account: Pick<AccountProbe, 'named' | 'current'>,
  permissions: Pick<PermissionProbe, 'of'>,
): EscalationProbe {
  const probe = memoize(async () =>
    host.platform === 'win32'
      ? (await import('./escalation-windows')).windowsEscalation(host, account, permissions)
      : posixEscalation(host),
  );
  return { waysOf: memoizeBy(async (person) => (await probe()).waysOf(person)) };
}
