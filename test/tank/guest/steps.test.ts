import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ENGINES, type EngineId } from '../../../main/contract/tank';
import type { ProcessExit } from '../../../main/system/write/commands/run-process';
import { guestFacts, guestSteps, installOpenClaw, installSteps } from '../../../main/tank/guest';
import { firstSettings, gatewayEnvironment } from '../../../main/tank/guest/gateway-settings';
import { gatewayUnit } from '../../../main/tank/guest/gateway-unit';
import { parseFacts } from '../../../main/tank/guest/guest-facts';
import { registryInside } from '../../../main/tank/guest/guest-install';
import { sendFile } from '../../../main/tank/guest/run-script';
import * as SCRIPTS from '../../../main/tank/guest/scripts';
import { keysStep, readToken } from '../../../main/tank/guest/tank-keys';
import { parseCloudStatus } from '../../../main/tank/guest/wait-for-guest';
import { guestMessages } from '../../../main/tank/messages/guest-messages';
import { type Guest, type StepProgress, type TankContext, TankError } from '../../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../../fakes/command-runner';
import { runnerFor } from '../real-command-runner';

const folder = mkdtempSync(join(tmpdir(), 'tank-steps-'));
const home = join(folder, 'home');
beforeAll(async () => {
  mkdirSync(home);
  await keysStep(tankAt(folder, runnerFor({ 'ssh-keygen': '/usr/bin/ssh-keygen' }))).run(() => {});
});
afterAll(() => rmSync(folder, { recursive: true }));

const nameOf = (script: unknown) => Object.entries(SCRIPTS).find(([, text]) => text === script)?.[0];

interface Inside extends Guest {
  /** What was run: `SCRIPT arguments` for ours, else the words themselves. */
  readonly said: string[];
  /** What came by standard input for `dd of=…`. */
  readonly sent: Map<string, string>;
  /** How what came as an archive is to be read there. */
  readonly modes: Map<string, number>;
}

/** An inside that answers as it is told; what isn't told ends well and says nothing. */
function inside(answer: (line: string) => Partial<ProcessExit> | string | Error | undefined): Inside {
  const said: string[] = [];
  const sent = new Map<string, string>();
  const modes = new Map<string, number>();
  return {
    said,
    sent,
    modes,
    async run(account, argv, { input } = {}) {
      const script = nameOf(input);
      // Each argument is a word of its own, and none is text of a shell.
      expect(argv[0] === '/bin/sh' ? [argv[1], argv[2], script !== undefined] : ['-s', '--', true]).toEqual([
        '-s',
        '--',
        true,
      ]);
      const line = script ? [script, ...argv.slice(3)].join(' ') : argv.join(' ');
      said.push(account === 'root' ? line : `${account}: ${line}`);
      if (argv[0] === 'tar') {
        // By the very program that is there inside, in another place.
        const unpacked = mkdtempSync(join(folder, 'sent-'));
        const args = argv.slice(1).map((word) => (word === '/var/lib' ? unpacked : word));
        execFileSync('tar', args, { input: input as Uint8Array });
        modes.set('', statSync(join(unpacked, 'tankmate')).mode & 0o777);
        for (const name of readdirSync(join(unpacked, 'tankmate'))) {
          sent.set(name, readFileSync(join(unpacked, 'tankmate', name), 'utf8'));
          modes.set(name, statSync(join(unpacked, 'tankmate', name)).mode & 0o777);
        }
      }
      if (argv[0] === 'dd') {
        const pieces: Buffer[] = [];
        if (input instanceof Readable) for await (const piece of input) pieces.push(Buffer.from(piece));
        sent.set(
          String(argv[1]),
          input instanceof Readable ? Buffer.concat(pieces).toString() : String(input),
        );
      }
      const reported = answer(line);
      if (reported instanceof Error) throw reported;
      return {
        code: 0,
        out: '',
        err: '',
        stopped: null,
        ...(typeof reported === 'string' ? { out: reported } : reported),
      };
    },
  };
}
const facts = (reported: object = {}) =>
  `${JSON.stringify({ node: null, openclaw: null, gateway: 'stopped', closed: false, kernel: '6.8.0', account: false, missing: null, ...reported })}\n`;
const at = (reported: Partial<TankContext['plan']> = {}, needs: Partial<TankContext['needs']> = {}) =>
  tankAt(
    folder,
    scriptedRunner(() => undefined),
    reported,
    { root: folder, ...needs },
  );
