import * as v from 'valibot';
import { type CommandChange, CommandShape, EndShape } from '../../contract/change';
import type { ShapeOf } from '../../contract/shape';
import type { Processes } from '../../system/write/processes/end-process';
import { freeze, thaw } from '../../system/write/processes/freeze-processes';
import { runProgram } from './program';
import { UpdateError } from './update-error';

const { pid, program, startedAt } = EndShape.entries;
const { kind, args, env, undo } = CommandShape.entries;
export const HoldShape = v.variant('kind', [
  /** A shell that does nothing else: it is halted where it waits, and goes on afterwards. */
  v.object({ kind: v.literal('loop'), pid, program, startedAt }),
  /** A keeper of programs that is told: pm2. */
  v.object({ kind, program, args, env, undo }),
]);
/** What starts a gateway again by itself, and is held while the copy is changed. */
export type Hold = ShapeOf<typeof HoldShape>;

const LIMIT_MS = 15_000;

async function askManager(
  program: string,
  args: readonly string[],
  env: CommandChange['env'],
): Promise<void> {
  const never = new AbortController().signal;
  const options = { env: { ...process.env, ...env }, cwd: '/', signal: never, limitMs: LIMIT_MS };
  const { code, last } = await runProgram(program, args, options);
  const line = last.at(-1) ?? '';
  if (code !== 0) throw new UpdateError('keeper-refuses', { name: program, line: line.slice(0, 300) });
}

/** Holds each. Rejects when one can't be held: then nothing may be ended, because it would come back. */
export async function holdAll(holds: readonly Hold[], processes: Processes): Promise<void> {
  for (const hold of holds)
    if (hold.kind === 'command') await askManager(hold.program, hold.args, hold.env);
    else if (!(await freeze(processes, hold)))
      throw new UpdateError('keeper-gone', { name: hold.program, pid: String(hold.pid) });
}

/** Lets halted shells go on, and tells nobody anything. */
export async function letLoopsGo(holds: readonly Hold[], processes: Processes): Promise<void> {
  for (const hold of holds) if (hold.kind === 'loop') await thaw(processes, hold);
}

/** Lets each go on. False when one is gone, so that it starts nothing any more. Rejects when one does not do it. */
export async function releaseAll(holds: readonly Hold[], processes: Processes): Promise<boolean> {
  let there = true;
  for (const hold of holds.toReversed())
    if (hold.kind === 'loop') there = (await thaw(processes, hold)) && there;
    else if (hold.undo) await askManager(hold.undo.program, hold.undo.args, hold.env);
  return there;
}
