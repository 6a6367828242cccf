import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fitsNode } from '../../../main/openclaw/node-range';
import { packageManagerOf } from '../../../main/openclaw/package-manager';
import { channelFor, targetOf } from '../../../main/openclaw/release-channel';
import { plainVariables } from '../../../main/operations/update/capture-process';
import { swapChanges } from '../../../main/operations/update/changes';
import { isEnough, roomNeeded } from '../../../main/operations/update/disk-space';
import { serviceOf, serviceSteps } from '../../../main/operations/update/services';
import { setupEnvironment, setupsOf } from '../../../main/operations/update/setups';
import { checkSignatures, NPM_KEYS } from '../../../main/operations/update/signature';
import { managerEnv } from '../../../main/operations/update/stage';
import { readRelease } from '../../../main/probes/releases/release';

describe('which version', () => {
  test.each([
    [[], '2026.7.1', 'stable'],
    [[], '2026.7.1-beta.6', 'beta'],
    [[], '2026.7.33', 'extended-stable'],
    [['beta'], '2026.7.1', 'beta'],
    [['stable', 'stable'], '2026.7.1', 'stable'],
    [['stable', 'beta'], '2026.7.1', null],
    [['nightly'], '2026.7.1', null],
  ] as const)('setups that say %j with %s follow %s', (saved, version, channel) =>
    expect(channelFor(saved, version)).toBe(channel),
  );

  const tags = { latest: '2026.9.6', beta: '2026.9.6-beta.2', 'extended-stable': '2026.7.35' };
  test.each([
    ['stable', tags, '2026.9.6'],
    ['beta', tags, '2026.9.6'],
    ['beta', { ...tags, beta: '2026.10.1-beta.1' }, '2026.10.1-beta.1'],
    ['beta', { latest: '2026.9.6' }, '2026.9.6'],
    ['extended-stable', tags, '2026.7.35'],
    ['extended-stable', { latest: '2026.9.6' }, null],
    ['dev', tags, null],
    ['stable', { latest: 'rubbish' }, null],
    ['stable', {}, null],
  ] as const)('%s of %j is %s', (channel, from, version) => expect(targetOf(channel, from)).toBe(version));
});

describe('who updates it', () => {
  test.each([
    ['/home/lin/.npm-global/lib/node_modules/openclaw', 'npm', 'linux', '/home/lin/.npm-global'],
    [
      '/home/lin/.nvm/versions/node/v24.16.0/lib/node_modules/openclaw',
      'npm',
      'linux',
      '/home/lin/.nvm/versions/node/v24.16.0',
    ],
    [
      '/home/lin/.openclaw/tools/node-v24.16.0/lib/node_modules/openclaw',
      'install-cli',
      'linux',
      '/home/lin/.openclaw/tools/node-v24.16.0',
    ],
    [
      'C:\\Users\\lin\\AppData\\Roaming\\npm\\node_modules\\openclaw',
      'npm',
      'win32',
      'C:\\Users\\lin\\AppData\\Roaming\\npm',
    ],
  ] as const)('npm does %s', (path, kind, platform, prefix) =>
    expect(packageManagerOf(path, kind, platform)).toMatchObject({ kind: 'npm', prefix }),
  );
  test.each([
    ['/home/lin/.config/yarn/global/node_modules/openclaw', 'yarn', 'yarn'],
    ['/home/lin/.bun/install/global/node_modules/openclaw', 'bun', 'bun'],
    ['/home/lin/openclaw', 'git', 'git'],
    ['/s/v11/links/@/openclaw/1/x/node_modules/openclaw', 'pnpm', 'pnpm'],
    ['/Applications/OpenClaw.app/Contents/Resources/openclaw', 'app-bundle', 'app'],
    ['ghcr.io/openclaw/openclaw:latest', 'container', 'container'],
    ['/opt/homebrew/Cellar/openclaw-cli/1/libexec/lib/node_modules/openclaw', 'npm', 'homebrew'],
    ['/home/lin/.volta/tools/image/packages/openclaw/lib/node_modules/openclaw', 'npm', 'volta'],
    ['/home/lin/.npm/_npx/abc/node_modules/openclaw', 'npm', 'other'],
    ['/home/lin/node_modules/openclaw', 'npm', 'project'],
    ['/home/lin/openclaw-2026.7.1', 'other', 'other'],
  ] as const)('nobody here does %s', (path, kind, who) =>
    expect(packageManagerOf(path, kind, 'linux')).toBe(who),
  );
});

