import type { Change } from '../../../../main/contract/change';
import { runProcess } from '../../../../main/system/write/commands/run-process';
import { createActions } from '../../../../main/system/write/create-actions';
import { stepping } from '../steps';

/** What a child is told, as JSON in its first argument. */
export interface Told {
  readonly verb: 'carryOut' | 'takeBack' | 'stands';
  readonly change: Change;
  /** SIGKILL ahead of this writing call: what lies on the disk is the same ahead of the reading ones before it. 0: never. */
  readonly killAt: number;
}

const told = JSON.parse(process.argv[2] ?? '') as Told;
let steps = 0;

/** Ends this process as a power cut would: nothing more is run. */
function step(): void {
  steps += 1;
  if (steps !== told.killAt) return;
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const actions = createActions({
  fs: stepping(({ writes }) => {
    if (writes) step();
  }),
  run: async (running) => {
    step();
    const ended = await runProcess(running);
    step();
    return ended;
  },
});
const signal = new AbortController().signal;
let said: unknown = null;
try {
  said = (await actions[told.verb](told.change, { signal })) ?? null;
} catch (error) {
  const { name, message, problem } = error as Error & { problem?: string };
  said = { error: error?.constructor.name ?? name, message, problem };
}
console.log(JSON.stringify({ steps, said }));
