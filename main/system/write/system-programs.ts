import { win32 } from 'node:path';
import type { Platform } from '../../contract/finding';

/** Programs of the system that the writers use, each by its place: a bare name could find one that somebody planted. */
export interface Programs {
  readonly cp: string;
  readonly ps: string;
  readonly sync: string;
  readonly pkexec: string;
  readonly sudo: string;
  readonly osascript: string;
  readonly powershell: string;
  readonly taskkill: string;
  readonly robocopy: string;
  readonly whoami: string;
}

/**
 * Where they lie on every system of that kind: Filesystem Hierarchy Standard 3.0 section 4.4 (`/bin` is `/usr/bin` or
 * holds `cp` and `ps`), macOS (`/bin/cp`, `/bin/ps`, `/usr/bin/osascript`), Windows' System32.
 */
export function systemPrograms(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>> = {},
): Programs {
  const system = win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32');
  const bin = platform === 'linux' ? '/usr/bin' : '/bin';
  return {
    cp: `${bin}/cp`,
    ps: `${bin}/ps`,
    sync: `${bin}/sync`,
    pkexec: '/usr/bin/pkexec',
    sudo: '/usr/bin/sudo',
    osascript: '/usr/bin/osascript',
    powershell: win32.join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    taskkill: win32.join(system, 'taskkill.exe'),
    robocopy: win32.join(system, 'robocopy.exe'),
    whoami: win32.join(system, 'whoami.exe'),
  };
}
