import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { channelOfDevice, judgeCommandLine, type Loose, optionsOf } from '../../../isolation/qemu';
import { DISK, SEED } from '../../../isolation/qemu-tank-files';
import { parseProcNet } from '../../../system/read/processes/proc-net';
import type { BoundaryFact, TankContext } from '../../model/types';
import { boundaryFacts, NOTHING_REPORTED } from '../boundary-facts';
import { field } from '../driver-program';
import type { QemuHost } from './qemu-acceleration';
import { commandLineOf, qemuProcessOf } from './qemu-process';
import { type Qmp, withQmp } from './qmp';

const MIB = 1024 * 1024;

/** What QEMU itself says it has now: a device or a disk can be put in while it runs. */
export interface QmpFacts {
  readonly drivers: readonly string[];
  readonly files: readonly string[];
  readonly memoryMiB: number;
  readonly processors: number;
}

const listOf = (thing: unknown): readonly unknown[] => {
  if (!Array.isArray(thing)) throw new Error('QEMU told no list');
  return thing;
};

/** QEMU QMP reference: qom-list, query-block, query-memory-size-summary, query-cpus-fast. */
export async function askQmp(qmp: Qmp): Promise<QmpFacts> {
  const given = async (path: string) =>
    listOf(await qmp.execute('qom-list', { path })).flatMap(
      (each) => /^child<(.+)>$/.exec(String(field(each, 'type')))?.[1] ?? [],
    );
  const blocks = listOf(await qmp.execute('query-block'));
  const summary = await qmp.execute('query-memory-size-summary');
  const memory = Number(field(summary, 'base-memory')) + Number(field(summary, 'plugged-memory') ?? 0);
  return {
    drivers: [...(await given('/machine/peripheral')), ...(await given('/machine/peripheral-anon'))],
    files: blocks.flatMap((block) => {
      const file = field(field(field(block, 'inserted'), 'image'), 'filename');
      return typeof file === 'string' ? [file] : [];
    }),
    memoryMiB: Math.round(memory / MIB),
    processors: listOf(await qmp.execute('query-cpus-fast')).length,
  };
}

const strangeDrivers = (inside: QmpFacts, channel: keyof Loose) =>
  inside.drivers.filter((driver) => channelOfDevice(driver) === channel);

/** Where a process of ours listens for TCP, as `address:port` (proc_pid_net(5)). Rejects when that can't be seen. */
async function listeningOf(pid: number, proc: string): Promise<readonly string[]> {
  const own = join(proc, String(pid));
  const links = await Promise.all(
    (await readdir(join(own, 'fd'))).map((each) => readlink(join(own, 'fd', each)).catch(() => '')),
  );
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = [
    parseProcNet(await readFile(join(own, 'net/tcp'), 'utf8'), 4),
    parseProcNet(await readFile(join(own, 'net/tcp6'), 'utf8').catch(() => ''), 6),
  ];
  return tables
    .flat()
    .filter(({ inode }) => inodes.has(inode))
    .map(({ address, family, port }) => `${family === 6 ? `[${address}]` : address}:${port}`);
}

async function ownerOf(pid: number, { proc }: QemuHost): Promise<number | null> {
  const status = await readFile(join(proc, String(pid), 'status'), 'utf8').catch(() => '');
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1];
  return uid === undefined ? null : Number(uid);
}

/** Each name once. */
const each = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];

/**
 * The running machine from outside: its own command line, its sockets and its account by /proc, and what it says
 * itself. What can't be seen is untested, and so is all of it while the machine is stopped.
 */
export async function qemuBoundary(tank: TankContext, computer: QemuHost): Promise<readonly BoundaryFact[]> {
  const running = await qemuProcessOf(tank, computer);
  const line = running && (await commandLineOf(running.pid, computer));
  if (!running || !line) return boundaryFacts(tank, 'qemu', NOTHING_REPORTED);
  const judged = judgeCommandLine(line, running.ssh);
  const uid = await ownerOf(running.pid, computer);
  const inside = await withQmp(tank.folder, askQmp).catch(() => null);
  const listening = await listeningOf(running.pid, computer.proc).catch(() => null);
  const known = `127.0.0.1:${running.ssh}`;
  const files = (inside?.files ?? []).filter((file) => file !== DISK && file !== SEED);
  return boundaryFacts(tank, 'qemu', {
    settings: uid === null ? null : optionsOf(line).map(([option, value]) => `${option} ${value}`.trim()),
    loose: [...judged.settings, ...(uid === 0 ? ['uid 0'] : [])],
    mounts: inside && each(judged.mounts, files, strangeDrivers(inside, 'mounts')),
    ports: listening && each(listening, judged.ports),
    strange: each(
      judged.ports,
      (listening ?? []).filter((endpoint) => endpoint !== known),
    ),
    devices: inside && each(judged.devices, strangeDrivers(inside, 'devices')),
    clipboard: inside && each(judged.clipboard, strangeDrivers(inside, 'clipboard')),
    limits: inside && { memoryMiB: inside.memoryMiB, processors: inside.processors },
  });
}
