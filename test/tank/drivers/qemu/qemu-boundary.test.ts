import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { qemuArguments } from '../../../../main/tank/drivers/qemu/qemu-arguments';
import { qemuOn } from '../../../../main/tank/drivers/qemu/qemu-driver';
import type { BoundaryFact } from '../../../../main/tank/model/types';
import { scriptedRunner, tankAt, tankPlan } from '../../../fakes/command-runner';
import { type FakeQemu, fakeQemu } from './fake-qemu';

const PID = 4711;
const MIB = 1024 * 1024;
/** As /proc/net/tcp of Linux 6.1 has it: 127.0.0.1:22922 in state LISTEN with inode 31337, and a connection. */
const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0`;
const OURS = row('0100007F:598A', '0A', 31337);

let root: string;
let folder: string;
let qemu: FakeQemu;
let own: string;
const answers: Record<string, unknown> = {};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'tankmate-qemu-'));
  folder = join(root, 'openclaw');
  own = join(root, 'proc', String(PID));
  mkdirSync(folder);
  mkdirSync(join(own, 'fd'), { recursive: true });
  mkdirSync(join(own, 'net'));
  line([]);
  writeFileSync(
    join(own, 'status'),
    'Name:\tqemu-system-x86\nUid:\t1000\t1000\t1000\t1000\nVmRSS:\t  812345 kB\n',
  );
  symlinkSync('socket:[31337]', join(own, 'fd', '9'));
  symlinkSync('/dev/null', join(own, 'fd', '0'));
  writeFileSync(join(own, 'net', 'tcp'), `${HEAD}\n${OURS}\n`);
  writeFileSync(join(own, 'net', 'tcp6'), `${HEAD}\n`);
  writeFileSync(join(folder, 'disk.qcow2'), 'a few bytes');
  writeFileSync(join(folder, 'qemu.json'), JSON.stringify({ pid: PID, startedAt: '1', ssh: 22922 }));
  Object.assign(answers, {
    'query-block': [
      { device: '', inserted: { image: { filename: 'disk.qcow2', 'virtual-size': 1 } } },
      { device: 'empty' },
    ],
    'query-memory-size-summary': { 'base-memory': 4096 * MIB, 'plugged-memory': 0 },
    'query-cpus-fast': [{ 'cpu-index': 0 }, { 'cpu-index': 1 }],
    '/machine/peripheral': [{ name: 'type', type: 'string' }],
    '/machine/peripheral-anon': [
      { name: 'type', type: 'string' },
      { name: 'device[0]', type: 'child<virtio-blk-pci>' },
      { name: 'device[1]', type: 'child<virtio-net-pci>' },
    ],
  });
  qemu = await fakeQemu(folder, (command, given) =>
    command === 'qom-list' ? answers[String(Reflect.get(Object(given), 'path'))] : answers[command],
  );
});
afterEach(async () => {
  await qemu.close();
  rmSync(root, { recursive: true, force: true });
});

const line = (more: readonly string[]) => {
  const args = qemuArguments(tankPlan(), { acceleration: 'tcg', ssh: 22922, seed: false });
  writeFileSync(join(own, 'cmdline'), `${['qemu-system-x86_64', ...args, ...more].join('\0')}\0`);
};
const engine = () => qemuOn({ proc: join(root, 'proc'), kvm: '/nowhere', patience: 1 });
const at = (runs = true) => {
  const runner = scriptedRunner(() => undefined);
  if (runs) runner.running.add(PID);
  return tankAt(folder, runner, {}, { root });
};
const seen = async (runs = true) => {
  const facts = await engine().inspectBoundary(at(runs));
  return Object.fromEntries(facts.map(({ id, outcome }) => [id, outcome]));
};
const all = (outcome: BoundaryFact['outcome']) => ({
  'engine-settings': outcome,
  mounts: outcome,
  ports: outcome,
  devices: outcome,
  clipboard: outcome,
  limits: outcome,
});

test('a sealed one is blocked in every line', async () => {
  expect(await seen()).toEqual(all('blocked'));
});

test('a stopped one is untested in every line', async () => {
  expect(await seen(false)).toEqual(all('untested'));
});

test.each<readonly [BoundaryFact['id'], () => void]>([
  ['mounts', () => line(['-virtfs', 'local,path=/home,mount_tag=h,security_model=none'])],
  ['clipboard', () => line(['-chardev', 'qemu-vdagent,id=v'])],
  ['devices', () => line(['-usb'])],
  ['engine-settings', () => line(['-vnc', ':0'])],
  ['engine-settings', () => writeFileSync(join(own, 'status'), 'Uid:\t0\t0\t0\t0\n')],
  ['ports', () => line(['-netdev', 'user,id=net,ipv6=off,hostfwd=tcp::22922-:22'])],
  ['ports', () => writeFileSync(join(own, 'net', 'tcp'), `${HEAD}\n${row('00000000:598A', '0A', 31337)}\n`)],
  [
    'ports',
    () => writeFileSync(join(own, 'net', 'tcp'), `${HEAD}\n${OURS}\n${row('0100007F:1F90', '0A', 31337)}\n`),
  ],
  [
    'ports',
    () =>
      writeFileSync(
        join(own, 'net', 'tcp6'),
        `${row('00000000000000000000000000000000:0016', '0A', 31337)}\n`,
      ),
  ],
  [
    'mounts',
    () => Object.assign(answers, { 'query-block': [{ inserted: { image: { filename: '/dev/sda' } } }] }),
  ],
  ['devices', () => Object.assign(answers, { '/machine/peripheral': [{ type: 'child<usb-host>' }] })],
  ['clipboard', () => Object.assign(answers, { '/machine/peripheral': [{ type: 'child<virtserialport>' }] })],
  ['limits', () => Object.assign(answers, { 'query-memory-size-summary': { 'base-memory': 8192 * MIB } })],
  ['limits', () => Object.assign(answers, { 'query-cpus-fast': [1, 2, 3] })],
])('what is open shows in its line alone: %s', async (id, open) => {
  open();
  expect(await seen()).toEqual({ ...all('blocked'), [id]: 'open' });
});

test('what can’t be seen is untested, never blocked', async () => {
  rmSync(join(own, 'fd'), { recursive: true });
  expect((await seen()).ports).toBe('untested');
  answers['query-block'] = new Error('no such command');
  const blind = await seen();
  expect([blind.mounts, blind.devices, blind.clipboard, blind.limits]).toEqual(Array(4).fill('untested'));
  rmSync(join(own, 'status'));
  expect((await seen())['engine-settings']).toBe('untested');
  rmSync(join(own, 'cmdline'));
  expect(await seen()).toEqual(all('untested'));
});

test('what it uses is its resident memory and its disk’s blocks', async () => {
  expect(await engine().usage(at())).toEqual({ memory: 812345 * 1024, disk: expect.any(Number) });
  expect((await engine().usage(at(false))).memory).toBeNull();
});

test('only sockets of its own count, in both families', async () => {
  const ports = async () => (await engine().inspectBoundary(at())).find(({ id }) => id === 'ports');
  const others = [row('0100007F:1F90', '0A', 1), row('00000000:598A', '01', 31337), 'nonsense'];
  writeFileSync(join(own, 'net', 'tcp'), [HEAD, OURS, ...others].join('\n'));
  expect(await ports()).toMatchObject({ outcome: 'blocked', saw: { values: { list: ['127.0.0.1:22922'] } } });
  symlinkSync('socket:[7]', join(own, 'fd', '10'));
  const six = row('0000000000000000FFFF00000100007F:0016', '0A', 7);
  writeFileSync(join(own, 'net', 'tcp6'), `${HEAD}\n${six}\n`);
  expect(await ports()).toMatchObject({
    outcome: 'open',
    saw: { values: { list: ['[::ffff:127.0.0.1]:22'] } },
  });
});
