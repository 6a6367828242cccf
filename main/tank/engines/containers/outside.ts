import type { Message, MessageValue } from '../../../contract/finding';
import type { TryOutcome } from '../../../contract/tank';
import type { At, OutsideFact } from '../..';
import type { Engineer } from './ask';
import { type Container, type Fields, at as inner, textAt } from './inspected';
import { type MountLine, outcomeOf, type Strange, strangeMounts } from './judge-mounts';
import { strangeDoors } from './judge-ports';
import { deviceSettings, gatewaySettings, holderSettings, type Setting } from './judge-settings';
import { namesOf } from './names';
import { containersOf, isRunning, named, volumeNamed, volumesOf } from './there';

const say = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.containers-saw-${id}`,
  ...(values && { values }),
});

const LINES = ['host-folders', 'engine-sockets', 'clipboard', 'devices', 'mounts'] as const;

function settingsFact(settings: readonly Setting[]): OutsideFact {
  const named = (wanted: boolean | null) =>
    settings.filter(([, fine]) => fine === wanted).map(([name]) => name);
  const [wrong, untold] = [named(false), named(null)];
  const id = 'engine-settings';
  if (wrong.length > 0)
    return { id, outcome: 'open', saw: say('settings-open', { names: wrong.join(', ') }) };
  if (untold.length > 0)
    return { id, outcome: 'untested', saw: say('settings-untold', { names: untold.join(', ') }) };
  return { id, outcome: 'blocked', saw: say('settings', { count: settings.length }) };
}

/** The worse of two counts; `untested` is worse than `blocked`. */
const worse = (a: TryOutcome, b: TryOutcome): TryOutcome =>
  a === 'open' || b === 'open' ? 'open' : a === 'untested' || b === 'untested' ? 'untested' : 'blocked';

function mountFacts(strange: readonly Strange[] | null, devices: readonly Setting[]): OutsideFact[] {
  const wrong = devices.filter(([, fine]) => fine === false).map(([name]) => name);
  const untold = devices.some(([, fine]) => fine === null);
  const more: TryOutcome = wrong.length > 0 ? 'open' : untold ? 'untested' : 'blocked';
  return LINES.flatMap((id: MountLine): OutsideFact[] => {
    const outcome = worse(outcomeOf(strange, id), id === 'devices' ? more : 'blocked');
    const what = (strange ?? []).filter(({ line }) => line === id).map((each) => each.what);
    const all = id === 'devices' ? [...what, ...wrong] : what;
    // Folders and sockets are tried from inside: only what is wrong with them is told from here.
    if (outcome === 'blocked' && (id === 'host-folders' || id === 'engine-sockets')) return [];
    const saw =
      outcome === 'open'
        ? say('mounts-open', { what: all.join(', ') })
        : outcome === 'untested'
          ? say('mounts-untold')
          : say(id);
    return [{ id, outcome, saw }];
  });
}

function portsFact(holder: Container, gateway: Container, port: number): OutsideFact {
  const doors = strangeDoors(holder, gateway, port);
  const id = 'ports';
  if (doors === null) return { id, outcome: 'untested', saw: say('ports-untold') };
  if (doors.length > 0) return { id, outcome: 'open', saw: say('ports-open', { doors: doors.join(', ') }) };
  return { id, outcome: 'blocked', saw: say('ports', { door: `127.0.0.1:${port}` }) };
}

const positive = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/** Read from what the engine keeps, which is nothing where the kernel took no limit. */
function limitsFact(engineer: Engineer, gateway: Container, at: At): OutsideFact {
  const id = 'limits';
  const host = gateway.HostConfig;
  if (host?.Memory === undefined || host.PidsLimit === undefined)
    return { id, outcome: 'untested', saw: say('limits-untold') };
  const memory = positive(host.Memory);
  const share = positive(host.CpuPeriod) > 0 ? positive(host.CpuQuota) / positive(host.CpuPeriod) : 0;
  const processors = positive(host.NanoCpus) / 1e9 || share;
  const processes = positive(host.PidsLimit);
  const { limits } = engineer.facts;
  const { memoryMiB, processors: most } = at.plan.limits;
  const held =
    limits.memory &&
    limits.processors &&
    limits.processes &&
    memory > 0 &&
    memory <= memoryMiB * 1024 * 1024 &&
    processors > 0 &&
    processors <= most &&
    processes > 0;
  if (held)
    return {
      id,
      outcome: 'blocked',
      saw: say('limits', { memory: Math.round(memory / 1024 / 1024), processors, processes }),
    };
  const lacks = [
    ...(limits.memory && memory > 0 ? [] : ['memory']),
    ...(limits.processors && processors > 0 ? [] : ['cpu']),
    ...(limits.processes && processes > 0 ? [] : ['pids']),
  ];
  const kernel = !(limits.memory && limits.processors && limits.processes);
  return {
    id,
    outcome: 'open',
    saw: say(kernel ? 'limits-kernel' : 'limits-open', { what: lacks.join(', ') || 'memory, cpu' }),
  };
}

/** All that the engine says about the tank's two containers, judged strictly: what can't be told is never fine. */
export function judged(
  engineer: Engineer,
  at: At,
  containers: readonly Container[],
  volumes: readonly Fields[],
): readonly OutsideFact[] {
  const names = namesOf(at);
  const [gateway, holder] = [named(containers, names.gateway), named(containers, names.network)];
  if (gateway === null || holder === null || !isRunning(gateway) || !isRunning(holder)) {
    const ids = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
    return ids.map((id) => ({ id, outcome: 'untested', saw: say('not-running') }));
  }
  const { flavour, facts } = engineer;
  const settings: Setting[] = [
    ...gatewaySettings(gateway, textAt(holder, 'Id')),
    ['CapDrop', flavour.hasNoCapabilities(gateway)],
    ...holderSettings(holder),
    ['network', flavour.isPrivate(holder, names, facts)],
    // A third container in the same network would be behind the same door.
    ['others', containers.every((each) => each === gateway || each === holder || !isRunning(each))],
  ];
  const strange = strangeMounts(
    gateway,
    names.home,
    volumeNamed(volumes, names.home),
    flavour.id === 'podman',
  );
  return [
    settingsFact(settings),
    ...mountFacts(strange, deviceSettings(gateway)),
    portsFact(holder, gateway, at.plan.ports.gateway),
    limitsFact(engineer, gateway, at),
  ];
}

export async function lookOutside(engineer: Engineer, at: At): Promise<readonly OutsideFact[]> {
  return judged(engineer, at, await containersOf(engineer, at), await volumesOf(engineer, at));
}

export const sizeOf = (image: Fields | null): number | null => {
  const size = inner(image, 'Size');
  return typeof size === 'number' && size >= 0 ? size : null;
};
