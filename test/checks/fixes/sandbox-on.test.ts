import { describe, expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/sandbox-on';
import { IMAGE_PRICE } from '../../../main/checks/settings/build-sandbox-image';
import toolSandbox from '../../../main/checks/tool-sandbox';
import { readJson5 } from '../../../main/openclaw/json5';
import { valueAt } from '../../../main/openclaw/read-settings';
import { SANDBOX_BASE } from '../../../main/openclaw/sandbox-image';
import type { FakeMachine } from '../../fakes/host';
import { CONFIG, planOf, probesOf, shownOf, textAfter } from './settings';

const IMAGE = 'openclaw-sandbox:bookworm-slim';
const program = { text: '', mode: 0o755 };
const DOCKER_LIST = 'docker image ls --format {{.Repository}}:{{.Tag}}'.replace('docker', '/usr/bin/docker');
/** A Docker that runs, and what it keeps. */
const docker = (...images: string[]): FakeMachine => ({
  files: { '/usr/bin/docker': program, '/var/run/docker.sock': '', '/run/docker.pid': '1\n' },
  commands: { [DOCKER_LIST]: images.map((each) => `${each}\n`).join('') },
});
const STORE = '/home/lin/.local/share/containers/storage/overlay-images/images.json';
/** A Podman that this account can use, and what it keeps. */
const podman = (...images: string[]): FakeMachine => ({
  files: {
    '/usr/bin/podman': program,
    '/usr/bin/newuidmap': program,
    '/usr/libexec/podman/catatonit': program,
    '/etc/subuid': 'lin:100000:65536\n',
    '/proc/sys/user/max_user_namespaces': '95000\n',
    [STORE]: JSON.stringify(images.map((each) => ({ id: 'x', names: [`localhost/${each}`] }))),
  },
});
const DOCKER = docker(IMAGE);
const PODMAN = podman(IMAGE);
const machine = (text: string, { files, ...more }: FakeMachine): FakeMachine => ({
  userName: 'lin',
  env: { PATH: '/usr/bin' },
  files: { [CONFIG]: text, ...files },
  ...more,
});
const plan = (text: string, on: FakeMachine, version: string | null = '2026.9.6') =>
  planOf(fix, probesOf(machine(text, on), { version }));
const state = async (text: string) =>
  (await toolSandbox.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

const BAD = `{
  agents: {
    defaults: { workspace: '/srv/lobster', sandbox: { mode: 'off', workspaceAccess: 'rw', docker: { network: 'bridge', readOnlyRoot: false, capDrop: [], binds: [
      '/var/run/docker.sock:/var/run/docker.sock', // the keys to everything
      '/etc:/host-etc:ro',
      '/srv/lobster/music:/music', // songs
      '/srv/films:/films',
      '/srv/lobster/own:/workspace/own:ro',
      '/home/lin:/home/lin:rw',
    ] } } },
    entries: { a: { workspace: '/srv/lobster', sandbox: { mode: 'non-main', scope: 'shared', browser: { allowHostControl: true } }, tools: { exec: { host: 'gateway' } } } },
  },
}
`;

test('on, for every agent, with nothing shared that gives the computer away', async () => {
  const made = await plan(BAD, DOCKER);
  const after = textAfter(made) ?? '';
  const value = readJson5(after);
  expect(valueAt(value, 'agents.defaults.sandbox')).toEqual({
    mode: 'all',
    scope: 'session',
    workspaceAccess: 'ro',
    docker: { binds: ['/srv/lobster/music:/music:ro'] },
  });
  expect(after).toContain('// songs');
  expect([await state(BAD), await state(after)]).toEqual(['attention', 'good']);
  expect(made?.afterwards?.values).toEqual({ engine: 'Docker' });
});

test('with Podman where there is no Docker', async () => {
  const made = await plan('{}', PODMAN);
  expect(valueAt(readJson5(textAfter(made) ?? ''), 'agents.defaults.sandbox')).toEqual({
    mode: 'all',
    backend: 'podman',
    scope: 'session',
  });
  expect(await state(textAfter(made) ?? '')).toBe('good');
});

const without = (on: FakeMachine, file: string): FakeMachine => ({
  ...on,
  files: Object.fromEntries(Object.entries(on.files ?? {}).filter(([name]) => name !== file)),
});
describe('is not switched on where OpenClaw could not answer afterwards:', () => {
  test.each<[string, FakeMachine]>([
    ['no engine', {}],
    ['Docker’s program alone: nothing answers it', without(docker(IMAGE), '/var/run/docker.sock')],
    ['Docker asleep behind its socket', without(docker(IMAGE), '/run/docker.pid')],
    [
      'a Docker that this account may not use',
      { ...docker(IMAGE), files: { ...docker().files, '/var/run/docker.sock': { text: '', denied: true } } },
    ],
    ['a Docker that doesn’t answer', { ...docker(IMAGE), commands: { [DOCKER_LIST]: { code: 1 } } }],
    ['Podman without ids for this account', without(PODMAN, '/etc/subuid')],
    ['Podman without newuidmap', without(PODMAN, '/usr/bin/newuidmap')],
    ['Podman without what its --init needs', without(PODMAN, '/usr/libexec/podman/catatonit')],
    [
      'Podman where user namespaces are off',
      { ...PODMAN, files: { ...PODMAN.files, '/proc/sys/user/max_user_namespaces': '0\n' } },
    ],
    ['Podman whose store makes no sense', { ...PODMAN, files: { ...PODMAN.files, [STORE]: 'hello' } }],
  ])('%s', async (_name, on) => expect(await plan('{ agents: { entries: {} } }', on)).toBeNull());
  test('another account’s OpenClaw: its images and rights can’t be told from here', async () => {
    const on = machine('{}', { ...PODMAN, userName: 'root', uid: 0, home: '/home/lin' });
    const root = {
      ...on,
      files: {
        ...on.files,
        '/var/lib/containers/storage/overlay-images/images.json': PODMAN.files?.[STORE] ?? '',
      },
    };
    expect(await planOf(fix, probesOf(root, { version: '2026.9.6' }))).toBeNull();
  });
  test('Podman in a version that knows only Docker', async () => {
    expect(await plan('{}', PODMAN, '2026.7.35')).toBeNull();
    expect(await plan('{}', PODMAN, null)).toBeNull();
    expect(await plan('{}', PODMAN, '2026.8.2')).not.toBeNull();
  });
  test('an image of the user’s own that isn’t there, or is there for another agent only', async () => {
    const own = (name: string) => `{ agents: { defaults: { sandbox: { docker: { image: '${name}' } } } } }`;
    expect(await plan(own('mine:1'), DOCKER)).toBeNull();
    expect(await plan(own('mine:1'), docker('mine:1'))).toMatchObject({
      does: { id: 'fix.sandbox-on.does' },
    });
    expect(await plan(own('mine'), docker('mine:latest'))).toMatchObject({
      does: { id: 'fix.sandbox-on.does' },
    });
    const agent = `{ agents: { entries: { a: {}, b: { sandbox: { docker: { image: 'mine:1' } } } } } }`;
    expect(await plan(agent, DOCKER)).toBeNull();
  });
});

describe('where only the image is missing', () => {
  test.each<[string, FakeMachine]>([
    ['Docker', docker('debian:12')],
    ['Podman', podman()],
    ['Podman that was never used', without(podman(), STORE)],
  ])('%s makes it, with a price, when the user asks for it', async (name, on) => {
    const made = await plan('{}', on);
    expect(made).toMatchObject({
      does: { id: 'fix.sandbox-on.does-make' },
      cost: { values: { download: IMAGE_PRICE.downloadMB, room: IMAGE_PRICE.roomMB } },
      recommended: false,
    });
    const [pull, build, edit] = made?.changes ?? [];
    const at = `/usr/bin/${name.split(' ')[0]?.toLowerCase()}`;
    expect(pull).toMatchObject({ kind: 'command', program: at, args: ['pull', SANDBOX_BASE], admin: false });
    expect(pull).toMatchObject({ undo: { program: at, args: ['image', 'rm', '--force', SANDBOX_BASE] } });
    expect(build).toMatchObject({ undo: { program: at, args: ['image', 'rm', '--force', IMAGE] } });
    expect(shownOf(made)).toContain(`FROM ${SANDBOX_BASE}`);
    expect(edit).toMatchObject({ kind: 'edit', path: CONFIG });
  });
  test('a sandbox that is on already keeps nothing that it must not hold, whoever makes the image', async () => {
    const text = BAD.replace("mode: 'off'", "mode: 'all'").replace("mode: 'non-main'", "mode: 'all'");
    const probes = probesOf(machine(text, podman()), { version: '2026.9.6' });
    const proposals = await fix.plan(probes, '/home/lin/tankmate');
    expect(proposals.map(({ does, recommended }) => [does.id, recommended ?? true])).toEqual([
      ['fix.sandbox-on.does-cut', true],
      ['fix.sandbox-on.does-make', false],
    ]);
  });
});

test('does what it can where several setups lie beside each other, and says which it can’t', async () => {
  const other = '/home/lin/.openclaw-work/openclaw.json';
  const files = { [other]: '{ agents: { defaults: { sandbox: { docker: { image: "mine:1" } } } } }' };
  const on = { ...PODMAN, files: { ...PODMAN.files, ...files } };
  const made = await plan('{}', on);
  expect(made?.cost?.values).toMatchObject({ left: 1, names: ['work'] });
  expect(made?.recommended ?? true).toBe(true);
  expect(textAfter(made, other)).toBeUndefined();
  const done = textAfter(made) ?? '';
  // Once that is done, nothing is offered again for what can’t be.
  expect(await plan(done, on)).toBeNull();
});

describe('leaves nothing with which OpenClaw would answer nothing more:', () => {
  const sandbox = async (own: string, on = PODMAN, agents = '') => {
    const text = `{ agents: { defaults: { workspace: '/srv/lobster', sandbox: { ${own} } }${agents} } }`;
    return valueAt(readJson5(textAfter(await plan(text, on)) ?? text), 'agents.defaults.sandbox');
  };
  test('shared folders that only a setting let in which goes', async () => {
    const own =
      "docker: { dangerouslyAllowExternalBindSources: true, dangerouslyAllowReservedContainerTargets: true, binds: ['/srv/films:/films:ro', '/srv/lobster/a:/agent:ro', '/srv/lobster/b:/b:ro'] }";
    expect(await sandbox(own)).toMatchObject({ docker: { binds: ['/srv/lobster/b:/b:ro'] } });
    // The same where it is on already, and where no engine is there.
    expect(await sandbox(`mode: 'all', backend: 'podman', ${own}`)).toMatchObject({
      docker: { binds: ['/srv/lobster/b:/b:ro'] },
    });
    expect(await sandbox(`mode: 'all', ${own}`, {})).toEqual({
      mode: 'all',
      docker: { binds: ['/srv/lobster/b:/b:ro'] },
    });
  });
  test('a folder of one agent’s workspace that the others are given too', async () => {
    const own = "docker: { binds: ['/srv/lobster/b:/b:ro'] }";
    const agents = (other: string) =>
      `, entries: { a: { workspace: '/srv/lobster' }, b: { workspace: '${other}' } }`;
    expect(await sandbox(own, PODMAN, agents('/srv/b'))).toMatchObject({ docker: { binds: [] } });
    expect(await sandbox(own, PODMAN, agents('/srv'))).toMatchObject({
      docker: { binds: ['/srv/lobster/b:/b:ro'] },
    });
  });
  test('a browser in the sandbox that Podman can’t run, and Docker not without its image', async () => {
    const own = 'browser: { enabled: true, headless: true }';
    const without = { browser: { headless: true } };
    const browser = 'openclaw-sandbox-browser:bookworm-slim';
    expect(await sandbox(own)).toMatchObject(without);
    expect(await sandbox(own)).not.toHaveProperty('browser.enabled');
    expect(await sandbox(own, DOCKER)).not.toHaveProperty('browser.enabled');
    expect(await sandbox(own, docker(IMAGE, browser))).toHaveProperty('browser.enabled', true);
  });
});

test('an agent’s own engine gives way to the one that is here', async () => {
  const made = await plan(`{ agents: { entries: { a: { sandbox: { backend: 'docker' } } } } }`, PODMAN);
  expect(valueAt(readJson5(textAfter(made) ?? ''), 'agents.entries.a.sandbox')).toEqual({});
});

test('without an engine, what it may reach is cut where a sandbox is asked for', async () => {
  const text = BAD.replace("mode: 'off'", "mode: 'all'").replace("mode: 'non-main'", "mode: 'all'");
  const made = await plan(text, {});
  expect(made?.does.id).toBe('fix.sandbox-on.does-cut');
  expect(valueAt(readJson5(textAfter(made) ?? ''), 'agents.defaults.sandbox.docker')).toEqual({
    binds: ['/srv/lobster/music:/music:ro'],
  });
});

test('is through with an included file that shares no folder any more', async () => {
  const main = "{ agents: { $include: './agents.json5' } }";
  const included = '/home/lin/.openclaw/agents.json5';
  const cut = async (binds: string) => {
    const text = `{ defaults: { sandbox: { mode: 'all', docker: { binds: [${binds}] } } } }`;
    return planOf(fix, probesOf({ files: { [CONFIG]: main, [included]: text } }));
  };
  expect(textAfter(await cut("'/srv/books:/books'"), included)).not.toContain('books');
  expect(await cut('')).toBeNull();
});

test('keeps a drive letter and other options of a shared folder', async () => {
  const text = `{ agents: { defaults: { workspace: 'D:', sandbox: { mode: 'all', docker: { binds: ['D:\\\\music:/music:z,rw'] } } } } }`;
  expect(textAfter(await plan(text, DOCKER))).toContain('D:\\\\music:/music:ro,z');
});

test('looks for Docker where Docker Desktop puts it', async () => {
  const probes = probesOf({
    platform: 'darwin',
    files: {
      '/Users/lin/.openclaw/openclaw.json': '{}',
      '/usr/local/bin/docker': program,
      '/Users/lin/.docker/run/docker.sock': '',
    },
    commands: { [DOCKER_LIST.replace('/usr/bin', '/usr/local/bin')]: `${IMAGE}\n` },
    uid: 1000,
  });
  expect((await planOf(fix, probes))?.does.id).toBe('fix.sandbox-on.does');
});
