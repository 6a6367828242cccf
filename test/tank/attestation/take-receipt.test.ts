import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ATTEMPTS } from '../../../main/contract/tank';
import type { ProcessExit } from '../../../main/system/write/commands/run-process';
import { answersAt, ownAddresses } from '../../../main/tank/attestation/canary';
import { newestReceipt } from '../../../main/tank/attestation/receipt-store';
import { receiptStep, takeReceipt } from '../../../main/tank/attestation/take-receipt';
import type { BoundaryFact, Driver, Guest, TankContext } from '../../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../../fakes/command-runner';

const FACTS = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
const driver = {
  id: 'qemu',
  boundary: 'machine',
  access: 'tunnel',
  version: async () => '7.2',
  inspectBoundary: async () =>
    FACTS.map((id): BoundaryFact => ({ id, outcome: 'blocked', saw: { id: 'said' } })),
} as unknown as Driver;

let folder: string;
let tank: TankContext;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-take-'));
  tank = tankAt(
    folder,
    scriptedRunner(() => undefined),
    { ports: { gateway: 26_401, ssh: 26_402 } },
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ended = (out: string, reported: Partial<ProcessExit> = {}): ProcessExit => ({
  code: 0,
  out,
  err: '',
  stopped: null,
  ...reported,
});
const guestThat = (run: Guest['run']): Guest => ({ run });
const outcomes = (tries: Awaited<ReturnType<typeof takeReceipt>>['tries']) =>
  Object.fromEntries(tries.map(({ id, outcome }) => [id, outcome]));

/** What a program for the inside was told to knock at, read from its text. */
function targetsIn(
  input: unknown,
): readonly { id: string; host: string; port: number; say: string | null }[] {
  const text = String(input);
  return (
    JSON.parse(text.slice(text.indexOf('answer(') + 7, text.lastIndexOf('))'))).pieces.connections?.questions
      .targets ?? []
  );
}

test.each([
  ['can’t be reached', async () => Promise.reject(new Error('no route'))],
  ['is too late', async () => ended('', { code: null, stopped: 'too-slow' as const })],
  ['says nonsense', async () => ended('sealed')],
  ['has no Node', async () => ended('', { code: 127 })],
])('an inside that %s has proved nothing, and that is kept', async (_, run) => {
  const receipt = await takeReceipt(tank, driver, guestThat(run));
  const { 'engine-settings': settings, ...others } = outcomes(receipt.tries);
  expect(settings).toBe('blocked');
  expect(new Set(Object.values(others))).toEqual(new Set(['untested']));
  expect(await newestReceipt(folder)).toEqual(receipt);
  expect(receipt).toMatchObject({
    tank: 'openclaw',
    engine: 'qemu',
    engineVersion: '7.2',
    openclaw: tank.plan.openclaw,
    outside: expect.stringContaining('mounts blocked'),
    at: '2026-11-22T09:00:00.000Z',
  });
});

test('nobody opens an inspector in the program that tells', async () => {
  const said: string[] = [];
  await takeReceipt(
    tank,
    driver,
    guestThat(async (_account, argv) => {
      said.push(argv.join(' '));
      return ended('');
    }),
  );
  expect(new Set(said)).toEqual(new Set(['/opt/node/bin/node --disable-sigusr1 -']));
});

test.each([
  ['machine', ['network', 'connections']],
  ['container', []],
  ['tidy', []],
] as const)('root of a %s is asked for %j', async (boundary, pieces) => {
  const asked: string[] = [];
  const guest = guestThat(async (account, _argv, { input } = {}) => {
    const text = String(input);
    const questions = JSON.parse(text.slice(text.indexOf('answer(') + 7, text.lastIndexOf('))')));
    if (account === 'root') asked.push(...Object.keys(questions.pieces));
    return ended('');
  });
  await takeReceipt(tank, { ...driver, boundary }, guest);
  expect(asked).toEqual(pieces);
});

test('an engine that throws is told, not trusted', async () => {
  const broken = {
    ...driver,
    version: () => Promise.reject(new Error('x')),
    inspectBoundary: () => Promise.reject(new Error('gone')),
  };
  const receipt = await takeReceipt(
    tank,
    broken as unknown as Driver,
    guestThat(async () => ended('')),
  );
  expect(receipt.engineVersion).toBe(null);
  expect(outcomes(receipt.tries)['engine-settings']).toBe('untested');
});

test('a liar who came to the canary is caught', async () => {
  const liar = guestThat(async (_account, _argv, { input } = {}) => {
    const mine = targetsIn(input).find((endpoint) => endpoint.say !== null && endpoint.host === '10.0.2.2');
    const port = mine?.port;
    if (mine && port) {
      // As a user network hands it on: it arrives at this computer's loopback.
      await new Promise((resolve) => {
        const socket = connect({ host: '127.0.0.1', port }, () => socket.write(mine.say ?? ''));
        socket.on('close', resolve).resume();
      });
    }
    return ended('all sealed');
  });
  const { tries } = await takeReceipt(tank, driver, liar);
  expect(outcomes(tries)).toMatchObject({ 'host-loopback': 'open', lan: 'untested' });
});

test('the canary is gone afterwards, whatever happened', async () => {
  const ports: number[] = [];
  const look = guestThat(async (_account, _argv, { input } = {}) => {
    ports.push(
      ...targetsIn(input).flatMap(({ host, port, say }) => (say && host === '127.0.0.1' ? [port] : [])),
    );
    return ended('');
  });
  await takeReceipt(tank, driver, look);
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) expect(await answersAt('127.0.0.1', port)).toBe(false);
  await writeFile(join(folder, 'file'), '');
  const full = { ...tank, folder: join(folder, 'file') };
  ports.length = 0;
  await expect(takeReceipt(full, driver, look)).rejects.toThrow();
  for (const port of ports) expect(await answersAt('127.0.0.1', port)).toBe(false);
});

