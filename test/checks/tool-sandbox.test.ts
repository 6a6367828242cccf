import { expect, test } from 'vitest';
import check from '../../main/checks/tool-sandbox';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

const on = { mode: 'all' };
const inspect = (value: Json) => check.inspect(settingsProbes(read(value)));
const result = async (sandbox: Json, more: { [key: string]: Json } = {}) => {
  const { state, severity, because } = await inspect({ agents: { defaults: { sandbox } }, ...more });
  return `${severity ?? state} ${because.id.replace('tool-sandbox.', '')}`;
};

test('where the tools run', async () => {
  expect(await result({})).toBe('high off');
  expect(await result({ mode: 'off' })).toBe('high off');
  expect(await result({ mode: 'off' }, { tools: { profile: 'messaging' } })).toBe('medium off-few');
  expect(await result({ mode: 'off' }, { tools: { exec: { security: 'deny' } } })).toBe('high off');
  expect(await result({ mode: 'off' }, { tools: { deny: ['group:fs', 'group:runtime'] } })).toBe(
    'medium off-few',
  );
  expect(await result({ mode: 'non-main' })).toBe('medium main-outside');
  expect(await result(on)).toBe('good all');
  expect(await result({ mode: 'every' })).toBe('high off');
});

test('what opens it again', async () => {
  expect(await result({ ...on, scope: 'shared' })).toBe('medium shared');
  expect(await result({ ...on, perSession: false })).toBe('medium shared');
  expect(await result({ ...on, perSession: true })).toBe('good all');
  expect(await result({ ...on, workspaceAccess: 'rw' })).toBe('low writes');
  expect(await result({ ...on, workspaceAccess: 'ro' })).toBe('good all');
  expect(await result({ ...on, docker: { network: 'host' } })).toBe('high host-network');
  expect(await result({ ...on, docker: { network: 'container:db' } })).toBe('high host-network');
  expect(await result({ ...on, docker: { network: 'bridge' } })).toBe('low network');
  expect(await result({ ...on, docker: { binds: ['/var/run/docker.sock:/s'] } })).toBe('critical control');
  expect(await result({ ...on, docker: { binds: ['/etc:/e:ro'] } })).toBe('high system');
  expect(await result({ ...on, docker: { binds: ['/home/lin:/h'] } })).toBe('high home');
  expect(await result({ ...on, docker: { binds: ['/srv/x:/x'] } })).toBe('medium folder');
  expect(await result({ ...on, docker: { binds: ['/srv/x:/x:ro'] } })).toBe('good all');
  expect(await result({ ...on, browser: { binds: ['/home/lin:/h'] } })).toBe('high home');
  expect(await result({ ...on, docker: { seccompProfile: 'unconfined' } })).toBe('high weakened');
  expect(await result({ ...on, docker: { capDrop: [] } })).toBe('medium weakened');
  expect(await result({ ...on, docker: { capDrop: ['ALL'], user: '1000:1000' } })).toBe('good all');
  expect(await result({ ...on, docker: { user: '0:0' } })).toBe('medium weakened');
  expect(await result({ ...on, docker: { dangerouslyAllowContainerNamespaceJoin: true } })).toBe(
    'high weakened',
  );
  expect(await result({ ...on, browser: { allowHostControl: true } })).toBe('medium browser');
  expect(await result(on, { tools: { exec: { host: 'gateway' } } })).toBe('high escapes');
  expect(await result(on, { tools: { exec: { host: 'gateway' }, profile: 'messaging' } })).toBe('good all');
  // Container settings say nothing of a machine reached over ssh.
  expect(await result({ ...on, backend: 'ssh', docker: { network: 'host' } })).toBe('good all');
});

test('a variable that can’t be seen is unknown', async () => {
  expect(await result({ mode: `\${SANDBOX}`, scope: 'session' })).toBe('high off');
  expect(await result({ ...on, docker: { network: `\${NET}` } })).toBe('unknown settings.odd');
  expect(await result({ ...on, workspaceAccess: 'all' })).toBe('unknown settings.odd');
});

test('one agent outside is enough, in the new shape and the old', async () => {
  const defaults = { sandbox: on };
  const loose = { sandbox: { mode: 'off' } };
  for (const agents of [
    { defaults, entries: { safe: {}, loose } },
    { defaults, list: [{ id: 'safe' }, { id: 'loose', ...loose }] },
  ]) {
    const finding = await inspect({ agents });
    expect(finding).toMatchObject({
      severity: 'high',
      because: { id: 'tool-sandbox.off', values: { agent: 'loose' } },
    });
    expect(finding.evidence[0]?.where).toMatch(/agents\.(?:entries\.loose|list\[1\])\.sandbox\.mode$/);
  }
  expect((await inspect({ agents: { entries: { a: { sandbox: on } } } })).state).toBe('good');
});

test('binds of all agents and of one are both looked at, except where the container is shared', async () => {
  const own = { sandbox: { docker: { binds: ['/etc:/e'] } } };
  const with_ = (scope: string) => ({
    agents: { defaults: { sandbox: { ...on, scope } }, entries: { a: own } },
  });
  expect((await inspect(with_('agent'))).because.id).toBe('tool-sandbox.system');
  expect((await inspect(with_('shared'))).because.id).toBe('tool-sandbox.shared');
});

test('a sandbox that is this very computer', async () => {
  const inside = async (sandbox: { [key: string]: Json }) => {
    const { severity, state, because } = await check.inspect(
      settingsProbes(read({ agents: { defaults: { sandbox: { mode: 'all', ...sandbox } } } })),
    );
    return `${severity ?? state} ${because.id.replace('tool-sandbox.', '')}`;
  };
  for (const target of ['lin@localhost', '127.0.0.1:2222', 'ssh://root@[::1]'])
    expect(await inside({ backend: 'ssh', ssh: { target } })).toBe('high ssh-here');
  expect(await inside({ backend: 'ssh', ssh: { target: 'box@far.example.net' } })).toBe('good all');
  expect(await inside({ browser: { enabled: true, network: 'bridge' } })).toBe('low browser-open');
  expect(
    await inside({ browser: { enabled: true, network: 'bridge', cdpSourceRange: '172.17.0.1/32' } }),
  ).toBe('good all');
});
