import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { At, OutsideFact } from '../..';
import { field } from '../ask';
import { factsOf, type Seen } from '../outside';
import type { Computer } from './acceleration';
import { DISK, SEED } from './arguments';
import { channelOfDevice, judgeCommandLine, type Loose, optionsOf } from './command-line';
import { listeningOf } from './listening';
import { type Qmp, withQmp } from './qmp';
import { commandLineOf, runningOf } from './running';

const MIB = 1024 * 1024;
const NOTHING: Seen = {
  settings: null,
  loose: [],
  mounts: null,
  ports: null,
  strange: [],
  devices: null,
  clipboard: null,
  limits: null,
};

/** What QEMU itself says it has now: a device or a disk can be put in while it runs. */
export interface Inside {
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
export async function askInside(qmp: Qmp): Promise<Inside> {
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

const strangeDrivers = (inside: Inside, channel: keyof Loose) =>
  inside.drivers.filter((driver) => channelOfDevice(driver) === channel);

async function ownerOf(pid: number, { proc }: Computer): Promise<number | null> {
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
export async function qemuOutside(at: At, computer: Computer): Promise<readonly OutsideFact[]> {
  const running = await runningOf(at, computer);
  const line = running && (await commandLineOf(running.pid, computer));
  if (!running || !line) return factsOf(at, 'qemu', NOTHING);
  const judged = judgeCommandLine(line, running.ssh);
  const uid = await ownerOf(running.pid, computer);
  const inside = await withQmp(at.folder, askInside).catch(() => null);
  const doors = await listeningOf(running.pid, computer.proc).catch(() => null);
  const known = `127.0.0.1:${running.ssh}`;
  const files = (inside?.files ?? []).filter((file) => file !== DISK && file !== SEED);
  return factsOf(at, 'qemu', {
    settings: uid === null ? null : optionsOf(line).map(([option, value]) => `${option} ${value}`.trim()),
    loose: [...judged.settings, ...(uid === 0 ? ['uid 0'] : [])],
    mounts: inside && each(judged.mounts, files, strangeDrivers(inside, 'mounts')),
    ports: doors && each(doors, judged.ports),
    strange: each(
      judged.ports,
      (doors ?? []).filter((door) => door !== known),
    ),
    devices: inside && each(judged.devices, strangeDrivers(inside, 'devices')),
    clipboard: inside && each(judged.clipboard, strangeDrivers(inside, 'clipboard')),
    limits: inside && { memoryMiB: inside.memoryMiB, processors: inside.processors },
  });
}
