import type { Message, MessageValue } from '../../../contract/finding';
import type { ProcessExit } from '../../../system/write/commands/run-process';
import { type TankContext, TankError } from '../../model/types';

/** A message of this engine. */
export const qemuMessage = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.qemu-${id}`,
  ...(values && { values }),
});

/** What went wrong with QEMU; `detail` is what it said. */
export const qemuError = (
  id: string,
  detail = '',
  values?: Readonly<Record<string, MessageValue>>,
): TankError => new TankError(qemuMessage(id, values), detail.trim().slice(-2000));

/** A program's whole path. Rejects with TankTrouble when this computer doesn't have it. */
export async function programOf({ needs }: TankContext, name: string): Promise<string> {
  const program = await needs.runner.find(name);
  if (program === null) throw qemuError('missing', name, { program: name });
  return program;
}

/** Runs qemu-img in the tank's folder (qemu-img(1)). Rejects with TankTrouble when it fails. */
export async function qemuImg(
  tank: TankContext,
  args: readonly string[],
  limitMs = 120_000,
): Promise<ProcessExit> {
  const program = await programOf(tank, 'qemu-img');
  const ended = await tank.needs.runner.run({ program, args, limitMs });
  if (ended.code !== 0)
    throw qemuError(/No space left on device/.test(ended.err) ? 'disk-full' : 'disk-failed', ended.err);
  return ended;
}
