import { describe, expect, test } from 'vitest';
import { parseOci } from '../../../main/probes/isolation/oci-config';
import { HOLDER, home, ID, into, oci, RECORDS, SPACES, STORE } from './podman-home';

const STORED = { folders: [STORE], ids: new Set([ID, HOLDER]) };

describe('a container by its own configuration', () => {
  test('a sealed one has nothing but its volume', () => {
    expect(parseOci(oci(), ID, STORED)).toMatchObject({
      privileged: false,
      root: false,
      capabilities: [],
      sockets: [],
      folders: [],
      network: 'own',
    });
  });

  test.each<[string, Parameters<typeof oci>[0], object]>([
    [
      'a folder of somebody’s',
      { mounts: [{ destination: '/data', type: 'bind', source: '/home/lin', options: ['rbind', 'rw'] }] },
      { folders: [{ from: '/home/lin', to: '/data', writable: true }] },
    ],
    [
      'the engine’s socket',
      { mounts: [{ destination: '/s', type: 'bind', source: '/var/run/docker.sock', options: ['rbind'] }] },
      { sockets: ['/var/run/docker.sock'] },
    ],
    [
      'the folder in which it lies',
      { mounts: [{ destination: '/x', type: 'bind', source: '/run', options: ['rbind'] }] },
      { sockets: ['/run'] },
    ],
    [
      'the computer’s network',
      { namespaces: SPACES.filter(({ type }) => type !== 'network') },
      { network: 'host' },
    ],
    ['root without a user namespace', { uid: 0, namespaces: [{ type: 'network' }] }, { root: true }],
    ['strong rights', { bounding: ['CAP_CHOWN', 'CAP_SYS_ADMIN'] }, { capabilities: ['CAP_SYS_ADMIN'] }],
    [
      'all processes of the computer',
      { namespaces: SPACES.filter(({ type }) => type !== 'pid') },
      { capabilities: ['--pid host'] },
    ],
    [
      'a disk of the computer',
      { mounts: [{ destination: '/dev/sda', type: 'bind', source: '/dev/sda', options: ['bind'] }] },
      { capabilities: ['--device /dev/sda'] },
    ],
    [
      'memory that is shared',
      { namespaces: SPACES.filter(({ type }) => type !== 'ipc') },
      { capabilities: ['--ipc host'] },
    ],
    [
      'the processes of this computer by their path',
      { namespaces: [...SPACES, { type: 'pid', path: '/proc/1/ns/pid' }] },
      { capabilities: null },
    ],
    [
      'the people of this computer by their path',
      { uid: 0, namespaces: [...SPACES, { type: 'user', path: '/proc/1/ns/user' }] },
      { root: null },
    ],
    ['no wall at all', { privileged: 'TRUE' }, { privileged: true }],
  ])('%s is seen', (_name, told, wall) => {
    expect(parseOci(oci(told), ID, STORED)).toMatchObject(wall);
  });

  test.each([
    ['a folder that is called like a volume', '/srv/volumes/openclaw_data', '/data'],
    ['another that is', '/home/lin/containers/my_data', '/data'],
    ['a folder in a volume’s place', `${STORE}/volumes/a/b/_data`, '/data'],
    ['all volumes', `${STORE}/volumes`, '/data'],
    ['the engine’s own folder of it', `${STORE}/overlay-containers/${ID}/userdata`, '/data'],
    ['the same of one that isn’t there', `/x/overlay-containers/${'ef'.repeat(32)}/userdata/shm`, '/data'],
    ['layers of others', `${STORE}/overlay/l`, '/data'],
    ['a folder among secrets', '/home/lin', '/run/secrets/home'],
    ['a folder among devices', '/home/lin', '/dev/home'],
    ['a folder in shared memory', '/dev/shm/lin', '/data'],
  ])('%s is a folder of this computer', (_name, source, destination) => {
    const mount = { destination, type: 'bind', source, options: ['rbind', 'rw'] };
    expect(parseOci(oci({ mounts: [mount] }), ID, STORED)?.folders).toEqual([
      { from: source, to: destination, writable: true },
    ]);
  });

  test('a socket among secrets is a socket', () => {
    const source = '/run/user/1000/podman/podman.sock';
    const mount = { destination: '/run/secrets/p.sock', type: 'bind', source, options: ['rbind'] };
    expect(parseOci(oci({ mounts: [mount] }), ID, STORED)?.sockets).toEqual([source]);
  });

  test('a folder under a layer of its own is one, an image is none', () => {
    const layered = (bottom: string) => ({
      destination: '/data',
      type: 'overlay',
      source: `${STORE}/overlay-containers/${ID}/userdata/overlay/1/merge`,
      options: [`lowerdir=${bottom}`, 'upperdir=/u', 'workdir=/w', 'private'],
    });
    const folders = (bottom: string) => parseOci(oci({ mounts: [layered(bottom)] }), ID, STORED)?.folders;
    expect(folders('/home/lin')).toMatchObject([{ from: '/home/lin', to: '/data' }]);
    expect(folders(`${STORE}/overlay/ab/merged`)).toEqual([]);
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    '{"ociVersion":"1"}',
    '{"ociVersion":"1","linux":{"namespaces":"all"}}',
  ])('what is none (%s) is null', (source) => {
    expect(parseOci(source, ID, STORED)).toBeNull();
  });
});

