import type { Message, Platform } from '../../contract/finding';
import type { EngineId, Hindrance, Offer, Way } from '../../contract/tank';
import type { Probes } from '../../probes';
import type { EngineFacts, Sighting } from '../../probes/engines';
import type { Machine } from '../../probes/machine';
import type { Room } from '../../probes/machine/room';
import { firmwareSteps } from './firmware';
import { type Install, installOf } from './install';
import { KINDS, ladder, ONLY_IF_THERE } from './ladder';

/** All that decides which ways there are. */
export interface Circumstances {
  readonly platform: Platform;
  readonly facts: EngineFacts;
  readonly machine: Pick<Machine, 'virtualMachine'>;
  readonly room: Room;
  readonly userName: string;
}

/**
 * What a tank needs, in GiB. Measured with OpenClaw 2026.9.6: an idle gateway 0.73 of memory, an empty guest 0.18; an
 * image of 0.6 and 2.5 on its disk afterwards. Computers with less than 4 of memory have none to spare for a machine.
 */
const NEEDS = {
  machine: { memory: 4, free: 2.5, disk: 10 },
  container: { memory: 3, free: 1.5, disk: 6 },
  tidy: { memory: 4, free: 2, disk: 8 },
} as const;
/** About what is downloaded and what it takes in the end, in MB: base, packages, Node, OpenClaw. */
const SIZES = {
  machine: { downloads: 920, disk: 4200 },
  container: { downloads: 340, disk: 2600 },
  tidy: { downloads: 340, disk: 2600 },
} as const;
const MB = 1_000_000;

const say = (id: string, values?: Message['values']): Message => ({
  id: `tank.ways-${id}`,
  ...(values && { values }),
});

interface Trouble {
  readonly hindrance: Hindrance;
  readonly because: Message;
}

/** What is in the way whatever the engine; null when nothing is. */
function roomTrouble(engine: EngineId, { facts, room }: Circumstances): Trouble | null {
  const needs = NEEDS[KINDS[engine].wall];
  if (facts.architecture === null) return { hindrance: 'architecture', because: say('architecture') };
  // Firmware and graphics keep a little for themselves: 4 GB of memory read as 3.7.
  if (room.memory !== null && room.memory < needs.memory - 0.4)
    return { hindrance: 'no-memory', because: say('no-memory', { has: room.memory, needs: needs.memory }) };
  if (room.free != null && room.free < needs.free)
    return { hindrance: 'no-memory', because: say('no-free-memory', { has: room.free, needs: needs.free }) };
  if (room.disk !== null && room.disk < needs.disk)
    return { hindrance: 'no-disk', because: say('no-disk', { has: room.disk, needs: needs.disk }) };
  return null;
}

/** What keeps the processor from helping; null when it helps or nobody can tell. */
function processorTrouble({ facts, machine, userName }: Circumstances): Trouble | null {
  const { acceleration } = facts;
  if (machine.virtualMachine.is === 'yes' && acceleration.is !== 'usable')
    return {
      hindrance: 'inside-machine',
      because: say('inside-machine', { name: machine.virtualMachine.name ?? '–' }),
    };
  if (acceleration.is === 'off')
    return { hindrance: 'firmware-off', because: say('firmware-off', { steps: firmwareSteps(facts) }) };
  if (acceleration.is === 'absent')
    return { hindrance: 'no-virtualization', because: say('no-virtualization') };
  if (acceleration.is === 'no-permission')
    return { hindrance: 'no-permission', because: say('kvm-permission', { user: userName }) };
  return null;
}

/** What keeps the engine itself from being used; null when nothing does. */
function engineTrouble(engine: EngineId, sighting: Sighting, { userName }: Circumstances): Trouble | null {
  switch (sighting.lacks) {
    case 'daemon':
      return { hindrance: 'broken', because: say('daemon', { name: KINDS[engine].name }) };
    case 'permission':
      // Hyper-V lets an account in by one command, which is a step of making the tank.
      return engine === 'hyperv' ? null : { hindrance: 'no-permission', because: say('docker-permission') };
    case 'ids':
      return { hindrance: 'no-permission', because: say('ids', { user: userName }) };
    case 'user-namespaces':
      return { hindrance: 'broken', because: say('user-namespaces') };
    default:
      return null;
  }
}

