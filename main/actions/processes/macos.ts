import { Trouble } from '../problem';
import type { Tools } from '../tools';
import type { Identity, Processes } from './end';
import { signal } from './linux';

/**
 * One row of `ps -o stat=,lstart=,ucomm= -p <pid>` in the C locale (ps(1), macOS): state, `Sun Nov 22 05:35:48 2026`,
 * the short name. Null for one that has ended (state Z).
 */
export function readPs(text: string): Identity | null {
  const row = /^\s*(\S+)\s+(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})\s+(.*\S)\s*$/.exec(
    text.split('\n')[0] ?? '',
  );
  if (!row) throw new Trouble('failed', 'ps answers otherwise than expected');
  const [, state = '', startedAt = '', name = ''] = row;
  return state.startsWith('Z') ? null : { startedAt, name };
}

const words = (text: string) => text.trim().replace(/\s+/g, ' ');

export const macosProcesses = (tools: Tools): Processes => ({
  async identify(pid) {
    const answer = await tools.run({
      program: tools.programs.ps,
      args: ['-o', 'stat=,lstart=,ucomm=', '-p', String(pid)],
      env: { LC_ALL: 'C', ...(tools.env.TZ !== undefined && { TZ: tools.env.TZ }) },
      limitMs: 3000,
    });
    // No row and exit code 1: there is no such process.
    if (answer.out.trim() === '' && answer.code === 1) return null;
    if (answer.code !== 0) throw new Trouble('failed', `ps ended with ${answer.code}`);
    return readPs(answer.out);
  },
  send: async (pid, how) => signal(pid, how),
  same: (one, other) => words(one) === words(other),
});
