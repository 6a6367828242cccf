import { describe, expect, test } from 'vitest';
import {
  gatewayArguments,
  holderArguments,
} from '../../../../main/tank/drivers/containers/container-arguments';
import { judgeContainers } from '../../../../main/tank/drivers/containers/container-boundary';
import type { Flavour } from '../../../../main/tank/drivers/containers/container-flavour';
import { namesOf } from '../../../../main/tank/drivers/containers/container-names';
import { containerCli } from '../../../../main/tank/drivers/containers/container-program';
import { docker } from '../../../../main/tank/drivers/experimental/docker/docker-driver';
import { podman } from '../../../../main/tank/drivers/podman/podman-driver';
import { tankAt } from '../../../fakes/command-runner';
import { type Kind, standIn } from './stand-in';

type Loose = ReturnType<typeof JSON.parse>;
interface Scene {
  gateway: Loose;
  holder: Loose;
  volume: Loose;
  more: Loose[];
}

/** A sealed tank as the engine would tell of it, changed by `change`; what comes of each line. */
async function linesAfter(kind: Kind, change: (scene: Scene) => void): Promise<Record<string, string>> {
  const flavour: Flavour = kind === 'docker' ? docker : podman;
  const stand = standIn(kind);
  const tank = tankAt('/t/openclaw', stand.hands, { engine: flavour.id });
  const names = namesOf(tank);
  const reported = containerCli(flavour, tank, await flavour.facts(tank, names));
  await reported.mustRun(['import', names.inside]);
  await reported.mustRun(holderArguments(tank, reported, names));
  await reported.mustRun(gatewayArguments(tank, reported, names, '/t/openclaw/gateway.env'));
  const ids = stand.boxes.map(({ id }) => id);
  const [holder, gateway] = JSON.parse(await reported.mustRun(['container', 'inspect', ...ids]));
  const scene: Scene = {
    gateway,
    holder,
    volume: { Name: names.home, Driver: 'local', Options: {} },
    more: [],
  };
  change(scene);
  const facts = judgeContainers(reported, tank, [scene.gateway, scene.holder, ...scene.more], [scene.volume]);
  return Object.fromEntries(
    facts.filter(({ outcome }) => outcome !== 'blocked').map(({ id, outcome }) => [id, outcome]),
  );
}

const mount = (Type: string, Source: string, Destination: string) => (scene: Scene) =>
  void scene.gateway.Mounts.push({ Type, Source, Destination, RW: true });
const setting =
  (name: string, value: unknown, who: 'gateway' | 'holder' = 'gateway') =>
  (scene: Scene) => {
    scene[who].HostConfig[name] = value;
  };
const SETTINGS = { 'engine-settings': 'open' };

