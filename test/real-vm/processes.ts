import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One running program (proc(5), /proc/pid/stat). */
export interface Process {
  readonly pid: number;
  readonly group: number;
  readonly line: string;
}

/** Every program of this process list that has not ended. */
export function processes(): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The name in brackets may hold anything.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') return [];
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), group: Number(group), line }];
    } catch {
      return [];
    }
  });
}

/** Programs that have something to do with a folder: named in their words, or run in it. */
export const processesOf = (folder: string): readonly Process[] =>
  processes().filter(({ pid, line }) => {
    try {
      return line.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });

/** `kill -9` for a whole process group, as an impatient user or a session that ends does it. */
export const killGroup = (group: number): void => void process.kill(-group, 'SIGKILL');

/** Addresses and ports at which somebody listens for TCP here, as `7F000001:7075` (proc(5), /proc/net/tcp). */
export const listening = (): readonly string[] =>
  ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/net/${name}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, local = '', , state]) => (state === '0A' ? [local] : [])),
  );
