import { describe, expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/sandbox-on';
import toolSandbox from '../../../main/checks/tool-sandbox';
import { readJson5 } from '../../../main/openclaw/json5';
import { at } from '../../../main/openclaw/settings';
import { CONFIG, planOf, probesOf, textAfter } from './settings';

const DOCKER = { '/usr/bin/docker': '', '/var/run/docker.sock': '' };
const PODMAN = { '/usr/bin/podman': '' };
const plan = (text: string, files: Record<string, string>, version: string | null = '2026.9.6') =>
  planOf(fix, probesOf({ files: { [CONFIG]: text, ...files } }, { version }));
const state = async (text: string) =>
  (await toolSandbox.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

const BAD = `{
  agents: {
    defaults: { sandbox: { mode: 'off', workspaceAccess: 'rw', docker: { network: 'bridge', readOnlyRoot: false, capDrop: [], binds: [
      '/var/run/docker.sock:/var/run/docker.sock', // the keys to everything
      '/etc:/host-etc:ro',
      '/srv/music:/music', // songs
      '/home/lin:/home/lin:rw',
    ] } } },
    entries: { a: { sandbox: { mode: 'non-main', scope: 'shared', browser: { allowHostControl: true } }, tools: { exec: { host: 'gateway' } } } },
  },
}
`;

test('on, for every agent, with nothing shared that gives the computer away', async () => {
  const made = await plan(BAD, DOCKER);
  const after = textAfter(made) ?? '';
  const value = readJson5(after);
  expect(at(value, 'agents.defaults.sandbox')).toEqual({
    mode: 'all',
    scope: 'session',
    workspaceAccess: 'ro',
    docker: { binds: ['/srv/music:/music:ro'] },
  });
  expect(after).toContain('// songs');
  expect([await state(BAD), await state(after)]).toEqual(['attention', 'good']);
  expect(made?.afterwards?.values).toEqual({ engine: 'Docker' });
});

test('with Podman where there is no Docker', async () => {
  const made = await plan('{}', PODMAN);
  expect(at(readJson5(textAfter(made) ?? ''), 'agents.defaults.sandbox')).toEqual({
    mode: 'all',
    backend: 'podman',
    scope: 'session',
  });
  expect(await state(textAfter(made) ?? '')).toBe('good');
});

describe('is not switched on', () => {
  test.each([
    ['without an engine', {}],
    ['with Docker’s program alone: nothing answers it', { '/usr/bin/docker': '' }],
  ])('%s', async (_name, files) => expect(await plan('{ agents: { entries: {} } }', files)).toBeNull());
  test('with Podman in a version that knows only Docker', async () => {
    expect(await plan('{}', PODMAN, '2026.3.13')).toBeNull();
    expect(await plan('{}', PODMAN, null)).toBeNull();
  });
});

test('without an engine, what it may reach is cut where a sandbox is asked for', async () => {
  const text = BAD.replace("mode: 'off'", "mode: 'all'").replace("mode: 'non-main'", "mode: 'all'");
  const made = await plan(text, {});
  expect(made?.does.id).toBe('fix.sandbox-on.does-cut');
  expect(at(readJson5(textAfter(made) ?? ''), 'agents.defaults.sandbox.docker')).toEqual({
    binds: ['/srv/music:/music:ro'],
  });
});

test('keeps a drive letter and other options of a shared folder', async () => {
  const text = `{ agents: { defaults: { sandbox: { mode: 'all', docker: { binds: ['D:\\\\music:/music:z,rw'] } } } } }`;
  expect(textAfter(await plan(text, DOCKER))).toContain('D:\\\\music:/music:ro,z');
});

test('looks for Docker where Docker Desktop puts it', async () => {
  const probes = probesOf({
    platform: 'darwin',
    files: {
      '/Users/lin/.openclaw/openclaw.json': '{}',
      '/usr/local/bin/docker': '',
      '/Users/lin/.docker/run/docker.sock': '',
    },
    uid: 1000,
  });
  expect((await planOf(fix, probes))?.does.id).toBe('fix.sandbox-on.does');
});
