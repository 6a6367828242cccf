import { readdirSync, readFileSync } from 'node:fs';

/** @param {number} top a process @returns {number[]} it and all below it */
function tree(top) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The program's name stands in brackets and may hold anything: the parent is the second word after the last one.
      const words = readFileSync(`/proc/${name}/stat`, 'utf8').split(')').at(-1).trim().split(' ');
      parents.set(Number(name), Number(words[1]));
    } catch {}
  }
  const below = (pid) => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([each]) => below(each)),
  ];
  return below(top);
}

/**
 * Proportional set size of a process and all below it (proc_pid_smaps_rollup(5)), so that shared pages count once.
 * @param {number} top
 * @returns {number} MiB
 */
export function pssOf(top) {
  const kib = tree(top).map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kib.reduce((sum, each) => sum + each, 0) / 1024;
}