const stepOf = (id: string, guest: Guest, where: TankContext = at()) => {
  const step = guestSteps(where, guest).find((each) => each.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};
const because = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TankError)) throw error;
  return error;
};

test.each(ENGINES)('%s: the steps, in their order', (engine: EngineId) => {
  const ids = guestSteps(
    at({ engine }),
    inside(() => ''),
  ).map(({ id }) => id);
  const put = ['put-packages', 'put-node', 'put-npm', 'put-openclaw'];
  if (engine === 'podman' || engine === 'docker') expect(ids).toEqual([]);
  else {
    const first = ['qemu', 'virtualbox', 'hyperv'].includes(engine)
      ? ['wait-inside', 'finish-inside']
      : ['wait-inside'];
    // The network is closed before OpenClaw starts.
    expect(ids).toEqual([...first, ...put, 'close-network', 'start-gateway']);
  }
});

test('every sentence of a step is in the catalogue', () => {
  for (const { now } of guestSteps(
    at(),
    inside(() => ''),
  ))
    expect(guestMessages.en).toHaveProperty([now.id]);
});

test('the inside is asked once for all four, and anew after each that was done or failed', async () => {
  let installed: string | null = null;
  const guest = inside((line) => {
    if (line.startsWith('INSTALL')) installed = '2026.9.6';
    return line.startsWith('FACTS') ? facts({ account: true, openclaw: installed }) : '';
  });
  const asked = () => guest.said.filter((line) => line.startsWith('FACTS')).length;
  const steps = installSteps(at({ mirror: 'npmmirror' }), guest);
  expect(await Promise.all(steps.map((step) => step.done()))).toEqual([true, false, false, false]);
  expect(asked()).toBe(1);
  await steps[3]?.run(() => {});
  const before = asked();
  expect(await steps[3]?.done()).toBe(true);
  expect(asked()).toBe(before + 1);
  const broken = inside((line) => (line.startsWith('FACTS') ? facts() : { code: 1, err: 'no' }));
  const [packages] = installSteps(at(), broken);
  await packages?.done();
  await because(packages?.run(() => {}) ?? Promise.resolve());
  await packages?.done();
  expect(broken.said.filter((line) => line.startsWith('FACTS'))).toHaveLength(2);
});

test('packages: asked by their names, with tini only where there is no init', async () => {
  const guest = inside((line) => (line.startsWith('FACTS') ? facts({ account: true, missing: 'git' }) : ''));
  const step = stepOf('put-packages', guest);
  expect(await step.done()).toBe(false);
  await step.run(() => {});
  expect(guest.said).toEqual([
    'FACTS version ca-certificates git libatomic1 nftables',
    'PREPARE ca-certificates git libatomic1 nftables own',
  ]);
  const container = inside(() => facts({ account: true }));
  const where = at({ engine: 'podman', mirror: 'npmmirror', architecture: 'arm64' });
  const [packages] = installSteps(where, container);
  expect(await packages?.done()).toBe(true);
  await packages?.run(() => {});
  expect(container.said.at(-1)).toMatch(
    /^PREPARE ca-certificates git libatomic1 nftables tini http:\/\/\S+\/ubuntu-ports$/,
  );
});

test('Node: sent from the downloads, told by bytes, not sent again when it lies there whole', async () => {
  const file = join(folder, 'thing.tgz');
  const bytes = 'x'.repeat(600_000);
  writeFileSync(file, bytes);
  const sha512 = createHash('sha512').update(bytes).digest('hex');
  const reported: StepProgress[] = [];
  const guest = inside((line) => (line.startsWith('sha512sum') ? { code: 1 } : ''));
  await sendFile(guest, 'node.tgz', file, sha512, (progress) => void reported.push(progress));
  expect(guest.said).toEqual([
    'mkdir -p -m 0700 /var/lib/tankmate',
    'sha512sum /var/lib/tankmate/node.tgz',
    'dd of=/var/lib/tankmate/node.tgz bs=256K status=none',
  ]);
  expect(guest.sent.get('of=/var/lib/tankmate/node.tgz')).toBe(bytes);
  expect(reported.at(-1)).toEqual({ bytes: { done: 600_000, of: 600_000 }, part: 1 });
  const again = inside((line) => (line.startsWith('sha512sum') ? `${sha512}  x\n` : ''));
  await sendFile(again, 'node.tgz', file, sha512, () => {});
  expect(again.sent.size).toBe(0);
  const full = inside((line) => (line.startsWith('dd') ? { code: 1, err: 'No space left on device' } : ''));
  const error = await because(sendFile(full, 'node.tgz', file, sha512, () => {}));
  expect([error.because.id, error.detail]).toEqual([
    'tank.guest-not-sent',
    expect.stringContaining('No space'),
  ]);
});

