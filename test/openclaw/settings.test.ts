import { describe, expect, test } from 'vitest';
import { addressReach } from '../../main/openclaw/gateway-settings';
import {
  agentsOf,
  environmentNames,
  fillIn,
  pathText,
  readSettings,
  valueAt,
} from '../../main/openclaw/read-settings';
import { readBind } from '../../main/openclaw/sandbox-settings';
import { secretVariable, strengthOf } from '../../main/openclaw/secret-strength';
import { execGate, toolRights } from '../../main/openclaw/tool-policy';

describe('reading values', () => {
  const value = { gateway: { bind: 'lan', port: 1 }, agents: { list: [{ id: 'a' }] }, 'a.b': { c: true } };

  test('by path, by own names only', () => {
    expect(valueAt(value, 'gateway.bind')).toBe('lan');
    expect(valueAt(value, ['agents', 'list', 0, 'id'])).toBe('a');
    expect(valueAt(value, ['a.b', 'c'])).toBe(true);
    for (const path of ['gateway.bind.length', 'gateway.toString', 'constructor.name', '__proto__', 'x.y.z'])
      expect(valueAt(value, path)).toBeUndefined();
    expect(valueAt(null, 'a')).toBeUndefined();
    expect(pathText(['agents', 'list', 0, 'id'])).toBe('agents.list[0].id');
  });

  test('what has no clear meaning is odd, once', () => {
    const reader = readSettings(
      { a: 1, b: 'x', c: `\${MISSING}`, d: ['*', 7, {}], e: 'no', f: null, g: `\${SEEN}` },
      { SEEN: 'lan' },
    );
    expect(reader.text('a')).toBeUndefined();
    expect(reader.text('a')).toBeUndefined();
    expect(reader.text('b', ['y'])).toBeUndefined();
    expect(reader.text('c')).toBeUndefined();
    expect(reader.texts('d')).toEqual(['*', '7']);
    expect(reader.flag('e')).toBeUndefined();
    expect(reader.flag('f')).toBeUndefined();
    expect(reader.names('b')).toEqual([]);
    expect(reader.text('g', ['lan'])).toBe('lan');
    expect(reader.text('unset.below')).toBeUndefined();
    expect(reader.text('b.below')).toBeUndefined();
    expect(reader.odd.map(({ path, why }) => `${path} ${why}`)).toEqual([
      ...['a type', 'b type', 'c environment', 'd type', 'e type', 'f type'],
    ]);
  });

  test('variables', () => {
    expect(environmentNames(`a \${X_1} $\${Y} \${lower} $Z \${`)).toEqual(['X_1']);
    expect(fillIn(`a \${X} $\${Y}`, { X: '1' })).toBe(`a 1 \${Y}`);
    expect(fillIn(`\${X}`, { X: '' })).toBeNull();
    expect(fillIn(`\${X}`, {})).toBeNull();
    expect(fillIn(`\${toString}\${A}`, {})).toBeNull();
    expect(secretVariable('$OPENCLAW_TOKEN')).toBe('OPENCLAW_TOKEN');
    expect(secretVariable(` \${A} `)).toBe('A');
    expect(secretVariable('$$ecret')).toBeNull();
  });

  test('agents of both shapes', () => {
    const names = (agents: object) =>
      agentsOf(readSettings({ agents } as never)).map(
        ({ name, path }) => `${name} ${path && pathText(path)}`,
      );
    expect(names({})).toEqual(['main null']);
    expect(names({ entries: { a: {} }, list: [{ id: 'b' }, 7] })).toEqual([
      ...['a agents.entries.a', 'b agents.list[0]', '1 agents.list[1]'],
    ]);
  });
});

describe('strength of a secret', () => {
  test.each([
    ['', 'placeholder'],
    ['  undefined ', 'placeholder'],
    ['change-me-to-a-long-random-token', 'placeholder'],
    ['<your token goes in here please>', 'placeholder'],
    ['hunter2', 'short'],
    ['37c7742330e288a151df2d5', 'short'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'pattern'],
    ['0123456789abcdef0123456789abcdef0123456789abcdef', 'pattern'],
    ['openclawopenclawopenclawopencl', 'pattern'],
    ['abcdefghijklmnopqrstuvwxyz', 'pattern'],
    ['qwertyuiopasdfghjklzxcvbnm', 'pattern'],
    ['<'.repeat(1_000_000), 'pattern'],
    ['37c7742330e288a151df2d5aadf24654c54f35c31e68c889', 'strong'],
    ['correct horse battery staple lamp', 'strong'],
  ])('%#: %s', (secret, strength) => expect(strengthOf(secret)).toBe(strength));
});

test('how far an address reaches', () => {
  const reach = (address: string) => addressReach(address);
  expect(['127.0.0.1', '127.9.9.9', 'localhost', '::1'].map(reach)).toEqual(Array(4).fill('this-computer'));
  expect(
    ['0.0.0.0', '::', '', 'my-host', '192.168.1.5', '10.0.0.1', '172.31.0.1', '999.1.1.1'].map(reach),
  ).toEqual(Array(8).fill('network'));
  expect(['100.64.0.1', '100.127.255.255'].map(reach)).toEqual(['tailnet', 'tailnet']);
  expect(['8.8.8.8', '172.32.0.1', '100.128.0.1'].map(reach)).toEqual(Array(3).fill('internet'));
});