function wayOf(engine: EngineId, all: Circumstances): Way {
  const { facts, platform } = all;
  const { wall, name } = KINDS[engine];
  const sighting = facts.engines[engine];
  const there = sighting !== undefined && sighting.lacks !== 'feature';
  const install: Install | null = there ? null : installOf(engine, platform, facts);
  const processor = wall === 'container' ? null : processorTrouble(all);
  // QEMU can do without the processor's help; the others can't.
  const slow = engine === 'qemu' && processor !== null;
  const way = {
    engine,
    wall,
    name: sighting?.version ? `${name} ${sighting.version}` : name,
    leavesOpen: say(sighting?.rootful ? 'opens-rootful' : `opens-${engine}`),
    slow,
    downloads: (SIZES[wall].downloads + (install?.megabytes ?? 0)) * MB,
    disk: SIZES[wall].disk * MB,
    needsAdmin: install?.admin ?? false,
    installs: install && [install.program, ...install.args].join(' '),
  };
  const hindered = ({ hindrance, because }: Trouble): Way => ({
    ...way,
    state: 'hindered',
    hindrance,
    because,
  });
  const first = roomTrouble(engine, all);
  if (first) return hindered(first);
  if (platform === 'win32' && engine === 'hyperv' && facts.edition === 'home')
    return hindered({ hindrance: 'edition', because: say('edition') });
  if (processor && !slow) return hindered(processor);
  if (platform === 'win32' && !there && facts.rebootPending)
    return hindered({ hindrance: 'reboot', because: say('reboot') });
  if (sighting && there) {
    const trouble = engineTrouble(engine, sighting, all);
    if (trouble) return hindered(trouble);
    if (sighting.lacks === 'permission')
      return {
        ...way,
        state: 'install',
        hindrance: null,
        needsAdmin: true,
        because: say('hyperv-permission'),
      };
    const because = slow ? say('slow', { why: processor.because }) : say('ready', { name: way.name });
    return { ...way, state: 'ready', hindrance: slow ? processor.hindrance : null, because };
  }
  if (install === null) return hindered({ hindrance: 'missing', because: say('missing', { name }) });
  const because =
    platform === 'win32' && (engine === 'hyperv' || engine === 'wsl')
      ? say('switch-on', { name })
      : say(install.admin ? 'install-admin' : 'install', { name, megabytes: install.megabytes });
  return {
    ...way,
    state: 'install',
    hindrance: 'missing',
    because: slow ? say('install-slow', { install: because, why: processor.because }) : because,
  };
}

/**
 * The ways to make a tank here, from best to last. Recommended is the first that nothing hinders, never one that
 * takes many times longer, and never a Docker that runs as root: those are choices of the user.
 */
export function waysHere(all: Circumstances): Offer {
  const { platform, facts, machine } = all;
  const ways = ladder(platform, facts, machine)
    .filter((engine) => facts.engines[engine] || !ONLY_IF_THERE[platform].includes(engine))
    .map((engine) => wayOf(engine, all));
  const best = ways.find(
    ({ state, slow, engine }) => state !== 'hindered' && !slow && !facts.engines[engine]?.rootful,
  );
  return { best: best ?? null, others: ways.filter((way) => way !== best) };
}

/** As `waysHere`, by asking this computer. Looks only; nothing that boots something is asked. */
export async function offerHere(
  probes: Pick<Probes, 'engines' | 'machine'>,
  platform: Platform,
  userName: string,
): Promise<Offer> {
  const [facts, machine, room] = await Promise.all([
    probes.engines.look(),
    probes.machine.look(),
    probes.machine.room().catch((): Room => ({ memory: null, free: null, disk: null })),
  ]);
  return waysHere({ platform, facts, machine, room, userName });
}