describe('Node', () => {
  const range = '>=24.16.0 <25 || >=26.1.0';
  test.each([
    ['24.16.0', true],
    ['26.10.0', true],
    ['24.15.9', false],
    ['25.9.0', false],
    ['22.22.3', false],
    ['26.0.0', false],
  ])('%s fits: %s', (version, fits) => expect(fitsNode(version, range)).toBe(fits));
  test('a range that makes no sense fits nothing', () => {
    expect(fitsNode('26.0.0', '; rm -rf /')).toBe(false);
  });
  test('without a range every Node does', () => expect(fitsNode('18.0.0', null)).toBe(true));
});

describe('what a registry says', () => {
  const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
  const manifest = { name: 'openclaw', version: '2026.9.6', dist: { integrity }, engines: { node: '>=24' } };
  test('is read', () =>
    expect(readRelease(manifest, '2026.9.6')).toEqual({
      version: '2026.9.6',
      integrity,
      node: '>=24',
      signatures: [],
      deprecated: null,
      unpackedSize: null,
    }));
  test.each([
    ['another version', { ...manifest, version: '2026.9.5' }],
    ['another package', { ...manifest, name: 'openc1aw' }],
    ['no hash', { ...manifest, dist: {} }],
    ['a weak hash', { ...manifest, dist: { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } }],
    ['nothing', null],
    ['a list', []],
  ])('is not believed when it is %s', (_name, answer) => expect(readRelease(answer, '2026.9.6')).toBeNull());

  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const keys = [
    { id: 'SHA256:test', key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  ];
  const sig = sign('sha256', Buffer.from(`openclaw@2026.9.6:${integrity}`), privateKey).toString('base64');
  const check = (hash: string, signatures: { keyid: string; sig: string }[]) =>
    checkSignatures('openclaw', '2026.9.6', hash, signatures, keys);
  test('a signature of a known key fits', () =>
    expect(check(integrity, [{ keyid: 'SHA256:test', sig }])).toBe('signed'));
  test('one over another hash is forged', () =>
    expect(check(`sha512-${Buffer.alloc(64, 8).toString('base64')}`, [{ keyid: 'SHA256:test', sig }])).toBe(
      'forged',
    ));
  test('rubbish under a known key is forged', () =>
    expect(check(integrity, [{ keyid: 'SHA256:test', sig: 'AAAA' }])).toBe('forged'));
  test('one of a key that nobody knows counts for nothing', () =>
    expect(check(integrity, [{ keyid: 'SHA256:other', sig }])).toBe('unsigned'));
  test('none is none', () => expect(check(integrity, [])).toBe('unsigned'));
  test('npm’s keys are the ones that their ids name', async () => {
    const { createHash } = await import('node:crypto');
    for (const { id, key } of NPM_KEYS) {
      // As ssh does for its own keys (RFC 5656, section 3.1).
      const part = (data: Buffer | string) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(Buffer.from(data).length);
        return Buffer.concat([length, Buffer.from(data)]);
      };
      const point = Buffer.from(key, 'base64').subarray(-65);
      const blob = Buffer.concat([part('ecdsa-sha2-nistp256'), part('nistp256'), part(point)]);
      const hash = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
      expect(`SHA256:${hash}`).toBe(id);
    }
  });
});