describe.each(['podman5', 'docker'] as const)('%s', (kind) => {
  test('a sealed tank is sealed', async () => {
    expect(await linesAfter(kind, () => {})).toEqual({});
  });

  test.each<[string, (scene: Scene) => void, Record<string, string>]>([
    ['privileged', setting('Privileged', true), SETTINGS],
    ['a right', setting('CapAdd', ['CAP_SYS_MODULE']), SETTINGS],
    ['this computer’s processes', setting('PidMode', 'host'), SETTINGS],
    ['its memory shared', setting('IpcMode', 'host'), SETTINGS],
    ['its name', setting('UTSMode', 'host'), SETTINGS],
    ['another’s volumes', setting('VolumesFrom', ['other']), SETTINGS],
    ['no filter', setting('SecurityOpt', ['no-new-privileges', 'seccomp=unconfined']), SETTINGS],
    ['new rights', setting('SecurityOpt', []), SETTINGS],
    ['a system to write to', setting('ReadonlyRootfs', false), SETTINGS],
    ['this computer’s network', setting('NetworkMode', 'host'), SETTINGS],
    ['another’s network', setting('NetworkMode', 'container:ffff'), SETTINGS],
    [
      'root',
      (scene) => {
        scene.gateway.Config.User = '0:0';
      },
      SETTINGS,
    ],
    ['a privileged holder', setting('Privileged', true, 'holder'), SETTINGS],
    [
      'a third in the network',
      (scene) => void scene.more.push({ Name: 'x', State: { Running: true } }),
      SETTINGS,
    ],
    [
      'a field that is missing',
      (scene) => void delete scene.gateway.HostConfig.PidMode,
      { 'engine-settings': 'untested' },
    ],
    ['a folder of this computer', mount('bind', '/home/lin/Documents', '/data'), { 'host-folders': 'open' }],
    ['Docker’s socket', mount('bind', '/var/run/docker.sock', '/x'), { 'engine-sockets': 'open' }],
    [
      'Podman’s socket',
      mount('bind', '/run/user/1000/podman/podman.sock', '/x'),
      { 'engine-sockets': 'open' },
    ],
    ['the screen', mount('bind', '/tmp/.X11-unix', '/tmp/.X11-unix'), { clipboard: 'open' }],
    ['Wayland', mount('bind', '/run/user/1000/wayland-0', '/w'), { clipboard: 'open' }],
    ['another volume', mount('volume', '/volumes/other/_data', '/other'), { mounts: 'open' }],
    ['a device', setting('Devices', [{ PathOnHost: '/dev/kvm' }]), { devices: 'open' }],
    ['a device by its folder', mount('bind', '/dev/snd', '/dev/snd'), { devices: 'open' }],
    [
      'a home that is a folder of this computer',
      (scene) => {
        scene.volume.Options = { type: 'none', o: 'bind', device: '/home/lin' };
      },
      { 'host-folders': 'open' },
    ],
    [
      'mounts that are missing',
      (scene) => void delete scene.gateway.Mounts,
      {
        mounts: 'untested',
        clipboard: 'untested',
        devices: 'untested',
        'host-folders': 'untested',
        'engine-sockets': 'untested',
      },
    ],
    [
      'a door for all',
      (scene) => {
        scene.holder.NetworkSettings.Ports['18789/tcp'][0].HostIp = '0.0.0.0';
      },
      { ports: 'open' },
    ],
    [
      'a door without an address',
      (scene) => {
        scene.holder.NetworkSettings.Ports['18789/tcp'][0].HostIp = '';
      },
      { ports: 'open' },
    ],
    [
      'a second door',
      (scene) => {
        scene.holder.NetworkSettings.Ports['22/tcp'] = [{ HostIp: '127.0.0.1', HostPort: '22' }];
      },
      { ports: 'open' },
    ],
    ['all doors', setting('PublishAllPorts', true, 'holder'), { ports: 'open' }],
    [
      'no door',
      (scene) => {
        scene.holder.NetworkSettings.Ports = scene.holder.HostConfig.PortBindings = {};
      },
      { ports: 'untested' },
    ],
    ['no limit of memory', setting('Memory', 0), { limits: 'open' }],
    ['more memory', setting('Memory', 2 ** 40), { limits: 'open' }],
    ['all processors', setting('NanoCpus', 0), { limits: 'open' }],
    ['processes without end', setting('PidsLimit', -1), { limits: 'open' }],
    [
      'limits that are missing',
      (scene) => void delete scene.gateway.HostConfig.Memory,
      { limits: 'untested' },
    ],
  ])('%s turns exactly its line', async (_what, change, lines) => {
    expect(await linesAfter(kind, change)).toEqual(lines);
  });

  test('nothing is known of one that doesn’t run', async () => {
    const lines = await linesAfter(kind, ({ gateway }) => {
      gateway.State.Running = false;
    });
    expect(new Set(Object.values(lines))).toEqual(new Set(['untested']));
    expect(Object.keys(lines)).toHaveLength(6);
  });
});

test('Podman’s network is judged by the command that made it', async () => {
  const other = (network: string) => (scene: Scene) => {
    const args = scene.holder.Config.CreateCommand;
    args[args.indexOf('--network') + 1] = network;
  };
  expect(await linesAfter('podman5', other('pasta:--map-guest-addr,169.254.1.2'))).toEqual(SETTINGS);
  expect(await linesAfter('podman4', other('slirp4netns:allow_host_loopback=true'))).toEqual({
    ...SETTINGS,
    limits: 'open',
  });
  expect(await linesAfter('podman5', (scene) => void delete scene.holder.Config.CreateCommand)).toEqual({
    'engine-settings': 'untested',
  });
});

test.each([
  [['--volume', '/home/lin:/data:O'], { 'host-folders': 'open' }],
  [['--volume=/home/lin:/data:O'], { 'host-folders': 'open' }],
  [['-dv', '/home/lin:/data:O'], { 'host-folders': 'open' }],
  [['-v/home/lin:/data:O'], { 'host-folders': 'open' }],
  [['--mount', 'type=bind,src=/run/user/1000/podman,dst=/s'], { 'engine-sockets': 'open' }],
  [['-v', 'others:/data:O'], { mounts: 'open' }],
])('%j that Podman leaves out of its list is read in the command', async (args, lines) => {
  const asked = ({ gateway }: Scene) => void gateway.Config.CreateCommand.splice(2, 0, ...args);
  expect(await linesAfter('podman5', asked)).toEqual(lines);
});

test('what Podman was asked for and doesn’t tell could be anything', async () => {
  const lines = await linesAfter('podman5', (scene) => void delete scene.gateway.Config.CreateCommand);
  expect(lines).toMatchObject({ 'host-folders': 'untested', mounts: 'untested' });
});

test('Podman’s rights are those that the kernel was given', async () => {
  expect(
    await linesAfter('podman5', ({ gateway }) => {
      gateway.BoundingCaps = ['CAP_SYS_MODULE'];
    }),
  ).toEqual(SETTINGS);
  expect(await linesAfter('podman5', ({ gateway }) => void delete gateway.BoundingCaps)).toEqual({
    'engine-settings': 'untested',
  });
});

test('Docker’s hidden parts of the system stay hidden', async () => {
  expect(
    await linesAfter('docker', ({ gateway }) => {
      gateway.HostConfig.MaskedPaths = [];
    }),
  ).toEqual(SETTINGS);
});
