import { ChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { Processes, ProcessIdentity } from './end-process';
import { signal } from './processes-linux';

/**
 * One row of `ps -o stat=,lstart=,ucomm= -p <pid>` in the C locale (ps(1), macOS): state, `Sun Nov 22 05:35:48 2026`,
 * the short name. Null for one that has ended (state Z).
 */
export function readPs(text: string): ProcessIdentity | null {
  const row = /^\s*(\S+)\s+(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})\s+(\S.*)$/.exec(
    text.split('\n')[0]?.trimEnd() ?? '',
  );
  if (!row) throw new ChangeError('failed', 'ps answers otherwise than expected');
  const [, state = '', startedAt = '', name = ''] = row;
  return state.startsWith('Z') ? null : { startedAt, name };
}

const args = (text: string) => text.trim().replace(/\s+/g, ' ');

export const macosProcesses = (tools: WriteTools): Processes => ({
  async identify(pid) {
    const answer = await tools.run({
      program: tools.programs.ps,
      args: ['-o', 'stat=,lstart=,ucomm=', '-p', String(pid)],
      env: { LC_ALL: 'C', ...(tools.env.TZ !== undefined && { TZ: tools.env.TZ }) },
      limitMs: 3000,
    });
    // No row and exit code 1: there is no such process.
    if (answer.out.trim() === '' && answer.code === 1) return null;
    if (answer.code !== 0) throw new ChangeError('failed', `ps ended with ${answer.code}`);
    return readPs(answer.out);
  },
  send: async (pid, how) => signal(pid, how),
  same: (one, other) => args(one) === args(other),
});
