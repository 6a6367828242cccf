import { describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nclaw:x:999:999::/var/lib/claw:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nmei:x:1001:1001::/home/mei:/bin/sh\n';
const pkg = (version: unknown = '2026.9.6', name: unknown = 'openclaw') => JSON.stringify({ name, version });
const probe = (files: Record<string, string | FakeFile>, machine: FakeMachine = {}) =>
  createOpenClawProbe(fakeHost({ ...machine, files: { '/etc/passwd': PASSWD, ...files } }));

describe('copies on Linux', () => {
  test.each([
    ['npm', '/usr/lib/node_modules/openclaw'],
    ['npm', '/usr/local/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.npm-global/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.nvm/versions/node/v24.1.0/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.local/share/fnm/node-versions/v24.1.0/installation/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.volta/tools/image/packages/openclaw/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.asdf/installs/nodejs/24.1.0/lib/node_modules/openclaw'],
    ['npm', '/home/lin/n/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.npm/_npx/ab12/node_modules/openclaw'],
    ['npm', '/opt/node-v24/lib/node_modules/openclaw'],
    ['npm', '/home/lin/.npm-global/lib/node_modules/@lab/openclaw'],
    ['pnpm', '/home/lin/.local/share/pnpm/global/5/node_modules/openclaw'],
    ['pnpm', '/home/lin/.local/share/pnpm/global/v11/ab12/node_modules/openclaw'],
    ['yarn', '/home/lin/.config/yarn/global/node_modules/openclaw'],
    ['bun', '/home/lin/.bun/install/global/node_modules/openclaw'],
    ['install-cli', '/home/lin/.openclaw/tools/node-v24.19.0/lib/node_modules/openclaw'],
    ['install-cli', '/home/lin/.openclaw/lib/node_modules/openclaw'],
    ['other', '/home/lin/openclaw-main'],
    ['other', '/opt/openclaw'],
  ])('by %s in %s', async (kind, path) => {
    const { items, gaps } = await probe({ [`${path}/package.json`]: pkg() }).copies();
    expect(items).toEqual([
      { path, package: 'openclaw', version: '2026.9.6', kind, owner: 'lin', where: 'this-computer' },
    ]);
    expect(gaps).toEqual([]);
  });

  test('where the environment and .npmrc moved them', async () => {
    const { items } = await probe(
      {
        '/data/a/lib/node_modules/openclaw/package.json': pkg('2026.1.1'),
        '/data/b/lib/node_modules/openclaw/package.json': pkg('2026.1.2'),
        '/data/c/global/5/node_modules/openclaw/package.json': pkg('2026.1.3'),
        '/data/d/tools/node/lib/node_modules/openclaw/package.json': pkg('2026.1.4'),
        '/data/e/openclaw.mjs': '',
        '/data/e/package.json': pkg('2026.1.5'),
        '/data/f/lib/node_modules/openclaw/package.json': pkg('2026.1.6'),
        '/data/f/bin/node': '',
        '/links/node': { link: '/data/f/bin/node' },
        '/home/lin/.npmrc': `registry=https://example.org\nprefix=\${HOME}/../../data/b\n`,
      },
      {
        env: {
          npm_config_prefix: '/data/a',
          PNPM_HOME: '/data/c',
          OPENCLAW_PREFIX: '/data/d',
          OPENCLAW_GIT_DIR: '/data/e',
          PATH: '/links:relative::/nowhere',
        },
      },
    ).copies();
    expect(items.map(({ version }) => version).sort()).toEqual(
      ['1', '2', '3', '4', '5', '6'].map((last) => `2026.1.${last}`),
    );
  });

  test('behind a link in PATH, and each real folder once', async () => {
    const { items } = await probe(
      {
        '/srv/here/openclaw/openclaw.mjs': '',
        '/srv/here/openclaw/package.json': pkg(),
        '/srv/here/openclaw/.git/HEAD': '',
        '/home/lin/.local/bin/openclaw': { link: '/srv/here/openclaw/openclaw.mjs' },
        '/usr/local/bin/openclaw': { link: '/home/lin/.local/bin/openclaw' },
        '/home/lin/openclaw': { link: '/srv/here/openclaw' },
        '/usr/lib/node_modules/openclaw': { link: '/home/lin/openclaw' },
      },
      { env: { PATH: '/usr/local/bin:/home/lin/.local/bin' } },
    ).copies();
    expect(items).toMatchObject([{ path: '/srv/here/openclaw', kind: 'git' }]);
  });

  test('behind a launcher script and behind what a unit starts', async () => {
    const { items } = await probe({
      '/home/lin/.local/bin/openclaw': '#!/bin/sh\nexec node "/srv/my claw/openclaw/dist/entry.js" "$@"\n',
      '/srv/my claw/openclaw/dist/entry.js': '',
      '/srv/my claw/openclaw/package.json': pkg('2026.1.1'),
      '/etc/systemd/system/openclaw-gateway.service':
        '[Service]\nExecStart=/usr/bin/node /srv/b/openclaw/dist/index.js gateway\n',
      '/srv/b/openclaw/dist/index.js': '',
      '/srv/b/openclaw/package.json': pkg('2026.1.2'),
    }).copies();
    expect(items.map(({ version }) => version)).toEqual(['2026.1.1', '2026.1.2']);
  });

  test('a Node in a folder of the name is no launcher, however large', async () => {
    const { items, gaps } = await probe({
      '/etc/systemd/system/openclaw-gateway.service':
        '[Service]\nExecStart=/opt/openclaw/bin/node /opt/openclaw/lib/node_modules/openclaw/openclaw.mjs gateway run\n',
      '/opt/openclaw/bin/node': { bytes: Buffer.alloc(100 * 1024, 1) },
      '/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs': '',
      '/opt/openclaw/lib/node_modules/openclaw/package.json': pkg('2026.9.6'),
    }).copies();
    expect(items.map(({ version }) => version)).toEqual(['2026.9.6']);
    expect(gaps).toEqual([]);
  });

  test('behind a running gateway, by its addons and helpers', async () => {
    const { items } = await probe({
      '/proc/42/comm': 'openclaw-gatewa\n',
      '/proc/42/environ': 'HOME=/home/lin\0',
      '/proc/42/cmdline': 'openclaw-gateway\0',
      '/proc/42/maps': '7f00-7f01 r-xp 0000 08:01 12    /srv/a/openclaw/node_modules/@x/native/x.node\n',
      '/proc/42/task/42/children': '43 ',
      '/proc/43/comm': 'node\n',
      '/proc/43/cmdline': '/usr/bin/node\0/srv/b/openclaw/dist/worker.js\0',
      '/srv/a/openclaw/node_modules/@x/native/x.node': '',
      '/srv/a/openclaw/package.json': pkg('2026.1.1'),
      '/srv/b/openclaw/package.json': pkg('2026.1.2'),
    }).copies();
    expect(items.map(({ path, version }) => [path, version])).toEqual([
      ['/srv/a/openclaw', '2026.1.1'],
      ['/srv/b/openclaw', '2026.1.2'],
    ]);
  });

  test('of a gateway with other mounts are not ours', async () => {
    const claw = probe({
      '/proc/self/ns/mnt': { link: 'mnt:[1]' },
      '/proc/42/ns/mnt': { link: 'mnt:[2]' },
      '/proc/42/comm': 'openclaw-gatewa\n',
      '/proc/42/environ': 'HOME=/home/node\0',
      '/proc/42/cmdline': '/srv/b/openclaw/dist/index.js\0',
      '/srv/b/openclaw/package.json': pkg('2026.1.2'),
      '/home/node/.openclaw': { folder: true },
    });
    expect([(await claw.copies()).items, (await claw.setups()).items]).toEqual([[], []]);
  });

  test('of older names and forks keep their names', async () => {
    const base = '/home/lin/.npm-global/lib/node_modules';
    const { items } = await probe({
      [`${base}/clawdbot/package.json`]: pkg('2026.1.24-3', 'clawdbot'),
      [`${base}/moltbot/package.json`]: pkg('0.1.0', 'moltbot'),
      [`${base}/openclaw-cn/package.json`]: pkg('0.1.5', 'openclaw-cn'),
      [`${base}/openclaw-weixin/package.json`]: pkg('1.0.0', 'openclaw-weixin'),
      [`${base}/.openclaw-Xy12/package.json`]: pkg(),
    }).copies();
    expect(items.map((copy) => copy.package)).toEqual(['clawdbot', 'moltbot', 'openclaw-cn']);
  });

  test('inside other apps, with the app', async () => {
    const { items } = await probe({
      '/opt/ClawX/resources/openclaw/package.json': pkg('2026.2.1'),
      '/opt/Some Chat/resources/app/node_modules/openclaw/package.json': pkg('2026.2.2'),
      '/home/lin/.config/QClaw/v1.2/gateway/node_modules/openclaw/package.json': pkg('2026.2.3'),
      '/opt/OneClaw/resources/gateway.asar': 'packed',
      '/opt/openclaw/lib/node_modules/openclaw/package.json': pkg('2026.2.4'),
      '/opt/google/resources/openclaw.pak': '',
    }).copies();
    const told = items.map(({ version, kind, bundledIn }) => [version, kind, bundledIn]);
    expect(told).toContainEqual(['2026.2.1', 'app-bundle', '/opt/ClawX']);
    expect(told).toContainEqual(['2026.2.2', 'app-bundle', '/opt/Some Chat']);
    expect(told).toContainEqual(['2026.2.3', 'app-bundle', '/home/lin/.config/QClaw']);
    expect(told).toContainEqual([null, 'app-bundle', '/opt/OneClaw']);
    expect(told).toContainEqual(['2026.2.4', 'npm', undefined]);
    expect(told).toHaveLength(5);
  });

  test('that can’t be read are copies of unknown version', async () => {
    const base = '/usr/lib/node_modules';
    const { items, gaps } = await probe({
      [`${base}/openclaw/package.json`]: '{"name":',
      [`${base}/clawdbot/package.json`]: { text: pkg(), denied: true },
      '/home/lin/.npm-global/lib/node_modules/openclaw/package.json': JSON.stringify({
        name: 7,
        version: '1',
      }),
      '/home/lin/.bun/install/global/node_modules/openclaw/package.json': pkg(2026),
      '/home/lin/.config/yarn/global/node_modules/openclaw/package.json': ' '.repeat(2 * 1024 * 1024),
    }).copies();
    expect(gaps).toEqual([]);
    expect(
      Object.fromEntries(items.map((copy) => [copy.path, [copy.version, copy.versionUnknown?.id]])),
    ).toEqual({
      [`${base}/openclaw`]: [null, 'openclaw.broken-package'],
      [`${base}/clawdbot`]: [null, 'look.not-allowed'],
      '/home/lin/.npm-global/lib/node_modules/openclaw': [null, 'openclaw.broken-package'],
      '/home/lin/.bun/install/global/node_modules/openclaw': [null, 'openclaw.no-version'],
      '/home/lin/.config/yarn/global/node_modules/openclaw': [null, 'look.too-large'],
    });
  });

  test('in folders that may not be opened are unseen', async () => {
    const { items, gaps } = await probe({
      '/usr/lib/node_modules': { folder: true, denied: true },
    }).copies();
    expect(items).toEqual([]);
    expect(gaps).toEqual([{ where: '/usr/lib/node_modules', because: { id: 'look.not-allowed' } }]);
  });

  test('a folder of PATH that may not be opened starts nothing for this account', async () => {
    const answer = await probe(
      { '/root/bin': { folder: true, denied: true } },
      { env: { PATH: '/root/bin' } },
    ).copies();
    expect(answer).toEqual({ items: [], gaps: [] });
  });

  test('in rootless containers, with the version of the tag, the label or none', async () => {
    const store = '/home/lin/.local/share/containers/storage';
    const of = (name: string, image: string, id: string) => ({
      id: name,
      names: [name],
      image: id,
      metadata: JSON.stringify({ 'image-name': image, 'image-id': id, name }),
    });
    const key = Buffer.from('sha256:i2').toString('base64');
    const { items } = await probe({
      [`${store}/overlay-containers/containers.json`]: JSON.stringify([
        of('a', 'ghcr.io/openclaw/openclaw:2026.5.5', 'i1'),
        of('b', 'ghcr.io/openclaw/openclaw:latest', 'i2'),
        of('c', 'localhost/openclaw:local', 'i3'),
        of('d', 'docker.io/library/postgres:17', 'i4'),
        of('openclaw-sbx-1', 'openclaw-sandbox:bookworm-slim', 'i5'),
      ]),
      [`${store}/overlay-images/i2/=${key}`]: JSON.stringify({
        config: { Labels: { 'org.opencontainers.image.version': '2026.6.1' } },
      }),
      '/home/lin/.config/containers/systemd/openclaw.container':
        '[Container]\nContainerName=a\nImage=ghcr.io/openclaw/openclaw:latest\n',
    }).copies();
    expect(items.map(({ where, version, kind, owner }) => [where, version, kind, owner])).toEqual([
      ['container:a', '2026.5.5', 'container', 'lin'],
      ['container:b', '2026.6.1', 'container', 'lin'],
      ['container:c', null, 'container', 'lin'],
    ]);
  });

  const PS = 'docker ps -a --no-trunc --format {{json .}}';

  test('in docker’s containers, where its daemon is awake', async () => {
    const files = { '/var/run/docker.sock': '', '/run/docker.pid': '1' };
    const tank = 'tankmate-openclaw-0a1b2c3d';
    const of = (name: string, image: string, labels: string) =>
      JSON.stringify({ ID: name, Names: name, Image: image, Labels: labels });
    const lines = [
      of('claw', 'openclaw/openclaw:2026.7.1', ''),
      of(tank, `localhost/${tank}:inside`, 'org.tankmate.role=gateway,org.tankmate.openclaw=2026.9.6'),
      of(`${tank}-network`, `localhost/${tank}:inside`, 'org.tankmate.openclaw=2026.9.6'),
    ];
    const { items } = await probe(files, { commands: { [PS]: lines.join('\n') } }).copies();
    expect(items).toMatchObject([
      { path: 'openclaw/openclaw:2026.7.1', version: '2026.7.1', where: 'container:claw' },
      { package: 'openclaw', version: '2026.9.6', where: `container:${tank}` },
    ]);
    expect((await probe(files, { commands: { [PS]: { code: 1, stderr: 'no' } } }).copies()).gaps).toEqual([
      { where: '/var/run/docker.sock', because: { id: 'openclaw.container-engine' } },
    ]);
  });

  test('of a docker that sleeps, is closed or is podman’s are not asked for', async () => {
    const host = fakeHost({ files: { '/var/run/docker.sock': '' }, commands: { [PS]: '' } });
    expect((await createOpenClawProbe(host).copies()).gaps).toEqual([
      { where: '/var/run/docker.sock', because: { id: 'openclaw.asleep' } },
    ]);
    expect(host.touched).not.toContain(PS);
    expect((await probe({ '/var/run/docker.sock': { text: '', denied: true } }).copies()).gaps).toEqual([
      { where: '/var/run/docker.sock', because: { id: 'look.not-allowed' } },
    ]);
    const linked = {
      '/run/podman/podman.sock': '',
      '/var/run/docker.sock': { link: '/run/podman/podman.sock' },
    };
    expect((await probe(linked).copies()).gaps).toEqual([]);
  });

  test('are not looked for by running anything', async () => {
    const host = fakeHost({ files: { '/usr/lib/node_modules/openclaw/package.json': pkg() }, commands: {} });
    const claw = createOpenClawProbe(host);
    await Promise.all([claw.copies(), claw.setups(), claw.services()]);
    expect(host.touched.filter((each) => !each.startsWith('/'))).toEqual([]);
  });
});

describe('setups on Linux', () => {
  test('are the folders of the home, with the settings file that is there', async () => {
    const { items } = await probe({
      '/home/lin/.openclaw/openclaw.json': { text: '{}', uid: 1000 },
      '/home/lin/.openclaw-work/workspace/USER.md': '',
      '/home/lin/.clawdbot/clawdbot.json': '{}',
      '/home/lin/.moldbot': { folder: true },
      '/home/lin/.openclaw-file': 'not a folder',
    }).setups();
    expect(items.map(({ name, configPath, legacy, from }) => [name, configPath, legacy, from])).toEqual([
      ['default', '/home/lin/.openclaw/openclaw.json', false, 'home'],
      ['work', '/home/lin/.openclaw-work/openclaw.json', false, 'home'],
      ['.clawdbot', '/home/lin/.clawdbot/clawdbot.json', true, 'home'],
      ['.moldbot', '/home/lin/.moldbot/openclaw.json', true, 'home'],
    ]);
    expect(items[0]).toMatchObject({ owner: 'lin', home: '/home/lin', stateDir: '/home/lin/.openclaw' });
  });

  test('of the renaming’s link are one', async () => {
    const { items } = await probe({
      '/home/lin/.clawdbot': { link: '/home/lin/.openclaw' },
      '/home/lin/.openclaw/openclaw.json': '{}',
    }).setups();
    expect(items).toMatchObject([{ name: 'default', legacy: false }]);
  });

  test('settings elsewhere leave the state folder of before the renaming in use, until the new one is there', async () => {
    const files = {
      '/home/lin/claw.json5': '{}',
      '/home/lin/.moltbot/agents/main': { folder: true },
    } as const;
    const env = { OPENCLAW_CONFIG_PATH: '/home/lin/claw.json5' };
    const places = async (more: Record<string, FakeFile>) =>
      (await probe({ ...files, ...more }, { env }).setups()).items.map(({ stateDir, configPath }) => [
        stateDir,
        configPath,
      ]);
    expect(await places({})).toEqual([['/home/lin/.moltbot', '/home/lin/claw.json5']]);
    expect(await places({ '/home/lin/.openclaw': { folder: true } })).toEqual([
      ['/home/lin/.openclaw', '/home/lin/claw.json5'],
      ['/home/lin/.moltbot', '/home/lin/.moltbot/openclaw.json'],
    ]);
  });

  test('settings elsewhere by a service leave the folder one that is started by hand', async () => {
    const { items } = await probe({
      '/home/lin/claw.json5': '{}',
      '/home/lin/.openclaw': { folder: true },
      '/home/lin/.config/systemd/user/openclaw-gateway.service':
        '[Service]\nExecStart=/usr/bin/openclaw gateway run\nEnvironment=OPENCLAW_CONFIG_PATH=/home/lin/claw.json5\n',
    }).setups();
    expect(items.map(({ configPath }) => configPath).toSorted()).toEqual([
      '/home/lin/.openclaw/openclaw.json',
      '/home/lin/claw.json5',
    ]);
  });

  test('a folder that also has settings of its own is two setups', async () => {
    const { items: found } = await probe(
      { '/home/lin/claw.json5': '{}', '/home/lin/.openclaw/openclaw.json': '{}' },
      { env: { OPENCLAW_CONFIG_PATH: '/home/lin/claw.json5' } },
    ).setups();
    expect(found.map(({ configPath }) => configPath)).toEqual([
      '/home/lin/.openclaw/openclaw.json',
      '/home/lin/claw.json5',
    ]);
  });

  test('may be moved by the environment, a unit with its files, or a running gateway', async () => {
    const { items } = await probe(
      {
        '/data/env/openclaw.json': '{}',
        '/data/unit': { folder: true },
        '/data/unit.env': 'OPENCLAW_STATE_DIR="/data/unit"\n',
        '/data/run/config': { folder: true },
        '/proc/42/comm': 'openclaw-gatewa\n',
        '/proc/42/environ': 'HOME=/home/lin\0OPENCLAW_STATE_DIR=/data/run/config\0',
        '/proc/43/comm': 'bash\n',
        '/proc/43/environ': 'OPENCLAW_STATE_DIR=/data/other\0',
        '/data/other': { folder: true },
        '/home/lin/.config/systemd/user/openclaw-gateway.service':
          '[Service]\nExecStart=/usr/bin/openclaw gateway\nEnvironment=OPENCLAW_STATE_DIR=/wrong\nEnvironmentFile=-/data/unit.env\n',
      },
      { env: { OPENCLAW_STATE_DIR: '/data/env' } },
    ).setups();
    expect(items.map(({ name, stateDir, from }) => [name, stateDir, from])).toEqual([
      ['env', '/data/env', 'environment'],
      ['unit', '/data/unit', 'service'],
      ['config', '/data/run/config', 'process'],
    ]);
  });

  test('that may not be opened are unseen', async () => {
    const { items, gaps } = await probe({ '/home/lin/.openclaw': { folder: true, denied: true } }).setups();
    expect(items).toEqual([]);
    expect(gaps).toEqual([{ where: '/home/lin/.openclaw', because: { id: 'look.not-allowed' } }]);
  });

  test('of everyone are seen by root with its own home only', async () => {
    const files = {
      '/root/.openclaw': { folder: true as const, uid: 0 },
      '/home/lin/.openclaw': { folder: true as const },
      '/var/lib/claw/.openclaw': { folder: true as const, uid: 999 },
    };
    const root = { uid: 0, userName: 'root' };
    const all = await probe(files, { ...root, home: '/root' }).setups();
    expect(all.items.map(({ stateDir, owner }) => [stateDir, owner])).toEqual([
      ['/root/.openclaw', 'root'],
      ['/var/lib/claw/.openclaw', 'claw'],
      ['/home/lin/.openclaw', 'lin'],
    ]);
    const borrowed = await probe(files, { home: '/root' }).setups();
    expect(borrowed.items.map(({ stateDir }) => stateDir)).toEqual(['/root/.openclaw']);
    const moved = await probe(files, { ...root, home: '/home/lin' }).setups();
    expect(moved.items.map(({ stateDir }) => stateDir)).toEqual(['/home/lin/.openclaw']);
  });
});

describe('services on Linux', () => {
  const user = '/home/lin/.config/systemd/user';
  const system = '/etc/systemd/system';
  const unit = (more = '') => `[Service]\nExecStart=/usr/bin/openclaw gateway\n${more}`;

  test('of the system run as root unless they name an account', async () => {
    const { items } = await probe({
      [`${system}/openclaw-gateway.service`]: unit(),
      [`${system}/openclaw.service`]: unit('User=claw\n'),
      [`${system}/claw-dynamic.service`]: unit('DynamicUser=yes\n'),
      [`${system}/mine.service`]: unit('User=0\n'),
      [`${system}/ssh.service`]: '[Service]\nExecStart=/usr/sbin/sshd\n',
      '/usr/lib/systemd/system/clawdbot-gateway.service': unit('User=claw\n'),
      '/usr/lib/systemd/system/openclaw.service': unit(),
    }).services();
    expect(
      items.map(({ name, account, administrator, legacy }) => [name, account, administrator, legacy]),
    ).toEqual([
      ['openclaw-gateway', 'root', true, false],
      ['openclaw', 'claw', false, false],
      ['claw-dynamic', 'claw-dynamic', false, false],
      ['mine', '0', true, false],
      ['clawdbot-gateway', 'claw', false, true],
    ]);
  });

  test('give groups and powers, as the unit and its drop-ins say', async () => {
    const granted = async (main: string, dropIn = '', folder = system) =>
      (
        await probe({
          [`${folder}/openclaw.service`]: unit(`User=claw\n${main}`),
          [`${folder}/openclaw.service.d/a.conf`]: `[Service]\n${dropIn}`,
        }).services()
      ).items.map(({ grants }) => grants);
    expect(await granted('')).toEqual([undefined]);
    expect(await granted('Group=a\nSupplementaryGroups=b 7\n', 'SupplementaryGroups=c\n')).toEqual([
      { groups: ['a', 'b', '7', 'c'], powers: [] },
    ]);
    const powers = async (main: string, dropIn = '') => (await granted(main, dropIn))[0]?.powers;
    expect(await powers('AmbientCapabilities=CAP_DAC_READ_SEARCH CAP_NET_RAW\n')).toEqual([
      'dac_read_search',
    ]);
    expect(await powers('AmbientCapabilities=CAP_NET_BIND_SERVICE\n')).toBeUndefined();
    expect(await powers('AmbientCapabilities=~CAP_NET_RAW\n')).toContain('dac_override');
    const search = 'AmbientCapabilities=CAP_DAC_READ_SEARCH\n';
    expect(await powers(search, 'AmbientCapabilities=~CAP_DAC_READ_SEARCH\n')).toBeUndefined();
    expect(await powers(search, 'AmbientCapabilities=\n')).toBeUndefined();
    // A user's own manager has no more to give than the user.
    expect(await granted('SupplementaryGroups=shadow\n', '', user)).toEqual([undefined]);
  });

  test('follow their drop-ins', async () => {
    const { items } = await probe({
      [`${system}/openclaw.service`]: unit('User=claw\nEnvironment=A=1\n'),
      [`${system}/openclaw.service.d/10-root.conf`]: '[Service]\nUser=\nEnvironment=B=%h/x\n',
      [`${system}/openclaw.service.d/readme.txt`]: '[Service]\nUser=nobody\n',
    }).services();
    expect(items).toMatchObject([{ account: 'root', administrator: true, env: { A: '1', B: '/root/x' } }]);
  });

  test('of a person run as that person', async () => {
    const { items } = await probe({
      '/usr/bin/openclaw': { link: '../lib/node_modules/openclaw/openclaw.mjs' },
      '/usr/lib/node_modules/openclaw/openclaw.mjs': '',
      '/usr/lib/node_modules/openclaw/package.json': '{"name":"openclaw"}',
      [`${user}/openclaw-gateway-work.service`]: unit(
        'ExecStart=\nExecStart=/usr/bin/openclaw gateway --bind lan --token hunter2\nEnvironment="OPENCLAW_PROFILE=work" X=%u%%\nUser=root\n',
      ),
    }).services();
    expect(items).toEqual([
      {
        name: 'openclaw-gateway-work',
        kind: 'systemd-user',
        file: `${user}/openclaw-gateway-work.service`,
        account: 'lin',
        administrator: false,
        env: { OPENCLAW_PROFILE: 'work', X: 'lin%' },
        legacy: false,
        options: { '--bind': 'lan' },
      },
    ]);
  });

  test('that are masked start nothing; those that may not be read are unseen', async () => {
    const { items, gaps } = await probe({
      '/dev/null': { text: '', denied: true },
      [`${system}/openclaw.service`]: { link: '/dev/null' },
      [`${system}/openclaw-gateway.service`]: { text: '', denied: true },
      [`${system}/secret-of-another.service`]: { text: '', denied: true },
    }).services();
    expect(items).toEqual([]);
    expect(gaps).toEqual([
      { where: `${system}/openclaw-gateway.service`, because: { id: 'look.not-allowed' } },
    ]);
  });
});
