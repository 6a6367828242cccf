import { type ChildProcess, spawn } from 'node:child_process';
import { win32 } from 'node:path';

/**
 * Tells a program and all that it started to end. A detached child leads a group with its own number (setsid(2)); on
 * Windows taskkill walks the tree (/T), and only by force, as programs without a window hear nothing else.
 * What is not ours to signal (it became root) stays.
 */
export function signalGroup({ pid }: ChildProcess, how: 'SIGTERM' | 'SIGKILL', inGroup: boolean): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(taskkill, ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(inGroup ? -pid : pid, how);
  } catch {}
}
