/**
 * In every test, of units and of suites: no signal goes to this process's own group or to everybody (kill(2): 0 and -1),
 * which is what a pid that is missing turns into. A group by its own number is meant.
 */
const kill = process.kill.bind(process);
process.kill = (pid: number, signal?: string | number) => {
  if (!Number.isInteger(pid) || pid === 0 || pid === -1 || pid === -process.pid)
    throw new Error(`a signal for ${pid}: not a process, but all that run beside this one`);
  return kill(pid, signal);
};
