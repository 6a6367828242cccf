import type { CommandChange } from '../../contract/change';
import { NotAllowed } from '..';
import type { Ended, Running } from '../commands/start';
import { Trouble } from '../problem';
import type { Tools } from '../tools';

/** Stub until the rest lands. */
export async function elevated(
  tools: Tools,
  command: Pick<CommandChange, 'program' | 'args' | 'env'>,
  env: Record<string, string>,
  hearing: Pick<Running, 'signal' | 'limitMs' | 'onLine'>,
): Promise<Ended> {
  if (tools.uid === 0) return tools.run({ program: command.program, args: command.args, env, ...hearing });
  if (tools.platform !== 'linux') throw new Trouble('nobody-to-ask', command.program);
  const ended = await tools.run({
    program: tools.programs.pkexec,
    args: [command.program, ...command.args],
    env,
    ...hearing,
  });
  if (ended.code === 126 || ended.code === 127) throw new NotAllowed(`pkexec ended with ${ended.code}`);
  return ended;
}
