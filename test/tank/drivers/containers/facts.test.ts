import { expect, test } from 'vitest';
import { namesOf } from '../../../../main/tank/drivers/containers/container-names';
import { readUsage } from '../../../../main/tank/drivers/containers/container-usage';
import { isClosed } from '../../../../main/tank/drivers/containers/firewall-check';
import { docker } from '../../../../main/tank/drivers/experimental/docker/docker-driver';
import { podman } from '../../../../main/tank/drivers/podman/podman-driver';
import { pastaDate } from '../../../../main/tank/drivers/podman/podman-facts';
import { type Answer, scriptedRunner, tankAt } from '../../../fakes/command-runner';
import { fixture } from './stand-in';

const facts = (flavour: typeof podman, answer: (line: string) => Answer | undefined) => {
  const tank = tankAt('/t/openclaw', scriptedRunner(answer));
  return flavour.facts(tank, namesOf(tank));
};
const changed = (name: string, change: (value: ReturnType<typeof JSON.parse>) => void) => {
  const value = JSON.parse(fixture(name));
  change(value);
  return JSON.stringify(value);
};

test('Podman 4 on mixed cgroups runs with runc, without limits, and says why', async () => {
  expect(await facts(podman, () => fixture('podman4-info.json'))).toMatchObject({
    version: '4.3.1',
    rootless: true,
    limits: { memory: false, processors: false, processes: false },
    leading: ['--runtime', '/usr/bin/runc'],
    because: expect.stringContaining('runc'),
    network: ['--network', 'slirp4netns:allow_host_loopback=false,enable_ipv6=false'],
  });
});

test('Podman 5 has pasta, and limits as far as they are handed over', async () => {
  expect(await facts(podman, () => fixture('podman5-info.json'))).toMatchObject({
    version: '5.2.2',
    limits: { memory: true, processors: true, processes: true },
    leading: [],
    because: null,
    network: [
      '--network',
      'pasta:--ipv4-only,--no-map-gw,--map-guest-addr,none,-a,10.0.2.100,-n,24,-g,10.0.2.2',
    ],
  });
  const some = changed('podman5-info.json', (info) => {
    info.host.cgroupControllers = ['memory', 'pids'];
    info.host.pasta.version = 'pasta 0.0~git20240220.1e6f92b-1';
  });
  expect(await facts(podman, () => some)).toMatchObject({
    limits: { memory: true, processors: false, processes: true },
    network: ['--network', 'pasta:--ipv4-only,--no-map-gw,-a,10.0.2.100,-n,24,-g,10.0.2.2'],
  });
});

test('pasta’s date is read in both of its forms', () => {
  expect(pastaDate('pasta 2024_09_06.6b38f07\nCopyright')).toBe(20240906);
  expect(pastaDate('passt 0.0~git20240906.6b38f07-1')).toBe(20240906);
  expect(pastaDate('pasta unknown')).toBeNull();
});

test.each([
  [
    'with root’s rights',
    'not-rootless',
    (info: { host: { security: { rootless: boolean } } }) => {
      info.host.security.rootless = false;
    },
  ],
  [
    'on another computer',
    'remote',
    (info: { host: { serviceIsRemote: boolean } }) => {
      info.host.serviceIsRemote = true;
    },
  ],
  [
    'without a network',
    'no-network',
    (info: { host: { slirp4netns: { executable: string } } }) => {
      info.host.slirp4netns.executable = '';
    },
  ],
  [
    'that says nothing of itself',
    'garbled',
    (info: { version: object }) => {
      info.version = {};
    },
  ],
])('Podman %s makes no tank', async (_what, id, change) => {
  await expect(facts(podman, () => changed('podman4-info.json', change))).rejects.toThrow(
    `tank.containers-${id}`,
  );
});

test('Podman that fails, or isn’t there, is told', async () => {
  await expect(facts(podman, () => ({ code: 125, err: 'cannot set up namespace' }))).rejects.toThrow(
    'cannot set up namespace',
  );
  await expect(facts(podman, () => ({ code: null, stopped: 'too-slow' }))).rejects.toThrow('slow');
  const tank = tankAt('/t/openclaw', { ...scriptedRunner(() => ''), find: async () => null });
  await expect(podman.facts(tank, namesOf(tank))).rejects.toThrow('no-engine');
});

const context = (host: string) =>
  JSON.stringify([{ Name: 'default', Endpoints: { docker: { Host: host } } }]);
const dockerSays =
  (info: string, host = 'unix:///run/user/1000/docker.sock') =>
  (line: string) =>
    line.includes(' context ') ? context(host) : info;

test('Docker is read', async () => {
  expect(await facts(docker, dockerSays(fixture('docker-info.json')))).toMatchObject({
    version: '27.3.1',
    rootless: true,
    limits: { memory: true, processors: true, processes: true },
    network: ['--network', expect.stringMatching(/^tankmate-openclaw-[0-9a-f]{8}-network$/)],
  });
  const bare = changed('docker-info.json', (info) => {
    info.CgroupDriver = 'none';
    info.SecurityOptions = ['name=seccomp,profile=builtin'];
  });
  expect(await facts(docker, dockerSays(bare))).toMatchObject({
    rootless: false,
    limits: { memory: false, processors: false, processes: false },
  });
});

test('Docker that is off, or elsewhere, makes no tank', async () => {
  await expect(facts(docker, dockerSays(fixture('docker-off.json')))).rejects.toThrow('engine-off');
  for (const host of ['ssh://lin@example.org', 'tcp://192.0.2.1:2376', ''])
    await expect(facts(docker, dockerSays(fixture('docker-info.json'), host))).rejects.toThrow('remote');
});

test('only whole rules are closed', () => {
  const rules = fixture('rules.json');
  expect(isClosed(rules)).toBe(true);
  const listing: {
    nftables: Record<string, { name?: string; chain?: string; policy?: string; handle: number }>[];
  } = JSON.parse(rules);
  for (const [index, each] of listing.nftables.entries()) {
    const [kind = ''] = Object.keys(each);
    const { name, chain, handle } = each[kind] ?? {};
    const decides =
      (kind === 'chain' && name !== 'forward') || kind === 'set' || (chain === 'output' && handle === 12);
    if (decides)
      expect(isClosed(JSON.stringify({ nftables: listing.nftables.toSpliced(index, 1) })), kind).toBe(false);
  }
  expect(isClosed(rules.replaceAll('"policy": "drop"', '"policy": "accept"'))).toBe(false);
  expect(isClosed(rules.replace('192.168.0.0', '192.168.1.0'))).toBe(false);
  // The web comes first: then private networks are open on its ports.
  const swapped = listing.nftables.toSpliced(-3, 2, ...listing.nftables.slice(-3, -1).reverse());
  expect(isClosed(JSON.stringify({ nftables: swapped }))).toBe(false);
  for (const text of ['', '[]', '{}', '{"nftables":7}', 'x']) expect(isClosed(text)).toBe(false);
});

test('usage is summed up from the kernel’s own numbers', () => {
  expect(
    readUsage('Pss:              1000 kB\nPss:               24 kB\nDisk: 4096\t/home/openclaw\n'),
  ).toEqual({
    memory: 1024 * 1024,
    home: 4096,
  });
  expect(readUsage('')).toEqual({ memory: null, home: null });
});