describe('room', () => {
  const MB = 1024 * 1024;
  test('counts the new package and a copy of the state', () =>
    expect(roomNeeded({ announced: 200 * MB, installed: 100 * MB, state: 50 * MB })).toEqual({
      forPackage: 360 * MB,
      forState: 50 * MB,
    }));
  test('takes what is usual where no registry tells', () =>
    expect(roomNeeded({ announced: null, installed: 100 * MB, state: 0 }).forPackage).toBe(600 * MB));
  test('leaves some for others', () => {
    expect(isEnough(600 * MB, 600 * MB)).toBe(false);
    expect(isEnough(900 * MB, 600 * MB)).toBe(true);
  });
});

describe('services', () => {
  const service = {
    name: 'openclaw-gateway',
    file: '/f',
    account: 'lin',
    administrator: false,
    env: {},
    legacy: false,
  };
  test('a unit of the account is stopped and started by its manager', () =>
    expect(serviceSteps({ ...service, kind: 'systemd-user' }, 1000)).toEqual([
      {
        stop: { program: 'systemctl', args: ['--user', 'stop', 'openclaw-gateway.service'] },
        start: { program: 'systemctl', args: ['--user', 'start', 'openclaw-gateway.service'] },
      },
    ]));
  test('a task that repeats is switched off while it is ended, and on before it runs again', () => {
    const task = { ...service, kind: 'scheduled-task' as const, file: '\\OpenClaw Gateway' };
    const steps = serviceSteps(task, null) ?? [];
    const words = (which: 'stop' | 'start') => steps.map((each) => each[which].args.at(0));
    expect(words('stop')).toEqual(['/End', '/Change']);
    expect(words('start').toReversed()).toEqual(['/Change', '/Run']);
    const ran = { service: task, stateDir: null, port: 1, node: 'n', cwd: '/', env: {} };
    const commands = swapChanges({
      ...{ copy: 'c', entry: 'e', swaps: [], bringing: [], uid: null, node: 'n', migrate: [] },
      replacing: { kind: 'folder', staged: 's', kept: 'k' },
      ran: [ran],
    }).flatMap((each) => (each.kind === 'command' ? [each] : []));
    const flags = (args: readonly string[]) => args.filter((each) => /^\/(?!TN)/.test(each)).join(' ');
    expect(commands.map(({ args }) => flags(args))).toEqual([
      '/End',
      '/Change /DISABLE',
      '/Change /ENABLE',
      '/Run',
    ]);
    expect(commands.toReversed().map(({ undo }) => flags(undo?.args ?? []))).toEqual([
      '/End',
      '/Change /DISABLE',
      '/Change /ENABLE',
      '/Run',
    ]);
  });
  test('an agent by its domain', () =>
    expect(
      serviceSteps({ ...service, kind: 'launch-agent', name: 'ai.openclaw.gateway' }, 501),
    ).toMatchObject([
      {
        stop: { args: ['bootout', 'gui/501/ai.openclaw.gateway'] },
        start: { args: ['bootstrap', 'gui/501', '/f'] },
      },
    ]));
  test('one of the whole computer is not for us', () =>
    expect(serviceSteps({ ...service, kind: 'systemd-system' }, 1000)).toBeNull());
  test('on Linux a gateway without a unit was started by hand, whatever services there are', () => {
    const all = [{ ...service, kind: 'systemd-user' as const }];
    expect(serviceOf({ unit: null, stateDir: null }, all, 'linux')).toBeNull();
    expect(
      serviceOf({ unit: { unit: 'openclaw-gateway.service', uid: 1000 }, stateDir: null }, all, 'linux'),
    ).toBe(all[0]);
    // One of the whole computer by the same name is another one.
    expect(
      serviceOf({ unit: { unit: 'openclaw-gateway.service', uid: null }, stateDir: null }, all, 'linux'),
    ).toBeNull();
  });
});

