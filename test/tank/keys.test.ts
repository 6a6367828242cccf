import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOST_ALIAS } from '../../main/tank/guest/ssh';
import { keyFiles, keysStep, readToken } from '../../main/tank/guest/tank-keys';
import { scriptedRunner, tankAt } from '../fakes/command-runner';
import { runnerFor } from './real-command-runner';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tank-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const real = () => keysStep(tankAt(folder, runnerFor({ 'ssh-keygen': '/usr/bin/ssh-keygen' })));
const made = async () => {
  await real().run(() => {});
  return keyFiles(folder);
};

test('makes two key pairs, a list of known hosts and a token, all of it this account’s alone', async () => {
  expect(await real().done()).toBe(false);
  const files = await made();
  expect(await real().done()).toBe(true);
  for (const file of [files.key, files.hostKey, files.token, files.knownHosts])
    expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(await readToken(folder)).toMatch(/^[0-9a-f]{64}$/);
  expect(readdirSync(folder)).toEqual(['keys']);
  for (const [key, publicKey] of [
    [files.key, files.publicKey],
    [files.hostKey, files.hostPublicKey],
  ] as const) {
    const reported = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', key], { encoding: 'utf8' });
    expect(readFileSync(publicKey, 'utf8').split(' ').slice(0, 2)).toEqual(reported.split(' ').slice(0, 2));
  }
});

test('ssh itself finds the host key under the name that it is told, and under any address', async () => {
  const { knownHosts, hostPublicKey } = await made();
  const key = readFileSync(hostPublicKey, 'utf8').split(' ')[1];
  for (const name of [HOST_ALIAS, '[127.0.0.1]:22922', '172.28.3.4']) {
    const out = execFileSync('ssh-keygen', ['-F', name, '-f', knownHosts], { encoding: 'utf8' });
    expect(out).toContain(key);
  }
});

test('two tanks have nothing in common', async () => {
  const [one, token] = [readFileSync((await made()).key, 'utf8'), await readToken(folder)];
  rmSync(join(folder, 'keys'), { recursive: true });
  expect(readFileSync((await made()).key, 'utf8')).not.toBe(one);
  expect(await readToken(folder)).not.toBe(token);
});

test.each([
  ['a missing token', () => rmSync(keyFiles(folder).token)],
  ['half a token', () => writeFileSync(keyFiles(folder).token, 'abc')],
  ['an empty key', () => writeFileSync(keyFiles(folder).key, '')],
  ['a key that others may read', () => chmodSync(keyFiles(folder).key, 0o644)],
  ['no public key', () => writeFileSync(keyFiles(folder).publicKey, '<html>')],
  [
    'another host’s key in the list',
    () => writeFileSync(keyFiles(folder).knownHosts, '* ssh-ed25519 AAAA\n'),
  ],
])('%s is not done, and doing it again makes all anew', async (_what, spoil) => {
  await made();
  spoil();
  expect(await real().done()).toBe(false);
  await made();
  expect(await real().done()).toBe(true);
});

test('what a run that was cut off left is thrown away', async () => {
  mkdirSync(join(folder, 'keys.new'));
  writeFileSync(join(folder, 'keys.new', 'control'), 'half');
  await made();
  expect(await real().done()).toBe(true);
  expect(readdirSync(folder)).toEqual(['keys']);
});

test('without ssh-keygen, or when it fails, it says so', async () => {
  const none = keysStep(tankAt(folder, runnerFor({})));
  await expect(none.run(() => {})).rejects.toMatchObject({ because: { id: 'tank.guest-no-ssh' } });
  const runner = scriptedRunner(() => ({ code: 1, err: 'no space' }));
  const failing = keysStep(tankAt(folder, runner));
  await expect(failing.run(() => {})).rejects.toMatchObject({
    because: { id: 'tank.guest-keys-failed' },
    detail: 'no space',
  });
  // Fixed words and our own path, nothing secret.
  expect(runner.said).toEqual([
    `/usr/bin/ssh-keygen -q -t ed25519 -N  -C tankmate -f ${join(folder, 'keys.new', 'control')}`,
  ]);
});