test('what a shared folder gives away', () => {
  const reach = (bind: string) => readBind(bind, '/home/lin').reach;
  for (const bind of [
    ...['/var/run/docker.sock:/var/run/docker.sock', '/run/user/1000/podman/podman.sock:/s', '/run:/r'],
    ...['/var/run/:/r', '\\\\.\\pipe\\docker_engine:/x'],
  ])
    expect(reach(bind), bind).toBe('control');
  for (const bind of ['/:/host', '/etc:/e:ro', '/root/x:/r', 'C:\\:/c', 'C:\\Windows:/w', '/srv/../etc:/e'])
    expect(reach(bind), bind).toBe('system');
  for (const bind of [
    ...['/home/lin:/h', '/home:/h', '~:/h', '/Users/lin/:/h', 'C:\\Users\\lin:/h', '/home/lin/.ssh:/s:ro'],
    ...['/home/lin/Documents:/d', '~/.aws/credentials:/a'],
  ])
    expect(reach(bind), bind).toBe('home');
  expect(reach('/srv/shared:/data')).toBe('folder');
  expect(reach('/home/lin/projects/a:/a')).toBe('folder');
  expect(readBind('D:\\data:/d:ro', 'C:\\Users\\lin')).toEqual({ reach: 'folder', writable: false });
  expect(readBind('/srv/a:/a:rw,z', '/home/lin').writable).toBe(true);
  expect(readBind('/srv/a:/a', '/home/lin').writable).toBe(true);
});

describe('tools', () => {
  const allowed = (tools: object, own: object = {}) => {
    const reader = readSettings({ tools, agents: { entries: { a: { tools: own } } } } as never);
    const rights = toolRights(reader, ['agents', 'entries', 'a']);
    return (['commands', 'files', 'browser', 'devices', 'control', 'terminal'] as const).filter(
      (kind) => rights.allowed(kind).length > 0,
    );
  };
  const ALL = ['commands', 'files', 'browser', 'devices', 'control', 'terminal'];

  test('profiles', () => {
    expect(allowed({})).toEqual(ALL);
    expect(allowed({ profile: 'full' })).toEqual(ALL);
    expect(allowed({ profile: 'minimal' })).toEqual([]);
    expect(allowed({ profile: 'messaging' })).toEqual([]);
    expect(allowed({ profile: 'coding' })).toEqual(['commands', 'files', 'control', 'terminal']);
    expect(allowed({ profile: 'minimal' }, { profile: 'full' })).toEqual(ALL);
    expect(allowed({ profile: 'full' }, { profile: 'minimal' })).toEqual([]);
    expect(allowed({ profile: 'minimal', alsoAllow: ['Exec'] })).toEqual(['commands']);
    expect(allowed({ profile: 'wide' })).toEqual(ALL);
  });

  test('lists: denying wins, names in any case, stars, groups, old names', () => {
    expect(allowed({ deny: ['*'] })).toEqual([]);
    expect(
      allowed({ deny: ['group:runtime', 'group:fs', 'BROWSER', 'node*', 'computer', 'mobile_ui'] }),
    ).toEqual([...['control', 'terminal']]);
    expect(allowed({ deny: ['bash'] })).toContain('commands');
    expect(allowed({ allow: ['bash'] })).toEqual(['commands']);
    expect(allowed({ allow: ['*'] }, { allow: ['read'] })).toEqual(['files']);
    expect(allowed({ deny: ['exec', 'process'] }, { allow: ['exec'] })).toEqual([]);
    expect(allowed({ allow: [] })).toEqual(ALL);
    expect(allowed({ deny: ['group:automation'] })).not.toContain('control');
    expect(allowed({ deny: ['cron', 'gateway', 'plugins', 'openclaw'] })).not.toContain('control');
    expect(allowed({ deny: ['__proto__', 'constructor', 'e*x*e*c', '*'.repeat(500)] })).toEqual([]);
  });

  test('writing brings patches, denying it does not take them', () => {
    const patch = (tools: object) =>
      toolRights(readSettings({ tools } as never), null)
        .allowed('files')
        .includes('apply_patch');
    expect(patch({ allow: ['write'] })).toBe(true);
    expect(patch({ deny: ['write'] })).toBe(true);
    expect(patch({ deny: ['group:fs'] })).toBe(false);
  });

  test.each([
    [{}, 'free'],
    [{ security: 'full', ask: 'off' }, 'free'],
    [{ security: 'full', ask: 'on-miss' }, 'free'],
    [{ security: 'full', ask: 'always' }, 'asks'],
    [{ ask: 'always' }, 'asks'],
    [{ security: 'allowlist' }, 'listed-only'],
    [{ security: 'allowlist', ask: 'on-miss' }, 'asks'],
    [{ security: 'deny', ask: 'off' }, 'denied'],
    [{ mode: 'full' }, 'free'],
    [{ mode: 'ask' }, 'asks'],
    [{ mode: 'deny' }, 'denied'],
    [{ mode: 'nonsense' }, 'free'],
  ])('commands with %j are %s', (exec, gate) => {
    expect(execGate(readSettings({ tools: { exec } } as never), null)).toBe(gate);
  });
});
