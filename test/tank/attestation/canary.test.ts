import { connect, createServer } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import {
  answersAt,
  type Canary,
  openCanary,
  ownAddresses,
  tokenOf,
} from '../../../main/tank/attestation/canary';

let canary: Canary | undefined;
afterEach(() => canary?.close());

/** Connects, says the word and hears what comes. */
const visit = (host: string, port: number, word: string) =>
  new Promise<string>((resolve, reject) => {
    let said = '';
    const socket = connect({ host, port }, () => void (word ? socket.write(word) : socket.end()));
    socket.on('data', (bytes) => {
      said += bytes;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said.trim()));
  });
const portAt = ({ listeners }: Canary, address: string) =>
  listeners.find((each) => each.address === address && !each.web)?.port ?? 0;

test('listens at both loopbacks and at every own address, and is heard there', async () => {
  canary = await openCanary();
  const main = canary.listeners.filter(({ web }) => !web);
  expect(main.map(({ address }) => address).sort()).toEqual(['127.0.0.1', '::1', ...ownAddresses()].sort());
  expect(main.every(({ heard }) => heard)).toBe(true);
  expect(main.filter(({ loopback }) => loopback).map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
});

test('answers with its song, and notes who came with which word', async () => {
  canary = await openCanary([]);
  const port = portAt(canary, '127.0.0.1');
  expect(await visit('127.0.0.1', port, tokenOf(canary.nonce, '7'))).toBe(canary.reply);
  expect(await visit('127.0.0.1', port, '')).toBe('');
  const args = canary
    .clients()
    .filter((each) => each.address === '127.0.0.1' && each.port === port)
    .map(({ token: word }) => word);
  expect(args).toEqual([`${canary.nonce}.self`, `${canary.nonce}.7`, '']);
});

test('somebody who talks without end is cut off', async () => {
  canary = await openCanary([]);
  await visit('127.0.0.1', portAt(canary, '127.0.0.1'), 'x'.repeat(100_000)).catch(() => '');
  expect(Math.max(...canary.clients().map(({ token: word }) => word.length))).toBeLessThanOrEqual(128);
});

test('this computer’s addresses, those of one link with the name of it', () => {
  const one = (address: string, reported: object = {}) =>
    ({
      address,
      family: address.includes(':') ? 'IPv6' : 'IPv4',
      internal: false,
      scopeid: 0,
      ...reported,
    }) as NetworkInterfaceInfo;
  const found = {
    lo: [one('127.0.0.1', { internal: true }), one('fe80::1', { internal: true })],
    eth0: [one('fe80::20', { scopeid: 2 }), one('192.168.1.20'), one('2001:db8::20')],
  };
  expect(ownAddresses(found, false)).toEqual(['192.168.1.20', '2001:db8::20', 'fe80::20%eth0']);
  expect(ownAddresses(found, true)).toEqual(['192.168.1.20', '2001:db8::20', 'fe80::20%2']);
});

test('where it can’t listen, it says so', async () => {
  canary = await openCanary(['203.0.113.77']);
  expect(canary.deaf).toEqual(['203.0.113.77 (EADDRNOTAVAIL)']);
});

test('is gone when it is closed, its visitors too', async () => {
  const gone = await openCanary([]);
  const port = portAt(gone, '127.0.0.1');
  const open = connect({ host: '127.0.0.1', port });
  open.on('error', () => {});
  await new Promise((resolve) => open.once('connect', resolve));
  await gone.close();
  expect(await answersAt('127.0.0.1', port)).toBe(false);
});

test('knocking from here', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reported = server.address();
  const port = reported && typeof reported === 'object' ? reported.port : 0;
  expect(await answersAt('127.0.0.1', port)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await answersAt('127.0.0.1', port)).toBe(false);
});
