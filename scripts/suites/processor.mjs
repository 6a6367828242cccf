import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, on every Linux that Node runs on (proc(5), sysconf(3)). */
const TICKS = 100;

/**
 * Seconds of processor that this process and its ended children have used (proc_pid_stat(5): utime to cstime), so that
 * a step's closing line tells work from waiting. Null where there is no /proc.
 * @returns {number | null}
 */
export function processorSeconds() {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // After the program's name, which may hold spaces and brackets, the state is field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
  } catch {
    return null;
  }
}
