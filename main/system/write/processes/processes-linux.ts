import { readFile } from 'node:fs/promises';
import { ChangeError, isAbsent } from '../change-error';
import type { Processes, ProcessIdentity } from './end-process';

/**
 * From /proc/<pid>/stat (proc_pid_stat(5)): the name (field 2, in parentheses, which may itself hold them), the state
 * (3) and the start time in clock ticks since boot (22). Null for one that has ended: a zombie holds no port and no file.
 */
export function readStat(text: string): ProcessIdentity | null {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const startedAt = fields[19];
  if (open < 0 || close < open || startedAt === undefined || !/^\d+$/.test(startedAt))
    throw new Error('/proc/<pid>/stat reads otherwise than expected');
  return 'ZXx'.includes(fields[0] ?? '') ? null : { startedAt, name: text.slice(open + 1, close) };
}

/** SIGCONT after SIGTERM, as systemd does (systemd.kill(5)): a stopped process hears nothing before it. */
export function signal(pid: number, how: 'ask' | 'force'): true {
  // 0 is the group of whoever signals, -1 everybody, another negative number a group (kill(2)).
  if (!Number.isSafeInteger(pid) || pid <= 1)
    throw new ChangeError('failed', 'a process number that is none');
  process.kill(pid, how === 'ask' ? 'SIGTERM' : 'SIGKILL');
  return how === 'force' || process.kill(pid, 'SIGCONT');
}

export const linuxProcesses: Processes = {
  async identify(pid) {
    try {
      return readStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
    } catch (error) {
      // ESRCH: it ended between open and read.
      if (isAbsent(error) || (error instanceof Error && 'code' in error && error.code === 'ESRCH'))
        return null;
      throw error;
    }
  },
  send: async (pid, how) => signal(pid, how),
  same: (one, other) => one === other,
};
