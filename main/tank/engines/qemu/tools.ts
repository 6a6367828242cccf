import type { Ended } from '../../../actions/commands/start';
import type { At } from '../..';
import { trouble } from './trouble';

/** A program's whole path. Rejects with TankTrouble when this computer doesn't have it. */
export async function programOf({ needs }: At, name: string): Promise<string> {
  const program = await needs.hands.find(name);
  if (program === null) throw trouble('missing', name, { program: name });
  return program;
}

/** Runs qemu-img in the tank's folder (qemu-img(1)). Rejects with TankTrouble when it fails. */
export async function qemuImg(at: At, args: readonly string[], limitMs = 120_000): Promise<Ended> {
  const program = await programOf(at, 'qemu-img');
  const ended = await at.needs.hands.run({ program, args, limitMs });
  if (ended.code !== 0)
    throw trouble(/No space left on device/.test(ended.err) ? 'disk-full' : 'disk-failed', ended.err);
  return ended;
}
