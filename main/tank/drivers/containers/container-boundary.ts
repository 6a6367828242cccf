import type { Message, MessageValue } from '../../../contract/finding';
import type { AttemptOutcome } from '../../../contract/tank';
import { type Container, fieldAt as inner, type JsonObject, textAt } from '../../../isolation/oci-inspect';
import type { BoundaryFact, TankContext } from '../../model/types';
import type { ContainerCli } from './container-flavour';
import {
  containerNamed,
  containersOf,
  isContainerRunning,
  volumeNamed,
  volumesOf,
} from './container-inventory';
import { namesOf } from './container-names';
import { type MountLine, outcomeOf, type Strange, strangeMounts } from './judge-mounts';
import { unexpectedEndpoints } from './judge-ports';
import { deviceSettings, gatewaySettings, holderSettings, type Setting } from './judge-settings';

const say = (id: string, values?: Readonly<Record<string, MessageValue>>): Message => ({
  id: `tank.containers-saw-${id}`,
  ...(values && { values }),
});

const LINES = ['host-folders', 'engine-sockets', 'clipboard', 'devices', 'mounts'] as const;

function settingsFact(settings: readonly Setting[]): BoundaryFact {
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
const worse = (a: AttemptOutcome, b: AttemptOutcome): AttemptOutcome =>
  a === 'open' || b === 'open' ? 'open' : a === 'untested' || b === 'untested' ? 'untested' : 'blocked';

function mountFacts(strange: readonly Strange[] | null, devices: readonly Setting[]): BoundaryFact[] {
  const wrong = devices.filter(([, fine]) => fine === false).map(([name]) => name);
  const untold = devices.some(([, fine]) => fine === null);
  const more: AttemptOutcome = wrong.length > 0 ? 'open' : untold ? 'untested' : 'blocked';
  return LINES.flatMap((id: MountLine): BoundaryFact[] => {
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

function portsFact(holder: Container, gateway: Container, port: number): BoundaryFact {
  const endpoints = unexpectedEndpoints(holder, gateway, port);
  const id = 'ports';
  if (endpoints === null) return { id, outcome: 'untested', saw: say('ports-untold') };
  if (endpoints.length > 0)
    return { id, outcome: 'open', saw: say('ports-open', { doors: endpoints.join(', ') }) };
  return { id, outcome: 'blocked', saw: say('ports', { door: `127.0.0.1:${port}` }) };
}

const positive = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/** Read from what the engine keeps, which is nothing where the kernel took no limit. */
function limitsFact(cli: ContainerCli, gateway: Container, tank: TankContext): BoundaryFact {
  const id = 'limits';
  const host = gateway.HostConfig;
  if (host?.Memory === undefined || host.PidsLimit === undefined)
    return { id, outcome: 'untested', saw: say('limits-untold') };
  const memory = positive(host.Memory);
  const share = positive(host.CpuPeriod) > 0 ? positive(host.CpuQuota) / positive(host.CpuPeriod) : 0;
  const processors = positive(host.NanoCpus) / 1e9 || share;
  const processes = positive(host.PidsLimit);
  const { limits } = cli.facts;
  const { memoryMiB, processors: most } = tank.plan.limits;
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
export function judgeContainers(
  cli: ContainerCli,
  tank: TankContext,
  containers: readonly Container[],
  volumes: readonly JsonObject[],
): readonly BoundaryFact[] {
  const names = namesOf(tank);
  const [gateway, holder] = [
    containerNamed(containers, names.gateway),
    containerNamed(containers, names.network),
  ];
  if (gateway === null || holder === null || !isContainerRunning(gateway) || !isContainerRunning(holder)) {
    const ids = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
    return ids.map((id) => ({ id, outcome: 'untested', saw: say('not-running') }));
  }
  const { flavour, facts } = cli;
  const settings: Setting[] = [
    ...gatewaySettings(gateway, textAt(holder, 'Id')),
    ['CapDrop', flavour.hasNoCapabilities(gateway)],
    ...holderSettings(holder),
    ['network', flavour.isPrivate(holder, names, facts)],
    // A third container in the same network would be behind the same door.
    ['others', containers.every((each) => each === gateway || each === holder || !isContainerRunning(each))],
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
    portsFact(holder, gateway, tank.plan.ports.gateway),
    limitsFact(cli, gateway, tank),
  ];
}

export async function containerBoundary(
  cli: ContainerCli,
  tank: TankContext,
): Promise<readonly BoundaryFact[]> {
  return judgeContainers(cli, tank, await containersOf(cli, tank), await volumesOf(cli, tank));
}

export const imageSize = (image: JsonObject | null): number | null => {
  const size = inner(image, 'Size');
  return typeof size === 'number' && size >= 0 ? size : null;
};
