import { expect, test } from 'vitest';
import { dockerIsolation, parseDockerIsolation } from '../../../main/probes/isolation/docker-isolation';
import { fakeHost } from '../../fakes/host';

test('docker’s inspect is read the same way', () => {
  const inspect = (host: object, user = '10001', mounts: object[] = []) =>
    parseDockerIsolation(
      JSON.stringify([
        { HostConfig: { Privileged: false, ...host }, Config: { User: user }, Mounts: mounts },
      ]),
      'oc',
    );
  const at = (HostIp: string) => ({ PortBindings: { '18789/tcp': [{ HostIp, HostPort: '18789' }] } });
  expect(inspect(at('127.0.0.1'))).toMatchObject({ root: false, published: [], network: 'own', folders: [] });
  for (const here of ['::1', '[::1]', '::ffff:127.0.0.1'])
    expect(inspect(at(here))).toMatchObject({ published: [] });
  expect(inspect(at(''))).toMatchObject({ published: ['0.0.0.0:18789'] });
  expect(inspect({ NetworkMode: 'host' }, '')).toMatchObject({ network: 'host', root: true });
  expect(inspect({ CapAdd: ['SYS_ADMIN'] }, '0:0')).toMatchObject({
    capabilities: ['CAP_SYS_ADMIN'],
    root: true,
  });
  expect(inspect({ CapAdd: ['ALL'] })).toMatchObject({ capabilities: ['CAP_SYS_ADMIN'] });
  expect(inspect({ PidMode: 'host', Devices: [{ PathOnHost: '/dev/nvme0n1' }] })).toMatchObject({
    capabilities: ['--pid host', '--device /dev/nvme0n1'],
  });
  // Ports of the container whose network it is in are that one's.
  expect(inspect({ NetworkMode: 'container:ab' })).toMatchObject({ published: null });
  expect(
    parseDockerIsolation(
      JSON.stringify([
        {
          HostConfig: { Privileged: false, PublishAllPorts: true, PortBindings: {} },
          Config: { User: '1' },
          Mounts: [],
          NetworkSettings: { Ports: { '18789/tcp': [{ HostIp: '0.0.0.0', HostPort: '32768' }] } },
        },
      ]),
      'oc',
    ),
  ).toMatchObject({ published: ['0.0.0.0:32768'] });
  expect(
    inspect({}, '1', [{ Type: 'bind', Source: '/var/run/docker.sock', Destination: '/s', RW: false }]),
  ).toMatchObject({ sockets: ['/var/run/docker.sock'] });
  expect(parseDockerIsolation('{"x":1}', 'oc')).toBeNull();
});

// What the Docker Engine API answers for containers, volumes and networks.
const answer = (...all: object[]) => JSON.stringify(all);
const container = (told: { host?: object; mounts?: object[]; networks?: string[] } = {}) =>
  answer({
    HostConfig: { Privileged: false, NetworkMode: 'bridge', ...told.host },
    Config: { User: '1000' },
    Mounts: told.mounts ?? [],
    NetworkSettings: {
      Networks: Object.fromEntries((told.networks ?? ['bridge']).map((name) => [name, {}])),
    },
  });
const VOLUME = {
  Type: 'volume',
  Name: 'home',
  Source: '/v/home/_data',
  Destination: '/h',
  Driver: 'local',
  RW: true,
};
const wall = (inspected: string, more: Record<string, string> = {}) =>
  dockerIsolation(fakeHost({ commands: { 'docker inspect --type container oc': inspected, ...more } }), 'oc');

test.each<[string, object, object]>([
  ['a volume', { Driver: 'local', Options: null }, { folders: [] }],
  ['a volume in memory', { Driver: 'local', Options: { type: 'tmpfs', device: 'tmpfs' } }, { folders: [] }],
  [
    'a folder behind a volume',
    { Driver: 'local', Options: { type: 'none', o: 'bind', device: '/home/lin' } },
    { folders: [{ from: '/home/lin', to: '/h', writable: true }] },
  ],
  [
    'a socket behind a volume',
    { Driver: 'local', Options: { o: 'bind', device: '/var/run/docker.sock' } },
    { sockets: ['/var/run/docker.sock'] },
  ],
  ['a volume that somebody else’s program makes', { Driver: 'sshfs', Options: null }, { folders: null }],
])('%s is seen', async (_name, volume, told) => {
  expect(
    await wall(container({ mounts: [VOLUME] }), { 'docker volume inspect home': answer(volume) }),
  ).toMatchObject(told);
});

test('a volume of which docker says nothing could be anything', async () => {
  expect(await wall(container({ mounts: [VOLUME] }))).toMatchObject({ folders: null });
});

test('in another container’s network it is as open as that one', async () => {
  const inspected = container({ host: { NetworkMode: 'container:ff' }, networks: [] });
  const as = (holder: string) => wall(inspected, { 'docker inspect --type container ff': holder });
  const door = { PortBindings: { '18789/tcp': [{ HostIp: '', HostPort: '18789' }] } };
  expect(await as(container())).toMatchObject({ network: 'own', published: [] });
  expect(await as(container({ host: door }))).toMatchObject({ published: ['0.0.0.0:18789'] });
  expect(await as(container({ host: { NetworkMode: 'host' } }))).toMatchObject({ network: 'host' });
  expect(await wall(inspected)).toMatchObject({ network: null, published: null });
});

test('in a network of somebody’s making its doors are known where that is a bridge', async () => {
  const inspected = container({ networks: ['lan'] });
  const as = (Driver: string) => wall(inspected, { 'docker network inspect lan': answer({ Driver }) });
  expect(await as('bridge')).toMatchObject({ published: [] });
  expect(await as('macvlan')).toMatchObject({ published: null });
  expect(await wall(inspected)).toMatchObject({ published: null });
});

test('root of this computer by its own word, its memory, and a pipe of Windows are seen', () => {
  const told = (host: object, mounts: object[] = []) =>
    parseDockerIsolation(
      answer({ HostConfig: { Privileged: false, ...host }, Config: { User: '' }, Mounts: mounts }),
      'oc',
    );
  expect(told({ UsernsMode: 'host' })).toMatchObject({ root: true });
  expect(told({ IpcMode: 'host' })).toMatchObject({ capabilities: ['--ipc host'] });
  const pipe = '\\\\.\\pipe\\docker_engine';
  expect(told({}, [{ Type: 'npipe', Source: pipe, Destination: pipe }])).toMatchObject({ sockets: [pipe] });
});
