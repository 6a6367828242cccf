import type { Message, Platform } from '../../contract/finding';
import type { Blocker, EngineId, EngineOption, EngineRanking } from '../../contract/tank';
import type { Probes } from '../../probes';
import type { EngineDetection, EngineFacts } from '../../probes/engines';
import type { Machine } from '../../probes/machine';
import type { Capacity } from '../../probes/machine/capacity';
import { type EngineInstall, installOf } from './engine-install';
import { ENGINE_KINDS, engineOrder, ONLY_IF_THERE, triedMessage } from './engine-ranking';
import { firmwareSteps } from './firmware-steps';

/** All that decides which ways there are. */
export interface PreflightFacts {
  readonly platform: Platform;
  readonly facts: EngineFacts;
  readonly machine: Pick<Machine, 'virtualMachine'>;
  readonly room: Capacity;
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

interface Blocked {
  readonly blocker: Blocker;
  readonly because: Message;
}

/** What is in the way whatever the engine; null when nothing is. */
function resourceBlocker(engine: EngineId, { facts, room }: PreflightFacts): Blocked | null {
  const needs = NEEDS[ENGINE_KINDS[engine].boundary];
  if (facts.architecture === null) return { blocker: 'architecture', because: say('architecture') };
  // Firmware and graphics keep a little for themselves: 4 GB of memory read as 3.7.
  if (room.memory !== null && room.memory < needs.memory - 0.4)
    return { blocker: 'no-memory', because: say('no-memory', { has: room.memory, needs: needs.memory }) };
  if (room.free != null && room.free < needs.free)
    return { blocker: 'no-memory', because: say('no-free-memory', { has: room.free, needs: needs.free }) };
  if (room.disk !== null && room.disk < needs.disk)
    return { blocker: 'no-disk', because: say('no-disk', { has: room.disk, needs: needs.disk }) };
  return null;
}

/** What keeps the processor from helping; null when it helps or nobody can tell. */
function processorBlocker({ facts, machine, userName }: PreflightFacts): Blocked | null {
  const { acceleration } = facts;
  if (machine.virtualMachine.is === 'yes' && acceleration.is !== 'usable')
    return {
      blocker: 'inside-machine',
      because: say('inside-machine', { name: machine.virtualMachine.name ?? '–' }),
    };
  if (acceleration.is === 'off')
    return { blocker: 'firmware-off', because: say('firmware-off', { steps: firmwareSteps(facts) }) };
  if (acceleration.is === 'absent')
    return { blocker: 'no-virtualization', because: say('no-virtualization') };
  if (acceleration.is === 'no-permission')
    return { blocker: 'no-permission', because: say('kvm-permission', { user: userName }) };
  return null;
}

/** What keeps the engine itself from being used; null when nothing does. */
function engineBlocker(
  engine: EngineId,
  detection: EngineDetection,
  { userName }: PreflightFacts,
): Blocked | null {
  switch (detection.lacks) {
    case 'daemon':
      return { blocker: 'broken', because: say('daemon', { name: ENGINE_KINDS[engine].name }) };
    case 'permission':
      // Hyper-V lets an account in by one command, which is a step of making the tank.
      return engine === 'hyperv' ? null : { blocker: 'no-permission', because: say('docker-permission') };
    case 'ids':
      return { blocker: 'no-permission', because: say('ids', { user: userName }) };
    case 'user-namespaces':
      return { blocker: 'broken', because: say('user-namespaces') };
    default:
      return null;
  }
}

function optionOf(engine: EngineId, all: PreflightFacts): EngineOption {
  const { facts, platform } = all;
  const { boundary, name } = ENGINE_KINDS[engine];
  const detection = facts.engines[engine];
  const there = detection !== undefined && detection.lacks !== 'feature';
  const install: EngineInstall | null = there ? null : installOf(engine, platform, facts);
  const processor = boundary === 'container' ? null : processorBlocker(all);
  // QEMU can do without the processor's help; the others can't.
  const slow = engine === 'qemu' && processor !== null;
  const option = {
    engine,
    wall: boundary,
    name: detection?.version ? `${name} ${detection.version}` : name,
    tried: triedMessage(engine, platform),
    leavesOpen: say(detection?.rootful ? 'opens-rootful' : `opens-${engine}`),
    slow,
    downloads: (SIZES[boundary].downloads + (install?.megabytes ?? 0)) * MB,
    disk: SIZES[boundary].disk * MB,
    needsAdmin: install?.admin ?? false,
    installs: install && [install.program, ...install.args].join(' '),
  };
  const hindered = ({ blocker, because }: Blocked): EngineOption => ({
    ...option,
    state: 'hindered',
    blocker: blocker,
    because,
  });
  const first = resourceBlocker(engine, all);
  if (first) return hindered(first);
  if (platform === 'win32' && engine === 'hyperv' && facts.edition === 'home')
    return hindered({ blocker: 'edition', because: say('edition') });
  if (processor && !slow) return hindered(processor);
  if (platform === 'win32' && !there && facts.rebootPending)
    return hindered({ blocker: 'reboot', because: say('reboot') });
  if (detection && there) {
    const blocker = engineBlocker(engine, detection, all);
    if (blocker) return hindered(blocker);
    if (detection.lacks === 'permission')
      return {
        ...option,
        state: 'install',
        blocker: null,
        needsAdmin: true,
        because: say('hyperv-permission'),
      };
    const because = slow ? say('slow', { why: processor.because }) : say('ready', { name: option.name });
    return { ...option, state: 'ready', blocker: slow ? processor.blocker : null, because };
  }
  if (install === null) return hindered({ blocker: 'missing', because: say('missing', { name }) });
  const because =
    platform === 'win32' && (engine === 'hyperv' || engine === 'wsl')
      ? say('switch-on', { name })
      : say(install.admin ? 'install-admin' : 'install', { name, megabytes: install.megabytes });
  return {
    ...option,
    state: 'install',
    blocker: 'missing',
    because: slow ? say('install-slow', { install: because, why: processor.because }) : because,
  };
}

/**
 * The ways to make a tank here, from best to last. Recommended is the first that nothing hinders, never one that
 * takes many times longer, and never a Docker that runs as root: those are choices of the user.
 */
export function rankEngines(all: PreflightFacts): EngineRanking {
  const { platform, facts, machine } = all;
  const options = engineOrder(platform, facts, machine)
    .filter((engine) => facts.engines[engine] || !ONLY_IF_THERE[platform].includes(engine))
    .map((engine) => optionOf(engine, all));
  const best = options.find(
    ({ state, slow, engine }) => state !== 'hindered' && !slow && !facts.engines[engine]?.rootful,
  );
  return { best: best ?? null, others: options.filter((option) => option !== best) };
}

/** As `waysHere`, by asking this computer. Looks only; nothing that boots something is asked. */
export async function rankEnginesHere(
  probes: Pick<Probes, 'engines' | 'machine'>,
  platform: Platform,
  userName: string,
): Promise<EngineRanking> {
  const [facts, machine, room] = await Promise.all([
    probes.engines.look(),
    probes.machine.look(),
    probes.machine.room().catch((): Capacity => ({ memory: null, free: null, disk: null })),
  ]);
  return rankEngines({ platform, facts, machine, room, userName });
}