test('OpenClaw: done by its own answer, from the mirror that was chosen', async () => {
  const guest = inside((line) => (line.startsWith('FACTS') ? facts({ openclaw: '2026.9.5' }) : ''));
  const step = stepOf('put-openclaw', guest, at({ mirror: 'npmmirror' }));
  expect(await step.done()).toBe(false);
  await step.run(() => {});
  expect(guest.said.at(-1)).toMatch(/^INSTALL 2026\.9\.6 https:\/\/\S+\/$/);
  const there = inside(() => facts({ openclaw: '2026.9.6' }));
  expect(await stepOf('put-openclaw', there).done()).toBe(true);
  await installOpenClaw(at(), there, '2026.9.6', () => {});
  expect(there.said.filter((line) => line.startsWith('INSTALL'))).toEqual([]);
});

test.each([
  ['https://user:secret@packages.example.org/npm', 'https://packages.example.org/npm'],
  ['http://localhost:4873/', null],
  ['http://127.0.0.1:4873/', null],
  ['http://[::1]:4873/', null],
])('the registry %s is told to the inside as %s', async (registry, reported) => {
  writeFileSync(join(home, '.npmrc'), `registry=${registry}\n`);
  vi.stubEnv('HOME', home);
  vi.stubEnv('npm_config_registry', registry);
  try {
    const address = registryInside(at());
    if (reported === null) expect((await because(address)).because.id).toBe('tank.guest-registry');
    else expect((await address).replace(/\/$/, '')).toBe(reported);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('the network: closed by facts alone, with this computer’s addresses; WSL holds one account', async () => {
  const guest = inside((line) => (line.startsWith('FACTS') ? facts({ closed: true }) : ''));
  expect(await stepOf('close-network', guest).done()).toBe(true);
  await stepOf('close-network', guest).run(() => {});
  expect(guest.said.at(-1)).toMatch(/^FIREWALL machine( [0-9a-f.:/]+)*$/);
  await stepOf('close-network', guest, at({ engine: 'wsl' })).run(() => {});
  expect(guest.said.at(-1)).toMatch(/^FIREWALL account/);
  const failing = inside((line) => (line.startsWith('FIREWALL') ? { code: 1, err: 'nft: no' } : facts()));
  expect((await because(stepOf('close-network', failing).run(() => {}))).because.id).toBe(
    'tank.guest-close-failed',
  );
});

test('the gateway: token by standard input alone, done when everything is as it is to be', async () => {
  const guest = inside(() => '');
  await stepOf('start-gateway', guest).run(() => {});
  const token = await readToken(folder);
  expect(guest.sent.get('environment')).toBe(gatewayEnvironment(token));
  expect(guest.said.join('\n')).not.toContain(token);
  expect(guest.said[0]).toBe('tar -x -f - -C /var/lib --no-same-owner');
  expect(Object.fromEntries(guest.modes)).toMatchObject({ '': 0o700, environment: 0o600, unit: 0o600 });
  expect(guest.sent.get('patience')).toContain('registerHooks');
  const [unit, environment] = [gatewayUnit(4096), gatewayEnvironment(token)].map((text) =>
    createHash('sha256').update(text).digest('hex'),
  );
  expect(guest.said.at(-1)).toBe(`SETTLE ${unit} ${environment}`);
  const right = { unit, environment, settings: true, gateway: 'running' };
  const done = (reported: object) =>
    stepOf(
      'start-gateway',
      inside(() => facts(reported)),
    ).done();
  expect(await done(right)).toBe(true);
  for (const wrong of [
    { unit: 'a' },
    { environment: 'a' },
    { settings: false },
    { gateway: 'stopped' },
    { gateway: 'unknown' },
  ])
    expect(await done({ ...right, ...wrong })).toBe(false);
  const failing = inside((line) => (line.startsWith('SETTLE') ? { code: 3, err: 'half' } : ''));
  const error = await because(stepOf('start-gateway', failing).run(() => {}));
  expect(error.detail).not.toContain(token);
});

test('settings: a token, one origin, and the door that the engine has; the unit as its rules say', () => {
  const reported = JSON.parse(firstSettings(at(), 'loopback'));
  expect(reported.gateway).toMatchObject({ bind: 'loopback', port: 18789, auth: { mode: 'token' } });
  expect(reported.gateway.controlUi.allowedOrigins).toEqual([
    'http://127.0.0.1:28789',
    'http://localhost:28789',
  ]);
  expect(JSON.parse(firstSettings(at(), 'lan')).gateway.bind).toBe('lan');
  const unit = gatewayUnit(2048);
  expect(unit).toContain('\nMemoryMax=1536M\n');
  expect(unit).toContain('\nUser=openclaw\n');
  expect(unit).toContain('\nRequires=nftables.service\n');
  // Those that would keep the gateway from its lock.
  expect(unit).not.toMatch(/RestrictSUIDSGID|DynamicUser|MemoryDenyWriteExecute/);
});

test('no setting stands twice in the unit', () => {
  const lines = gatewayUnit(4096)
    .split('\n')
    .filter((line) => line && !line.startsWith('['));
  for (const line of lines) expect(line).toMatch(/^[A-Z][A-Za-z]+=\S?/);
  expect(new Set(lines.map((line) => line.split('=')[0])).size).toBe(lines.length);
});

test('waiting: until it answers and cloud-init is done', async () => {
  let asked = 0;
  const guest = inside((line) => {
    if (line === 'true') {
      asked += 1;
      if (asked < 2) return new TankError({ id: 'tank.making-unreachable' });
    }
    return line.startsWith('WAIT') ? '{"status": "done", "errors": []}\n' : '';
  });
  await stepOf('wait-inside', guest).run(() => {});
  expect(guest.said).toEqual(['true', 'true', 'WAIT wait']);
});

test.each([
  [
    { out: '{"status": "error", "errors": ["disk is full"]}', code: 0 },
    'tank.guest-cloud-failed',
    'disk is full',
  ],
  [{ out: '{"status": "running"}', code: 0 }, 'tank.guest-too-slow', ''],
  [{ code: null, stopped: 'too-slow' as const }, 'tank.guest-too-slow', ''],
  [{ out: 'Traceback', err: 'boom', code: 1 }, 'tank.guest-cloud-failed', 'boom'],
])('waiting: %j is told', async (reported, id, detail) => {
  const guest = inside((line) => (line.startsWith('WAIT') ? reported : ''));
  const error = await because(stepOf('wait-inside', guest).run(() => {}));
  expect(error.because.id).toBe(id);
  expect(error.detail).toContain(detail);
});

test('waiting: an inside that never answers is given up after its time, and a cancel ends it at once', async () => {
  let clock = 0;
  const silent = inside(() => new Error('no route'));
  const late = at({}, { now: () => (clock += 11 * 60_000) });
  expect((await because(stepOf('wait-inside', silent, late).run(() => {}))).because.id).toBe(
    'tank.guest-unreached',
  );
  const signal = AbortSignal.timeout(50);
  await expect(stepOf('wait-inside', silent, at({}, { signal })).run(() => {})).rejects.toThrow(
    /timeout|aborted/,
  );
  expect(await stepOf('wait-inside', silent).done()).toBe(false);
});

test('waiting is done by what cloud-init says now', async () => {
  const done = (reported: Partial<ProcessExit> | string) =>
    stepOf(
      'wait-inside',
      inside(() => reported),
    ).done();
  expect(await done('{"status":"disabled"}')).toBe(true);
  expect(await done('{"status":"done"}')).toBe(true);
  expect(await done('{"status":"running"}')).toBe(false);
  expect(await done('')).toBe(false);
  expect(await done({ out: '{"status":"done"}', code: 1 })).toBe(false);
  expect(parseCloudStatus('....{"status":"done","errors":["a"]}')).toEqual({ status: 'done', errors: ['a'] });
  expect(parseCloudStatus('{"status":7}')).toBeNull();
});

test('facts: what makes no sense is no fact', async () => {
  expect(() => parseFacts('')).toThrow();
  expect(() => parseFacts('<html>')).toThrow();
  expect(parseFacts('{"node":7,"closed":"true","gateway":"fine","missing":null}')).toMatchObject({
    node: null,
    closed: false,
    gateway: 'unknown',
    missing: [],
  });
  expect(() => parseFacts('{"node":"v26.10.0"}')).toThrow('missing');
  await expect(guestFacts(inside(() => ({ code: 255, err: 'gone' })))).rejects.toThrow('gone');
  expect(
    await guestFacts(inside(() => `Welcome\n${facts({ node: 'v26.10.0', closed: true })}`)),
  ).toMatchObject({
    node: 'v26.10.0',
    closed: true,
    kernel: '6.8.0',
  });
});
