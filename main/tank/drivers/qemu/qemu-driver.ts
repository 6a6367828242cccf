import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DISK } from '../../../isolation/qemu-tank-files';
import { quoteShell } from '../../../openclaw/shell-quote';
import { imagePath } from '../../images/image-catalogue';
import type { Driver, TankContext } from '../../model/types';
import { QEMU_HOST, type QemuHost, qemuAcceleration } from './qemu-acceleration';
import { PROGRAM, qemuArguments } from './qemu-arguments';
import { qemuBoundary } from './qemu-boundary';
import { hasDisk, qemuDiskPath, qemuDiskStep } from './qemu-disk';
import { startQemu, stopQemu } from './qemu-power';
import { qemuProcessOf } from './qemu-process';
import { programOf } from './qemu-programs';
import { qemuSnapshots } from './qemu-snapshots';

const KIB = 1024;
const BLOCK = 512;

/** The commands that make the disk and start the machine, as they will be run in the tank's folder. */
async function qemuCommands(tank: TankContext, computer: QemuHost): Promise<readonly string[]> {
  const { plan, folder } = tank;
  const acceleration = await qemuAcceleration(computer);
  const base = relative(folder, imagePath(tank, 'disk'));
  return [
    ['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, DISK, `${plan.limits.diskGiB}G`],
    [PROGRAM[plan.architecture], ...qemuArguments(plan, { acceleration, ssh: plan.ports.ssh, seed: true })],
  ].map((args) => args.map(quoteShell).join(' '));
}

/** Its first line, packaging and all: an update of the package is a new version too. */
async function version(tank: TankContext): Promise<string | null> {
  const program = await programOf(tank, PROGRAM[tank.plan.architecture]);
  const { code, out } = await tank.needs.runner.run({ program, args: ['--version'], limitMs: 15_000 });
  return code === 0 ? (/version (\d.*)/.exec(out.split('\n')[0] ?? '')?.[1]?.trim() ?? null) : null;
}

async function usage(tank: TankContext, computer: QemuHost) {
  const running = await qemuProcessOf(tank, computer);
  const status = running
    ? await readFile(join(computer.proc, String(running.pid), 'status'), 'utf8').catch(() => '')
    : '';
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  const disk = await stat(qemuDiskPath(tank)).catch(() => null);
  return {
    memory: resident === undefined ? null : Number(resident) * KIB,
    disk: disk && disk.blocks * BLOCK,
  };
}

/** The engine with this computer, or with a test's. */
export const qemuOn = (computer: QemuHost): Driver => ({
  id: 'qemu',
  boundary: 'machine',
  platforms: ['linux'],
  base: 'disk',
  access: 'tunnel',
  commands: (tank) => qemuCommands(tank, computer),
  steps: (tank) => [qemuDiskStep(tank)],
  version,
  async state(tank) {
    if (!(await hasDisk(tank))) return 'absent';
    return (await qemuProcessOf(tank, computer)) ? 'running' : 'stopped';
  },
  start: (tank) => startQemu(tank, computer),
  stop: (tank) => stopQemu(tank, computer),
  remove: (tank) => stopQemu(tank, computer, true),
  sshAt: async (tank) => ({
    host: '127.0.0.1',
    port: (await qemuProcessOf(tank, computer))?.ssh ?? tank.plan.ports.ssh,
  }),
  snapshots: qemuSnapshots(computer),
  inspectBoundary: (tank) => qemuBoundary(tank, computer),
  usage: (tank) => usage(tank, computer),
});

/**
 * QEMU by ourselves (qemu.org), with KVM where the processor helps: a machine of its own kernel, run by an ordinary
 * account without any service, from a cloud image and its own boot loader.
 */
export const qemuDriver: Driver = qemuOn(QEMU_HOST);
