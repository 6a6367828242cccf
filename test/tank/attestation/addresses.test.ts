import { expect, test } from 'vitest';
import { connectionTargets, isInner } from '../../../main/tank/attestation/connection-targets';
import { neighboursOf, places6 } from '../../../main/tank/attestation/guest-networks';

const network = (reported: object = {}) => ({
  own: [{ name: 'eth0', address: '10.0.2.15', cidr: '10.0.2.15/24' }],
  gateways: ['10.0.2.2'],
  resolvers: ['10.0.2.3'],
  neighbours: [],
  listeners: 0,
  listening: [],
  names: [],
  kernel: '',
  ...reported,
});
const listener = (address: string, port: number, reported: object = {}) => ({
  address,
  port,
  loopback: /^(127\.|::1)/.test(address),
  web: false,
  heard: true,
  ...reported,
});
const listeners = [listener('127.0.0.1', 41000), listener('::1', 41000), listener('192.168.1.20', 41001)];
const at = (all: ReturnType<typeof connectionTargets>, purpose: string) =>
  all
    .filter((endpoint) => endpoint.purpose === purpose)
    .map(({ host, port, canary }) => `${host} ${port}${canary ? ' canary' : ''}`);

test('this computer’s loopback is tried by every name, at the port where the canary waits', () => {
  const endpoints = at(
    connectionTargets(
      listeners,
      network({ gateways: ['172.30.1.1'], names: [{ name: 'x', addresses: ['192.168.65.254'] }] }),
    ),
    'host-loopback',
  );
  for (const host of [
    '127.0.0.1',
    '10.0.2.2',
    '169.254.1.2',
    '192.168.5.2',
    '172.30.1.1',
    '192.168.65.254',
    '::1',
    'fec0::2',
  ])
    expect(endpoints).toContain(`${host} 41000 canary`);
  expect(endpoints).toContain('10.0.2.2 443');
  // Who listens there on the tank's own loopback is the tank.
  expect(endpoints).not.toContain('127.0.0.1 443');
});

test('a public address that a name was bent to is left alone', () => {
  const endpoints = connectionTargets(
    listeners,
    network({ names: [{ name: 'x', addresses: ['203.0.114.9', 'nonsense'] }] }),
  );
  expect(endpoints.filter(({ host }) => host === '203.0.114.9' || host === 'nonsense')).toEqual([]);
});

test('its own addresses are one line, and not the other as well', () => {
  const endpoints = connectionTargets(
    [...listeners, listener('172.17.0.1', 41000)],
    network({ gateways: ['172.17.0.1'] }),
  );
  expect(at(endpoints, 'lan')).toEqual(
    expect.arrayContaining(['192.168.1.20 41001 canary', '172.17.0.1 41000 canary', '192.168.1.20 80']),
  );
  expect(at(endpoints, 'host-loopback').join()).not.toContain('172.17.0.1');
});

test('a listener that can’t be heard, or isn’t there, proves nothing', () => {
  expect(
    at(connectionTargets([listener('127.0.0.1', 41000, { heard: false })], network()), 'host-loopback'),
  ).toContain('10.0.2.2 41000');
  expect(connectionTargets([], network()).some(({ canary }) => canary)).toBe(false);
});

test('a port of the web that was listened on is proved', () => {
  const endpoints = connectionTargets(
    [...listeners, listener('192.168.1.20', 443, { web: true })],
    network(),
  );
  expect(at(endpoints, 'lan')).toEqual([
    '192.168.1.20 41001 canary',
    '192.168.1.20 80',
    '192.168.1.20 443 canary',
  ]);
});

test('an address that is good on one link only is tried on each of the tank’s', () => {
  const own = ['eth0', 'eth1'].map((name) => ({ name, address: 'fe80::15', cidr: 'fe80::15/64' }));
  const link = listener('fe80::20%wlan0', 41002);
  expect(at(connectionTargets([...listeners, link], network({ own })), 'lan')).toEqual(
    expect.arrayContaining(['fe80::20%eth0 41002 canary', 'fe80::20%eth1 41002 canary', 'fe80::20%eth0 80']),
  );
  expect(at(connectionTargets([...listeners, link], network()), 'lan').join()).not.toContain('fe80');
});

test('a gateway of IPv6 is tried, unless it is this computer by its address in the network', () => {
  const gateways = ['10.0.2.2', 'fe80::2%eth0'];
  const hosts = (more: readonly ReturnType<typeof listener>[]) =>
    at(connectionTargets([...listeners, ...more], network({ gateways })), 'host-loopback');
  expect(hosts([])).toContain('fe80::2%eth0 41000 canary');
  expect(hosts([listener('fe80::2%virbr0', 41000)]).join()).not.toContain('fe80');
});

test.each([
  ['fd12::5', ['fd12:0:0:0::1', 'fd12:0:0:0:0:5e:0:ffed']],
  ['2001:db8:1:2:3:4:5:6', ['2001:db8:1:2::1', '2001:db8:1:2:0:5e:0:ffed']],
  ['fe80::5', []],
  ['10.0.2.15', []],
])('places in the network of %s', (address, places) =>
  expect(places6(network({ own: [{ name: 'eth0', address, cidr: null }] }))).toEqual(places),
);

test('clouds’ papers, Azure’s own place only in Azure', () => {
  const here = at(connectionTargets(listeners, null), 'metadata');
  for (const host of ['169.254.169.254', '100.100.100.200', 'fd00:ec2::254'])
    expect(here).toContain(`${host} 80`);
  expect(here.join()).not.toContain('168.63.129.16');
  expect(at(connectionTargets(listeners, null, ['168.63.129.16']), 'metadata')).toContain('168.63.129.16 80');
});

test('neighbours are the nearest, the first and the last, and whom it met; nobody that is known', () => {
  const found = neighboursOf(network({ neighbours: ['10.0.2.77', '10.0.2.2', 'x'] }));
  for (const host of ['10.0.2.77', '10.0.2.14', '10.0.2.16', '10.0.2.23', '10.0.2.1', '10.0.2.254'])
    expect(found).toContain(host);
  for (const host of ['10.0.2.15', '10.0.2.2', '10.0.2.3', '10.0.2.0', '10.0.2.255', 'x'])
    expect(found).not.toContain(host);
});

test.each([
  ['10.1.2.3/32', []],
  ['10.1.2.3/31', []],
  ['10.1.2.2/30', ['10.1.2.1']],
  ['10.1.2.3/99', []],
  ['10.1.2.3/-1', []],
  ['10.1.2.3/0', []],
  ['a.b.c.d/24', []],
  ['', []],
  ['fd00::1/64', []],
])('around %s', (cidr, hosts) => {
  const own = [{ name: 'x', address: cidr.split('/')[0] ?? '', cidr }];
  expect(neighboursOf(network({ own }))).toEqual(hosts);
});

test('a hostile inside doesn’t make us knock at a thousand doors', () => {
  const own = Array.from({ length: 32 }, (_, index) => ({
    name: 'x',
    address: `10.${index}.0.9`,
    cidr: `10.${index}.0.9/16`,
  }));
  expect(neighboursOf(network({ own })).length).toBeLessThanOrEqual(64);
});

test.each([
  ['10.1.1.1', true],
  ['100.100.100.200', true],
  ['192.168.1.1', true],
  ['fd00::1', true],
  ['fe80::1%eth0', true],
  ['8.8.8.8', false],
  ['2400:3200::1', false],
  ['nonsense', false],
])('%s is inner: %s', (address, inner) => expect(isInner(address)).toBe(inner));
