import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { At, Engine } from '../..';
import { COMPUTER, type Computer } from './acceleration';
import { PROGRAM } from './arguments';
import { qemuCommands } from './commands';
import { diskOf, diskStep, hasDisk } from './disk';
import { qemuOutside } from './outside';
import { runningOf } from './running';
import { qemuSnapshots } from './snapshots';
import { start, stop } from './switch';
import { programOf } from './tools';

const KIB = 1024;
const BLOCK = 512;

/** Its first line, packaging and all: an update of the package is a new version too. */
async function version(at: At): Promise<string | null> {
  const program = await programOf(at, PROGRAM[at.plan.architecture]);
  const { code, out } = await at.needs.hands.run({ program, args: ['--version'], limitMs: 15_000 });
  return code === 0 ? (/version (\d.*)/.exec(out.split('\n')[0] ?? '')?.[1]?.trim() ?? null) : null;
}

async function usage(at: At, computer: Computer) {
  const running = await runningOf(at, computer);
  const status = running
    ? await readFile(join(computer.proc, String(running.pid), 'status'), 'utf8').catch(() => '')
    : '';
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  const disk = await stat(diskOf(at)).catch(() => null);
  return {
    memory: resident === undefined ? null : Number(resident) * KIB,
    disk: disk && disk.blocks * BLOCK,
  };
}

/** The engine with this computer, or with a test's. */
export const qemuOn = (computer: Computer): Engine => ({
  id: 'qemu',
  wall: 'machine',
  platforms: ['linux'],
  base: 'disk',
  door: 'tunnel',
  commands: (at) => qemuCommands(at, computer),
  steps: (at) => [diskStep(at)],
  version,
  async state(at) {
    if (!(await hasDisk(at))) return 'absent';
    return (await runningOf(at, computer)) ? 'running' : 'stopped';
  },
  start: (at) => start(at, computer),
  stop: (at) => stop(at, computer),
  remove: (at) => stop(at, computer, true),
  sshAt: async (at) => ({
    host: '127.0.0.1',
    port: (await runningOf(at, computer))?.ssh ?? at.plan.ports.ssh,
  }),
  snapshots: qemuSnapshots(computer),
  outside: (at) => qemuOutside(at, computer),
  usage: (at) => usage(at, computer),
});

/**
 * QEMU by ourselves (qemu.org), with KVM where the processor helps: a machine of its own kernel, run by an ordinary
 * account without any service, from a cloud image and its own boot loader.
 */
export const engine: Engine = qemuOn(COMPUTER);