describe('a container of this account’s podman', () => {
  const wall = async (scene: Parameters<typeof home>[0]) => (await home(scene)).items[0];

  test('is known by what it runs, whatever its image is called; a sealed one is sealed', async () => {
    const { items, gaps } = await home();
    expect(items).toMatchObject([
      {
        name: 'tankmate-openclaw',
        engine: 'podman',
        folders: [],
        sockets: [],
        capabilities: [],
        network: 'own',
        published: [],
      },
    ]);
    expect(gaps).toEqual([]);
  });

  test('one that goes when it ends is in a list of its own', async () => {
    const records = { 'containers.json': '[]', 'volatile-containers.json': RECORDS };
    expect((await home({ records })).items).toHaveLength(1);
  });

  test('a list that makes no sense is unseen', async () => {
    const { gaps } = await home({ records: { 'containers.json': '{' } });
    expect(gaps).toMatchObject([{ where: `${STORE}/overlay-containers/containers.json` }]);
  });

  test('root without root’s engine is this account', async () => {
    const spaces = SPACES.filter(({ type }) => type !== 'user');
    expect(await wall({ config: oci({ uid: 0, namespaces: spaces }) })).toMatchObject({ root: false });
  });

  describe('what lies behind a volume', () => {
    const volume = {
      destination: '/s',
      type: 'bind',
      source: `${STORE}/volumes/s/_data`,
      options: ['rbind'],
    };
    const config = oci({ mounts: [volume] });

    test.each([
      ['a folder', '/lin/Documents /s'],
      ['a disk', '/ /s'],
    ])('is seen by where it comes from: %s', async (_name, line) => {
      expect((await wall({ config, mounts: [line] }))?.folders).toMatchObject([{ to: '/s' }]);
    });

    test.each([
      ['of the same disk', '/home/lin/.local/share/containers/storage/volumes/s/_data /s'],
      ['of a disk for homes', '/lin/.local/share/containers/storage/volumes/s/_data /s'],
      ['of a part of btrfs', '/@home/lin/.local/share/containers/storage/volumes/s/_data /s'],
      ['of a disk for volumes', '/volumes/s/_data /s'],
    ])('is the volume itself: %s', async (_name, line) => {
      expect(await wall({ config, mounts: [line] })).toMatchObject({ folders: [] });
    });

    test.each([
      ['one that doesn’t run', { running: false }],
      ['one that is not in the list', { config }],
    ])('can’t be told: %s', async (_name, scene) => {
      const { items, gaps } = await home(scene);
      expect(items).toMatchObject([{ folders: null }]);
      expect(gaps).toMatchObject([{ because: { id: 'walls.volume' } }]);
    });
  });

  describe('its network', () => {
    const of = async (path: string, scene: Parameters<typeof home>[0] = {}, namesOf?: string) =>
      home({ config: oci({ namespaces: into(path), ...(namesOf && { namesOf }) }), ...scene });

    test('is its own where Podman made it', async () => {
      const path = '/run/user/1000/netns/netns-19f84233-4755-74dc-e6f4-1fddc316eeb2';
      expect(await of(path)).toMatchObject({ items: [{ network: 'own' }], gaps: [] });
      expect((await of(path, { networks: { 101: '1' } })).items).toMatchObject([{ network: 'host' }]);
    });

    test.each([
      '/proc/1/ns/net',
      '/run/netns/vpn',
      '/home/lin/netns/netns-19f84233-4755-74dc-e6f4-1fddc316eeb2',
    ])('is anybody’s at %s', async (path) => {
      const { items, gaps } = await of(path);
      expect(items).toMatchObject([{ network: null }]);
      expect(gaps).toEqual([{ where: path, because: { id: 'walls.network' } }]);
    });

    test('is that of the container whose names it has', async () => {
      expect((await of('/proc/201/ns/net', {}, HOLDER)).items).toMatchObject([{ network: 'own' }]);
      const host = { namespaces: SPACES.filter(({ type }) => type !== 'network') };
      const { items } = await of('/proc/201/ns/net', { holder: host }, HOLDER);
      expect(items).toMatchObject([{ network: 'host' }]);
    });
  });

  describe('its doors', () => {
    const door = (pid: number | null, program: string | null, address = '0.0.0.0') => ({
      address,
      family: 4,
      port: 18789,
      pid,
      account: 'lin',
      program,
    });
    const own = '/run/user/1000/netns/netns-19f84233-4755-74dc-e6f4-1fddc316eeb2';

    test.each<[string, Parameters<typeof home>[0]]>([
      ['in its network', { listeners: [door(300, 'rootlessport')], networks: { 300: '7' } }],
      [
        'whose child is in its network',
        {
          listeners: [door(300, 'rootlessport')],
          networks: { 300: '1', 301: '7' },
          processes: [[301, 300, 'rootlessport-child']],
        },
      ],
      [
        'that was told its path',
        {
          config: oci({ namespaces: into(own) }),
          listeners: [door(300, 'pasta')],
          networks: { 300: '1' },
          processes: [[300, 1, '/usr/bin/pasta', '--config-net', '--netns', own]],
        },
      ],
    ])('are those of a forwarder %s', async (_name, scene) => {
      expect(await wall(scene)).toMatchObject({ published: ['0.0.0.0:18789'] });
    });

    test('are told with their address in brackets where it is IPv6', async () => {
      const listeners = [door(300, 'rootlessport', '::')];
      expect(await wall({ listeners, networks: { 300: '7' } })).toMatchObject({ published: ['[::]:18789'] });
    });

    test.each<[string, Parameters<typeof home>[0]]>([
      ['another container', { listeners: [door(300, 'rootlessport')], networks: { 300: '8' } }],
      ['another program', { listeners: [door(300, 'node')], networks: { 300: '1' } }],
      ['this computer only', { listeners: [door(300, 'rootlessport', '127.0.0.1')], networks: { 300: '7' } }],
      [
        'this computer only by an IPv6 socket',
        { listeners: [door(300, 'rootlessport', '::ffff:127.0.0.1')], networks: { 300: '7' } },
      ],
    ])('are not those of %s', async (_name, scene) => {
      expect(await wall(scene)).toMatchObject({ published: [] });
    });

    test.each<[string, Parameters<typeof home>[0]]>([
      ['it doesn’t run', { running: false }],
      ['a forwarder tells nothing', { listeners: [door(300, 'pasta')], networks: { 300: '1' } }],
      ['nobody knows who listens', { listeners: [door(null, null)] }],
      ['it has the network of this computer', { networks: { 101: '1' } }],
    ])('can’t be told where %s', async (_name, scene) => {
      expect(await wall(scene)).toMatchObject({ published: null });
    });
  });

  test('one that can’t be read is unseen, not sealed', async () => {
    const records = { 'containers.json': RECORDS.replace('localhost/tankmate:1', 'localhost/openclaw:1') };
    const { items, gaps } = await home({ records, config: '' });
    expect(items).toEqual([]);
    expect(gaps.map(({ where }) => where)).toEqual(['container:tankmate-openclaw']);
  });

  test('one whose own file is closed to this account is known by what runs in it', async () => {
    const config = { denied: true as const };
    expect(await home({ config, runs: ['/opt/openclaw/openclaw.mjs'] })).toEqual({
      items: [],
      gaps: [{ where: 'container:tankmate-openclaw', because: { id: 'look.not-allowed' } }],
    });
    expect(await home({ config })).toEqual({ items: [], gaps: [] });
  });

  test('other people’s containers are none of ours', async () => {
    expect(await home({ config: oci({ args: ['/usr/bin/nginx'] }) })).toEqual({ items: [], gaps: [] });
  });
});