describe('setups', () => {
  const setup = (stateDir: string, owner = 'lin', legacy = false) => ({
    name: 'x',
    stateDir,
    configPath: `${stateDir}/openclaw.json`,
    home: '/home/lin',
    owner,
    from: 'home' as const,
    legacy,
  });
  const gateway = (copyPath: string | null, stateDir: string | null) => ({ copyPath, stateDir }) as never;
  const copy = { path: '/c', owner: 'lin' };
  test('all of the account go along, but for what another copy has in use and what is left from before', () => {
    const mine = setup('/home/lin/.openclaw');
    const busy = setup('/home/lin/.openclaw-work');
    const setups = [
      mine,
      busy,
      setup('/home/mei/.openclaw', 'mei'),
      setup('/home/lin/.clawdbot', 'lin', true),
    ];
    const gateways = [gateway('/other', busy.stateDir), gateway('/c', mine.stateDir)];
    expect(setupsOf({ copy, setups, gateways, account: 'lin' })).toEqual([mine]);
  });
  test('the default one needs no words, another one its folder', () => {
    const join = (...parts: string[]) => parts.join('/');
    expect(setupEnvironment(setup('/home/lin/.openclaw'), join)).toEqual({});
    expect(setupEnvironment(setup('/home/lin/.openclaw-work'), join)).toEqual({
      OPENCLAW_STATE_DIR: '/home/lin/.openclaw-work',
    });
    expect(setupEnvironment({ ...setup('/home/lin/.openclaw'), configPath: '/etc/oc.json' }, join)).toEqual({
      OPENCLAW_CONFIG_PATH: '/etc/oc.json',
    });
  });
});

test('the package manager’s scripts never see the real state', () => {
  const env = managerEnv(
    { PATH: '/usr/bin', OPENCLAW_STATE_DIR: '/real', OPENCLAW_HOME: '/real' },
    '/n/bin/node',
    '/s',
  );
  expect(env).toEqual({
    PATH: '/n/bin:/usr/bin',
    OPENCLAW_STATE_DIR: '/s/state',
    OPENCLAW_CONFIG_PATH: '/s/state/openclaw.json',
  });
});

test('nothing secret of a gateway’s environment is kept on the disk', () =>
  expect(
    plainVariables({
      HOME: '/home/lin',
      OPENCLAW_STATE_DIR: '/s',
      OPENCLAW_GATEWAY_TOKEN: 'x',
      ANTHROPIC_API_KEY: 'x',
      HTTPS_PROXY: 'http://name:password@proxy',
    }),
  ).toEqual({ HOME: '/home/lin', OPENCLAW_STATE_DIR: '/s' }));

test('the swap holds services back first, migrates before it starts them, and can be taken back in reverse', () => {
  const service = { kind: 'systemd-user' as const, name: 'openclaw-gateway', file: '/f' };
  const changes = swapChanges({
    copy: '/p/openclaw',
    entry: '/p/openclaw/openclaw.mjs',
    replacing: { kind: 'folder', staged: '/s/openclaw', kept: '/k/program' },
    swaps: [{ live: '/home/lin/.openclaw', fresh: '/k/new', kept: '/k/old' }],
    bringing: [],
    ran: [{ service, stateDir: null, port: 1, node: '/n', cwd: '/', env: {} }],
    uid: 1000,
    node: '/n',
    migrate: [{}],
  });
  expect(
    changes.map((each) =>
      each.kind === 'move'
        ? `${each.from} → ${each.to}`
        : each.kind === 'command'
          ? each.args.join(' ')
          : each.kind,
    ),
  ).toEqual([
    '--user stop openclaw-gateway.service',
    '/home/lin/.openclaw → /k/old',
    '/k/new → /home/lin/.openclaw',
    '/p/openclaw → /k/program',
    '/s/openclaw → /p/openclaw',
    '/p/openclaw/openclaw.mjs doctor --fix --non-interactive',
    '--user start openclaw-gateway.service',
  ]);
  const commands = changes.flatMap((each) => (each.kind === 'command' ? [each] : []));
  expect(commands.map(({ undo }) => undo?.args.join(' ') ?? null)).toEqual([
    '--user start openclaw-gateway.service',
    null,
    '--user stop openclaw-gateway.service',
  ]);
});
