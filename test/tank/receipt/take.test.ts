import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ended } from '../../../main/actions/commands/start';
import { TRIES } from '../../../main/contract/tank';
import type { At, Engine, Guest, OutsideFact } from '../../../main/tank';
import { newestReceipt, receiptStep, takeReceipt } from '../../../main/tank/receipt';
import { answersAt, ownAddresses } from '../../../main/tank/receipt/canary';
import { scriptedHands, tankAt } from '../../fakes/hands';

const FACTS = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
const engine = {
  id: 'qemu',
  wall: 'machine',
  door: 'tunnel',
  version: async () => '7.2',
  outside: async () => FACTS.map((id): OutsideFact => ({ id, outcome: 'blocked', saw: { id: 'said' } })),
} as unknown as Engine;

let folder: string;
let at: At;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-take-'));
  at = tankAt(
    folder,
    scriptedHands(() => undefined),
    { ports: { gateway: 26_401, ssh: 26_402 } },
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ended = (out: string, told: Partial<Ended> = {}): Ended => ({
  code: 0,
  out,
  err: '',
  stopped: null,
  ...told,
});
const guestThat = (run: Guest['run']): Guest => ({ run });
const outcomes = (tries: Awaited<ReturnType<typeof takeReceipt>>['tries']) =>
  Object.fromEntries(tries.map(({ id, outcome }) => [id, outcome]));

/** What a program for the inside was told to knock at, read from its text. */
function doorsIn(input: unknown): readonly { id: string; host: string; port: number; say: string | null }[] {
  const text = String(input);
  return (
    JSON.parse(text.slice(text.indexOf('answer(') + 7, text.lastIndexOf('))'))).pieces.knocks?.questions
      .doors ?? []
  );
}

test.each([
  ['can’t be reached', async () => Promise.reject(new Error('no route'))],
  ['is too late', async () => ended('', { code: null, stopped: 'too-slow' as const })],
  ['says nonsense', async () => ended('sealed')],
  ['has no Node', async () => ended('', { code: 127 })],
])('an inside that %s has proved nothing, and that is kept', async (_, run) => {
  const receipt = await takeReceipt(at, engine, guestThat(run));
  const { 'engine-settings': settings, ...others } = outcomes(receipt.tries);
  expect(settings).toBe('blocked');
  expect(new Set(Object.values(others))).toEqual(new Set(['untested']));
  expect(await newestReceipt(folder)).toEqual(receipt);
  expect(receipt).toMatchObject({
    tank: 'openclaw',
    engine: 'qemu',
    engineVersion: '7.2',
    openclaw: at.plan.openclaw,
    outside: expect.stringContaining('mounts blocked'),
    at: '2026-11-22T09:00:00.000Z',
  });
});

test('nobody opens an inspector in the program that tells', async () => {
  const said: string[] = [];
  await takeReceipt(
    at,
    engine,
    guestThat(async (_account, argv) => {
      said.push(argv.join(' '));
      return ended('');
    }),
  );
  expect(new Set(said)).toEqual(new Set(['/opt/node/bin/node --disable-sigusr1 -']));
});

test.each([
  ['machine', ['network', 'knocks']],
  ['container', []],
  ['tidy', []],
] as const)('root of a %s is asked for %j', async (wall, pieces) => {
  const asked: string[] = [];
  const guest = guestThat(async (account, _argv, { input } = {}) => {
    const text = String(input);
    const questions = JSON.parse(text.slice(text.indexOf('answer(') + 7, text.lastIndexOf('))')));
    if (account === 'root') asked.push(...Object.keys(questions.pieces));
    return ended('');
  });
  await takeReceipt(at, { ...engine, wall }, guest);
  expect(asked).toEqual(pieces);
});

test('an engine that throws is told, not trusted', async () => {
  const broken = {
    ...engine,
    version: () => Promise.reject(new Error('x')),
    outside: () => Promise.reject(new Error('gone')),
  };
  const receipt = await takeReceipt(
    at,
    broken as unknown as Engine,
    guestThat(async () => ended('')),
  );
  expect(receipt.engineVersion).toBe(null);
  expect(outcomes(receipt.tries)['engine-settings']).toBe('untested');
});

test('a liar who came to the canary is caught', async () => {
  const liar = guestThat(async (_account, _argv, { input } = {}) => {
    const mine = doorsIn(input).find((door) => door.say !== null && door.host === '10.0.2.2');
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
  const { tries } = await takeReceipt(at, engine, liar);
  expect(outcomes(tries)).toMatchObject({ 'host-loopback': 'open', lan: 'untested' });
});

test('the canary is gone afterwards, whatever happened', async () => {
  const ports: number[] = [];
  const look = guestThat(async (_account, _argv, { input } = {}) => {
    ports.push(
      ...doorsIn(input).flatMap(({ host, port, say }) => (say && host === '127.0.0.1' ? [port] : [])),
    );
    return ended('');
  });
  await takeReceipt(at, engine, look);
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) expect(await answersAt('127.0.0.1', port)).toBe(false);
  await writeFile(join(folder, 'file'), '');
  const full = { ...at, folder: join(folder, 'file') };
  ports.length = 0;
  await expect(takeReceipt(full, engine, look)).rejects.toThrow();
  for (const port of ports) expect(await answersAt('127.0.0.1', port)).toBe(false);
});

test('cancelled, it keeps nothing', async () => {
  const stop = new AbortController();
  const cancelled = tankAt(
    folder,
    scriptedHands(() => undefined),
    {},
    { signal: stop.signal },
  );
  const guest = guestThat(async () => {
    stop.abort();
    throw new Error('aborted');
  });
  await expect(takeReceipt(cancelled, engine, guest)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});

test('the step is done when there is a receipt of this tank that isn’t due', async () => {
  const step = receiptStep(
    at,
    engine,
    guestThat(async () => ended('')),
  );
  expect(await step.done()).toBe(false);
  await step.run(() => {});
  expect(await step.done()).toBe(true);
  const done = (told: Partial<Engine>, plan = {}) =>
    receiptStep({ ...at, plan: { ...at.plan, ...plan } }, { ...engine, ...told } as Engine, {
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
    const { tries } = await takeReceipt(at, engine, local);
    const told = outcomes(tries);
    expect(tries.map(({ id }) => id)).toEqual(TRIES);
    expect(told['host-loopback']).toBe('open');
    // An address that is its own is this computer's too; without one, nothing was proved.
    expect(told.lan).toBe(ownAddresses().length > 0 ? 'open' : 'untested');
    // It is an ordinary account, but not OpenClaw's.
    expect(told.account).not.toBe('blocked');
    const sees = tries.find(({ id }) => id === 'host-loopback')?.saw.values?.found;
    expect(String(sees)).toContain('127.0.0.1:');
  }, 60_000);

  test('in a container’s place, the whole disk is found', async () => {
    const { tries } = await takeReceipt(at, { ...engine, wall: 'container' } as Engine, local);
    expect(outcomes(tries)).toMatchObject({ 'host-folders': 'open', 'engine-settings': 'open' });
  }, 60_000);
});