test('cancelled, it keeps nothing', async () => {
  const stop = new AbortController();
  const cancelled = tankAt(
    folder,
    scriptedRunner(() => undefined),
    {},
    { signal: stop.signal },
  );
  const guest = guestThat(async () => {
    stop.abort();
    throw new Error('aborted');
  });
  await expect(takeReceipt(cancelled, driver, guest)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});

test('the step is done when there is a receipt of this tank that isn’t due', async () => {
  const step = receiptStep(
    tank,
    driver,
    guestThat(async () => ended('')),
  );
  expect(await step.done()).toBe(false);
  await step.run(() => {});
  expect(await step.done()).toBe(true);
  const done = (reported: Partial<Driver>, plan = {}) =>
    receiptStep({ ...tank, plan: { ...tank.plan, ...plan } }, { ...driver, ...reported } as Driver, {
      run: async () => ended(''),
    }).done();
  expect(await done({ version: async () => '8.0' })).toBe(false);
  expect(await done({}, { openclaw: '2026.9.99' })).toBe(false);
  expect(await done({ id: 'podman' })).toBe(false);
  expect(await done({}, { name: 'other' })).toBe(false);
  // Made anew under the same name.
  expect(await done({}, { createdAt: '2026-11-22T10:00:00.000Z' })).toBe(false);
});

/** This computer in the place of a tank: an account that isn't closed in at all. */
describe.runIf(process.platform === 'linux')('an account of this computer', () => {
  const plain =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--']
      : [];
  const local = guestThat(
    (_account, [, ...args], { input = '' } = {}) =>
      new Promise((resolve, reject) => {
        const [program = '', ...rest] = [...plain, process.execPath, ...args];
        const child = spawn(program, rest, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
        let out = '';
        child.stdout.on('data', (bytes) => {
          out += bytes;
        });
        child.on('error', reject).on('close', (code) => resolve(ended(out, { code })));
        child.stdin.end(String(input));
      }),
  );

  test('gets out where it can, and nothing is claimed that wasn’t tried', async () => {
    const { tries } = await takeReceipt(tank, driver, local);
    const reported = outcomes(tries);
    expect(tries.map(({ id }) => id)).toEqual(ATTEMPTS);
    expect(reported['host-loopback']).toBe('open');
    // An address that is its own is this computer's too; without one, nothing was proved.
    expect(reported.lan).toBe(ownAddresses().length > 0 ? 'open' : 'untested');
    // It is an ordinary account, but not OpenClaw's.
    expect(reported.account).not.toBe('blocked');
    const sees = tries.find(({ id }) => id === 'host-loopback')?.saw.values?.found;
    expect(String(sees)).toContain('127.0.0.1:');
  }, 60_000);

  test('in a container’s place, the whole disk is found', async () => {
    const { tries } = await takeReceipt(tank, { ...driver, boundary: 'container' } as Driver, local);
    expect(outcomes(tries)).toMatchObject({ 'host-folders': 'open', 'engine-settings': 'open' });
  }, 60_000);
});
