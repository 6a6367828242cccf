import { describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { parseJob } from '../../../main/probes/openclaw/services-launchd';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';

const PASSWD =
  'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\nroot:*:0:0:System Administrator:/var/root:/bin/sh\n';
const pkg = (version = '2026.9.6', name = 'openclaw') => JSON.stringify({ name, version });
const mac = (files: Record<string, string | FakeFile>, machine: FakeMachine = {}) =>
  fakeHost({ platform: 'darwin', ...machine, files: { '/etc/passwd': PASSWD, ...files } });
const probe = (files: Record<string, string | FakeFile>, machine: FakeMachine = {}) =>
  createOpenClawProbe(mac(files, machine));

/** In the form of launchd.plist(5), as OpenClaw writes it (src/daemon/launchd-plist.ts). */
const job = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>${body}</dict></plist>`;
const strings = (...words: string[]) =>
  `<array>${words.map((word) => `<string>${word}</string>`).join('')}</array>`;
const GATEWAY = `<key>Label</key><string>ai.openclaw.gateway</string><key>ProgramArguments</key>${strings(
  '/opt/homebrew/bin/node',
  '/opt/homebrew/lib/node_modules/openclaw/dist/index.js',
  'gateway',
)}`;

describe('copies on macOS', () => {
  test.each([
    ['npm', '/opt/homebrew/lib/node_modules/openclaw'],
    ['npm', '/opt/homebrew/Cellar/openclaw-cli/2026.9.6/libexec/lib/node_modules/openclaw'],
    [
      'npm',
      '/Users/lin/Library/Application Support/fnm/node-versions/v24.1.0/installation/lib/node_modules/openclaw',
    ],
    ['pnpm', '/Users/lin/Library/pnpm/global/5/node_modules/openclaw'],
    ['install-cli', '/Users/lin/.openclaw/tools/node-v24.19.0/lib/node_modules/openclaw'],
  ])('by %s in %s', async (kind, path) => {
    const { items, gaps } = await probe({ [`${path}/package.json`]: pkg() }).copies();
    expect(items).toMatchObject([{ path, kind, version: '2026.9.6', owner: 'lin' }]);
    expect(gaps).toEqual([]);
  });

  test('inside app bundles, with the bundle', async () => {
    const { items } = await probe({
      '/Applications/OpenClaw.app/Contents/Resources/runtime/lib/node_modules/openclaw/package.json':
        pkg('2026.9.1'),
      '/Applications/QClaw.app/Contents/Resources/openclaw/package.json': pkg('2026.3.2'),
      '/Users/lin/Applications/AutoClaw.app/Contents/Info.plist': '',
      '/Applications/Safari.app/Contents/Resources/zh.lproj/x': '',
    }).copies();
    expect(items.map(({ version, kind, bundledIn }) => [version, kind, bundledIn])).toEqual([
      ['2026.9.1', 'app-bundle', '/Applications/OpenClaw.app'],
      ['2026.3.2', 'app-bundle', '/Applications/QClaw.app'],
      [null, 'app-bundle', '/Users/lin/Applications/AutoClaw.app'],
    ]);
  });

  test('of another account are named by asking id', async () => {
    const files = { '/usr/local/lib/node_modules/openclaw': { folder: true as const, uid: 502 } };
    const manifest = { '/usr/local/lib/node_modules/openclaw/package.json': pkg() };
    const known = probe({ ...files, ...manifest }, { commands: { '/usr/bin/id -un 502': 'mei\n' } });
    expect((await known.copies()).items).toMatchObject([{ owner: 'mei' }]);
    expect((await probe({ ...files, ...manifest }).copies()).items).toMatchObject([{ owner: '502' }]);
  });

  test('are not looked for where macOS would ask the person first', async () => {
    const host = mac({ '/Users/lin/Documents/openclaw/package.json': pkg() });
    await createOpenClawProbe(host).copies();
    expect(host.touched.filter((each) => /Documents|Desktop|Downloads/.test(each))).toEqual([]);
  });
});

describe('a launchd job', () => {
  test('tells its label, command, environment and account', () => {
    const env =
      '<key>EnvironmentVariables</key><dict><key>OPENCLAW_PROFILE</key><string>work</string><key>N</key><integer>1</integer></dict>';
    expect(parseJob(job(`${GATEWAY}${env}<key>UserName</key><string>claw</string>`))).toEqual({
      label: 'ai.openclaw.gateway',
      command: ['/opt/homebrew/bin/node', '/opt/homebrew/lib/node_modules/openclaw/dist/index.js', 'gateway'],
      env: { OPENCLAW_PROFILE: 'work' },
      user: 'claw',
      cwd: null,
    });
  });

  test.each([
    '',
    'bplist00',
    '<plist><array/></plist>',
    '<plist version="1.0"><dict><key>Label</key>',
    '\0\0',
  ])('is none: %j', (xml) => expect(parseJob(xml)?.label ?? null).toBeNull());
});

describe('services on macOS', () => {
  test('are agents of the person and daemons of root', async () => {
    const { items, gaps } = await probe({
      '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist': job(GATEWAY),
      '/Library/LaunchDaemons/com.mine.claw.plist': job(
        GATEWAY.replace('ai.openclaw.gateway', 'com.mine.claw'),
      ),
      '/Library/LaunchDaemons/ai.openclaw.work.plist': job(
        `${GATEWAY}<key>UserName</key><string>claw</string>`,
      ),
      '/Library/LaunchAgents/bot.molt.gateway.plist': job(
        '<key>Label</key><string>bot.molt.gateway</string>',
      ),
      '/Library/LaunchDaemons/com.example.other.plist': job(
        '<key>Label</key><string>com.example.other</string>',
      ),
      '/Library/LaunchDaemons/com.example.closed.plist': { text: '', denied: true },
    }).services();
    expect(gaps).toEqual([]);
    expect(
      items.map(({ file, kind, account, administrator, legacy }) => [
        file,
        kind,
        account,
        administrator,
        legacy,
      ]),
    ).toEqual([
      ['/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist', 'launch-agent', 'lin', false, false],
      ['/Library/LaunchAgents/bot.molt.gateway.plist', 'launch-agent', 'lin', false, true],
      ['/Library/LaunchDaemons/com.mine.claw.plist', 'launch-daemon', 'root', true, false],
      ['/Library/LaunchDaemons/ai.openclaw.work.plist', 'launch-daemon', 'claw', false, false],
    ]);
  });

  test('in binary files are read through plutil; broken and closed ones are unseen', async () => {
    const folder = '/Users/lin/Library/LaunchAgents';
    const { items, gaps } = await probe(
      {
        [`${folder}/ai.openclaw.gateway.plist`]: { bytes: Buffer.from('bplist00\x01\x02') },
        [`${folder}/ai.openclaw.broken.plist`]: 'not a plist',
        [`${folder}/ai.openclaw.closed.plist`]: { text: '', denied: true },
      },
      {
        commands: {
          [`/usr/bin/plutil -convert xml1 -o - ${folder}/ai.openclaw.gateway.plist`]: job(GATEWAY),
        },
      },
    ).services();
    expect(items.map(({ name }) => name)).toEqual(['ai.openclaw.gateway']);
    expect(gaps.map(({ where }) => where).sort()).toEqual([
      `${folder}/ai.openclaw.broken.plist`,
      `${folder}/ai.openclaw.closed.plist`,
    ]);
  });

  test('started through OpenClaw’s wrapper have its file’s environment, which moves a setup', async () => {
    const words = strings(
      '/bin/sh',
      '/Users/lin/.openclaw/service-env/a-env-wrapper.sh',
      '/Users/lin/.openclaw/service-env/a.env',
      '/opt/homebrew/bin/openclaw',
      'gateway',
    );
    const claw = probe({
      '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist': job(
        `<key>Label</key><string>ai.openclaw.gateway</string><key>ProgramArguments</key>${words}`,
      ),
      '/Users/lin/.openclaw/service-env/a.env': "export OPENCLAW_STATE_DIR='/Users/lin/claw state'\n",
      '/Users/lin/claw state/openclaw.json': '{}',
    });
    expect((await claw.services()).items).toMatchObject([
      { env: { OPENCLAW_STATE_DIR: '/Users/lin/claw state' } },
    ]);
    expect((await claw.setups()).items.map(({ stateDir, from }) => [stateDir, from])).toEqual([
      ['/Users/lin/.openclaw', 'home'],
      ['/Users/lin/claw state', 'service'],
    ]);
  });

  test('of everyone are seen by root with its own home', async () => {
    const files = { '/Users/lin/.openclaw/openclaw.json': '{}', '/Users/Shared/.openclaw/x': '' };
    const root = { uid: 0, userName: 'root', home: '/var/root' };
    expect((await probe(files, root).setups()).items.map(({ stateDir }) => stateDir)).toEqual([
      '/Users/lin/.openclaw',
    ]);
  });
});
