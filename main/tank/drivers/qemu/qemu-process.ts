import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ShapeOf } from '../../../contract/shape';
import { PID_FILE } from '../../../isolation/qemu-tank-files';
import { readShapedFile } from '../../../system/read/shaped-file';
import { writeDurable } from '../../../system/write/atomic-file';
import { ProcessMarkShape, type TankContext } from '../../model/types';
import type { QemuHost } from './qemu-acceleration';
import { machineName } from './qemu-arguments';

const QemuShape = v.object({ ...ProcessMarkShape.entries, ssh: v.pipe(v.number(), v.safeInteger()) });
/** A QEMU of ours that runs: its mark, and where its ssh is. */
export type QemuProcess = ShapeOf<typeof QemuShape>;

const fileOf = ({ folder }: TankContext): string => join(folder, 'qemu.json');

/** A process's own command line, as it stands (proc(5), /proc/pid/cmdline); null when it is gone. */
export async function commandLineOf(pid: number, { proc }: QemuHost): Promise<readonly string[] | null> {
  const text = await readFile(join(proc, String(pid), 'cmdline'), 'utf8').catch(() => '');
  return text === '' ? null : text.replace(/\0$/, '').split('\0');
}

const readKept = (tank: TankContext) => readShapedFile(fileOf(tank), QemuShape);

export const writeQemuProcess = (tank: TankContext, running: QemuProcess): Promise<void> =>
  writeDurable(fileOf(tank), JSON.stringify(running));

export const clearQemuProcess = (tank: TankContext): Promise<void> => rm(fileOf(tank), { force: true });

/** The machine that QEMU itself noted down: found when we were killed between starting it and keeping its mark. */
async function adopt(tank: TankContext, computer: QemuHost): Promise<QemuProcess | null> {
  const pid = Number(await readFile(join(tank.folder, PID_FILE), 'utf8').catch(() => ''));
  if (!Number.isSafeInteger(pid) || pid < 2) return null;
  const line = await commandLineOf(pid, computer);
  const place = await readlink(join(computer.proc, String(pid), 'cwd')).catch(() => null);
  const ours = await realpath(tank.folder);
  // A number that was given to another program since; and another tank of the same name lies elsewhere.
  if (line?.[line.indexOf('-name') + 1] !== machineName(tank.plan) || place !== ours) return null;
  const ssh = Number(/hostfwd=tcp:127\.0\.0\.1:(\d+)-:22/.exec(line.join(' '))?.[1] ?? tank.plan.ports.ssh);
  const mark = await tank.needs.runner.identify(pid);
  if (mark === null) return null;
  const running = { ...mark, ssh };
  await writeQemuProcess(tank, running);
  return running;
}

/** The tank's QEMU where one runs; null where none does. */
export async function qemuProcessOf(tank: TankContext, computer: QemuHost): Promise<QemuProcess | null> {
  const kept = await readKept(tank);
  if (kept && (await tank.needs.runner.isAlive(kept))) return kept;
  return adopt(tank, computer);
}
