import type { Host } from '../../system/read';
import { memoize, memoizeBy } from '../partial-result';
import { linuxAccounts } from './account-linux';
import { macosAccounts } from './account-macos';
import { windowsAccounts } from './account-windows';
import type { AccountProbe } from './types';

export type { Account, AccountProbe, Rights } from './types';

const PLATFORMS = { linux: linuxAccounts, darwin: macosAccounts, win32: windowsAccounts };

/** Reads the accounts of the machine that `host` is; each is looked at once. */
export function createAccountProbe(host: Host): AccountProbe {
  const probe = PLATFORMS[host.platform](host);
  return { current: memoize(probe.current), named: memoizeBy(probe.named) };
}
