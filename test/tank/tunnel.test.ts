import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endTunnel, ensureTunnel, holdsGatewayPort, tunnelStep } from '../../main/tank/guest/tunnel';
import { createCommandRunner } from '../../main/tank/host/command-runner';
import type { Driver, ProcessMark, TankContext } from '../../main/tank/model/types';
import { tankAt } from '../fakes/command-runner';
import { portOfTheSystem } from './fake-tank';

/** Stands in for ssh: writes down how it was called, and listens where -L says, as ssh would. */
const SSH = `#!${process.execPath}
const { appendFileSync, existsSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(__dirname + '/calls', JSON.stringify(args) + '\\n');
if (existsSync(__dirname + '/refuse')) process.exit(255);
const [, port] = args[args.indexOf('-L') + 1].split(':');
require('node:net').createServer((socket) => socket.end()).listen(Number(port), '127.0.0.1');
`;

let folder: string;
let tank: TankContext;
let sshPort = 22922;
const driver = {
  id: 'qemu',
  access: 'tunnel',
  sshAt: async () => ({ host: '127.0.0.1', port: sshPort }),
} as unknown as Driver;
let ending: AbortController;
const others: Server[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-tunnel-'));
  sshPort = 22922;
  writeFileSync(join(folder, 'ssh'), SSH);
  chmodSync(join(folder, 'ssh'), 0o755);
  ending = new AbortController();
  const env = { PATH: folder };
  const runner = createCommandRunner({ platform: 'linux', env, folder, signal: ending.signal });
  const ports = { gateway: await portOfTheSystem(), ssh: 22922 };
  tank = tankAt(folder, runner, { ports }, { signal: ending.signal });
});
afterEach(async () => {
  await endTunnel(tank);
  for (const server of others.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});
const calls = () =>
  existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string[])
    : [];
const markOf = () => JSON.parse(readFileSync(join(folder, 'tunnel.json'), 'utf8')) as ProcessMark;
const pid = () => markOf().pid;

test('one tunnel, from 127.0.0.1 alone to the guest’s loopback, that fails rather than lies', async () => {
  const step = tunnelStep(tank, driver);
  expect(await step.done()).toBe(false);
  await step.run(() => {});
  expect(await step.done()).toBe(true);
  await ensureTunnel(tank, driver);
  expect(calls()).toHaveLength(1);
  const [call = []] = calls();
  const { gateway } = tank.plan.ports;
  expect(call.slice(0, 3)).toEqual(['-N', '-L', `127.0.0.1:${gateway}:127.0.0.1:18789`]);
  expect(call).toContain('ExitOnForwardFailure=yes');
  expect(call).toContain('ServerAliveInterval=15');
  expect(call.at(-1)).toBe('127.0.0.1');
  // Word by word: the name of a scratch folder may hold "-R" itself.
  for (const word of call) expect(word).not.toMatch(/^-[RDA]|^0\.0\.0\.0|=0\.0\.0\.0/);
});

test('one that fell is laid anew, and what was given its pid meanwhile is left alone', async () => {
  await ensureTunnel(tank, driver);
  process.kill(pid(), 'SIGKILL');
  await expect.poll(() => tunnelStep(tank, driver).done()).toBe(false);
  writeFileSync(
    join(folder, 'tunnel.json'),
    readFileSync(join(folder, 'tunnel.json'), 'utf8').replace(/"pid":\d+/, `"pid":${process.pid}`),
  );
  await ensureTunnel(tank, driver);
  expect(calls()).toHaveLength(2);
  expect(await tunnelStep(tank, driver).done()).toBe(true);
});

test('a guest that answers elsewhere after its start gets a new one', async () => {
  await ensureTunnel(tank, driver);
  const before = pid();
  sshPort = 22923;
  expect(await tunnelStep(tank, driver).done()).toBe(false);
  await ensureTunnel(tank, driver);
  expect(pid()).not.toBe(before);
  expect(calls().at(-1)).toContain('22923');
});

test('another program at the door is told, never taken for ours', async () => {
  const other = createServer();
  others.push(other);
  await new Promise<void>((resolve) => other.listen(tank.plan.ports.gateway, '127.0.0.1', resolve));
  await expect(ensureTunnel(tank, driver)).rejects.toMatchObject({
    because: { id: 'tank.making-door-taken' },
  });
  expect(calls()).toEqual([]);
});

test('one that was laid by somebody who was killed before noting it down is found and laid anew', async () => {
  await ensureTunnel(tank, driver);
  const before = pid();
  rmSync(join(folder, 'tunnel.json'));
  await ensureTunnel(tank, driver);
  expect(pid()).not.toBe(before);
  expect(() => process.kill(before, 0)).toThrow();
  expect(await holdsGatewayPort(tank)).toBe(true);
}, 30_000);

test('a tunnel that fell is none, whoever answers at its door now', async () => {
  await ensureTunnel(tank, driver);
  await tank.needs.runner.end({ pid: pid(), startedAt: markOf().startedAt }, 1000);
  const other = createServer();
  others.push(other);
  await expect
    .poll(
      () =>
        new Promise<boolean>((resolve) => {
          other.once('error', () => resolve(false));
          other.listen(tank.plan.ports.gateway, '127.0.0.1', () => resolve(true));
        }),
    )
    .toBe(true);
  expect(await tunnelStep(tank, driver).done()).toBe(false);
});

test('a guest that doesn’t let it in is told, and nothing stays', async () => {
  writeFileSync(join(folder, 'refuse'), '');
  await expect(ensureTunnel(tank, driver)).rejects.toMatchObject({
    because: { id: 'tank.making-unreachable' },
  });
  expect(existsSync(join(folder, 'tunnel.json'))).toBe(false);
});

test('engines that publish a door need none', async () => {
  await ensureTunnel(tank, { ...driver, access: 'published' });
  expect(calls()).toEqual([]);
});

test('one whose start could not be told is noted until its number is nobody’s', async () => {
  await ensureTunnel(tank, driver);
  const { pid: number, startedAt } = markOf();
  const file = join(folder, 'tunnel.json');
  writeFileSync(file, JSON.stringify({ ...markOf(), startedAt: null }));
  await endTunnel(tank);
  expect(pid()).toBe(number);
  await tank.needs.runner.end({ pid: number, startedAt }, 1000);
  await endTunnel(tank);
  expect(existsSync(file)).toBe(false);
});

test('a broken note of a tunnel is none', async () => {
  writeFileSync(join(folder, 'tunnel.json'), '{"pid":1,"startedAt":null}');
  await endTunnel(tank);
  writeFileSync(join(folder, 'tunnel.json'), '[');
  await ensureTunnel(tank, driver);
  expect(await tunnelStep(tank, driver).done()).toBe(true);
});
