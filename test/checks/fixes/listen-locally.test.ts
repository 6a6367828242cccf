import { describe, expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/listen-locally';
import gatewayBindSetting from '../../../main/checks/gateway-bind-setting';
import { CONFIG, planOf, planOn, probesOf, shownOf, textAfter } from './settings';

const OPEN = '{\n  // my lobster\n  gateway: { bind: "lan", port: 18789 },\n}\n';

test('sets the address back, and nothing else', async () => {
  const plan = await planOn(fix, OPEN);
  expect(textAfter(plan)).toBe(OPEN.replace('"lan"', '"loopback"'));
  expect(plan).toMatchObject({ settleMs: 0, does: { id: 'fix.listen-locally.does' } });
  expect(plan?.afterwards).toBeUndefined();
});

test('closes Tailscale’s way in, a funnel of its own too', async () => {
  const plan = await planOn(
    fix,
    '{"gateway":{"bind":"custom","customBindHost":"0.0.0.0","tailscale":{"mode":"serve","preserveFunnel":true}}}',
  );
  expect(textAfter(plan)).toBe('{"gateway":{"bind":"loopback","tailscale":{"mode":"off"}}}');
});

test('names the address in a container, where an unset one would open without Tailscale', async () => {
  const plan = (text: string) => planOf(fix, probesOf({ files: { [CONFIG]: text, '/.dockerenv': '' } }));
  const served = await plan('{"gateway":{"tailscale":{"mode":"serve"}}}');
  expect(textAfter(served)).toMatch(/"bind":\s*"loopback"/);
  expect(textAfter(await plan('{"gateway":{"port":1}}'))).toMatch(/"bind":\s*"loopback"/);
  expect(textAfter(await planOn(fix, '{"gateway":{"tailscale":{"mode":"serve"}}}'))).not.toMatch(/bind/);
});

test('makes the settings file that a container lacks: without one its address is open', async () => {
  const files = { '/home/lin/.openclaw/logs/gateway.log': '' };
  const inContainer = await planOf(fix, probesOf({ files: { ...files, '/.dockerenv': '' } }));
  expect(inContainer?.changes[0]).toMatchObject({ kind: 'edit', path: CONFIG });
  expect(textAfter(inContainer)).toMatch(/"bind":\s*"loopback"/);
  expect(await planOf(fix, probesOf({ files }))).toBeNull();
});

test('keeps byte order mark, Windows’ line ends and comments', async () => {
  const text = '\uFEFF{\r\n  "gateway": {\r\n    "bind": "auto" // for the container\r\n  }\r\n}\r\n';
  expect(textAfter(await planOn(fix, text))).toBe(text.replace('auto', 'loopback'));
});

test('what it leaves is good for the check that asked for it', async () => {
  const after = textAfter(await planOn(fix, OPEN)) ?? '';
  const finding = (text: string) => gatewayBindSetting.inspect(probesOf({ files: { [CONFIG]: text } }));
  expect([(await finding(OPEN)).state, (await finding(after)).state]).toEqual(['attention', 'good']);
});

test('on Windows too, where only trying tells who may write', async () => {
  const path = 'C:\\Users\\lin\\.openclaw\\openclaw.json';
  const text = '{\r\n  "gateway": { "bind": "lan" }\r\n}\r\n';
  const plan = await planOf(fix, probesOf({ platform: 'win32', files: { [path]: text } }));
  expect(textAfter(plan, path)).toBe(text.replace('lan', 'loopback'));
});

test('leaves the settings to an app that carries OpenClaw and writes them itself, and says so', async () => {
  const other = '/home/lin/.rivonclaw/openclaw/openclaw.json';
  const machine = { files: { [CONFIG]: OPEN, [other]: OPEN } };
  const plan = await planOf(fix, probesOf(machine));
  expect(plan?.changes.map((each) => 'path' in each && each.path)).toEqual([CONFIG]);
  expect(plan?.cannot).toMatchObject([{ where: other, because: { id: 'obstacle.of-app' } }]);
});

test('mends every setup at once', async () => {
  const other = '/home/lin/.openclaw-work/openclaw.json';
  const probes = probesOf({ files: { [CONFIG]: OPEN, [other]: '{ gateway: { bind: "tailnet" } }' } });
  const plan = await planOf(fix, probes);
  expect([textAfter(plan), textAfter(plan, other)]).toEqual([
    OPEN.replace('lan', 'loopback'),
    '{ gateway: { bind: "loopback" } }',
  ]);
});

test('shows no secret of the file', async () => {
  const secret = '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57';
  const plan = await planOn(
    fix,
    `{\n  gateway: {\n    auth: { mode: 'token', token: '${secret}' },\n    bind: 'lan',\n    remote: { password: '${secret}' },\n  },\n}`,
  );
  expect(plan?.changes).toHaveLength(1);
  expect(shownOf(plan)).toContain('loopback');
  expect(shownOf(plan)).not.toContain(secret);
});

describe('includes', () => {
  const included = '/home/lin/.openclaw/net.json5';
  const plan = (main: string, net: string) =>
    planOf(fix, probesOf({ files: { [CONFIG]: main, [included]: net } }));

  test('what the settings file says beside an include wins', async () => {
    const made = await plan('{ $include: "./net.json5", a: 1 }', '{ gateway: { bind: "lan" } }');
    expect(textAfter(made)).toBe('{ $include: "./net.json5", a: 1, gateway: { bind: "loopback" } }');
    expect(textAfter(made, included)).toBeUndefined();
  });

  test('what must go goes where it stands', async () => {
    const made = await plan(
      '{ gateway: { $include: "./net.json5" } }',
      '{\n  bind: "custom", // phone\n  customBindHost: "0.0.0.0",\n}\n',
    );
    expect(textAfter(made, included)).toBe('{\n  bind: "loopback", // phone\n}\n');
    expect(textAfter(made)).toBeUndefined();
  });

  test('a file that two setups include is left alone', async () => {
    const net = '/home/lin/.openclaw/net.json5';
    const other = '/home/lin/.openclaw/b/openclaw.json';
    const probes = probesOf({
      env: { OPENCLAW_STATE_DIR: '/home/lin/.openclaw/b', OPENCLAW_INCLUDE_ROOTS: '/home/lin/.openclaw' },
      files: {
        [CONFIG]: '{ gateway: { $include: "./net.json5" } }',
        [other]: '{ gateway: { $include: "../net.json5" } }',
        [net]: '{ bind: "custom", customBindHost: "0.0.0.0" }',
      },
    });
    expect((await probes.settings.all()).items).toHaveLength(2);
    expect(await planOf(fix, probes)).toBeNull();
  });
});

describe('is not offered', () => {
  test.each([
    ['nothing to mend', '{ gateway: { bind: "loopback" } }'],
    ['a gateway elsewhere', '{ gateway: { mode: "remote", bind: "lan" } }'],
    ['broken settings', '{ gateway: { bind: "lan" '],
    ['something in the way', '{ gateway: [{ bind: "lan" }] }'],
  ])('%s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());

  test('no settings file', async () => {
    expect(await planOf(fix, probesOf({ files: { '/home/lin/.openclaw/.keep': '' } }))).toBeNull();
  });
  test('a folder of somebody else', async () => {
    const files = { '/home/lin/.openclaw': { folder: true as const, uid: 1001 }, [CONFIG]: OPEN };
    expect(await planOf(fix, probesOf({ files }))).toBeNull();
  });
  test('a file of somebody else', async () => {
    expect(await planOf(fix, probesOf({ files: { [CONFIG]: { text: OPEN, uid: 0 } } }))).toBeNull();
  });
  test('a folder that is not open to its owner', async () => {
    const files = { '/home/lin/.openclaw': { folder: true as const, mode: 0o500 }, [CONFIG]: OPEN };
    expect(await planOf(fix, probesOf({ files }))).toBeNull();
  });
  test('bytes that are no text', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{ gateway: { bind: "lan", x: "'),
      Buffer.from([0xff]),
      Buffer.from('" } }'),
    ]);
    expect(await planOf(fix, probesOf({ files: { [CONFIG]: { bytes } } }))).toBeNull();
  });
  test('a variable that wins over the settings', async () => {
    const env = { OPENCLAW_GATEWAY_BIND: 'lan' };
    expect(await planOn(fix, OPEN, { services: [{ name: 'openclaw-gateway', env }] })).toBeNull();
  });
  test('a service’s command line that wins over the settings', async () => {
    const options = { '--bind': 'lan' };
    expect(
      await planOn(fix, OPEN, { services: [{ name: 'openclaw-gateway', env: {}, options }] }),
    ).toBeNull();
  });
});

describe('a running gateway', () => {
  const off = OPEN.replace('port: 18789', 'reload: { mode: "off" }');
  const service = { name: 'openclaw-gateway', env: {} };

  test('of a service starts anew: in the same process it would keep its address', async () => {
    const plan = await planOn(fix, OPEN, {
      gateways: [{}],
      services: [{ ...service, kind: 'systemd-user' }],
    });
    expect(plan?.changes.map(({ kind }) => kind)).toEqual(['edit', 'command']);
    expect(plan?.settleMs).toBeGreaterThan(10_000);
    expect(plan?.afterwards).toBeUndefined();
  });
  test('without a service is ended, and the user is told', async () => {
    const plan = await planOn(fix, OPEN, { gateways: [{}] });
    expect(plan?.changes.map(({ kind }) => kind)).toEqual(['edit', 'end']);
    expect(plan?.afterwards).toEqual({ id: 'fix.listen-locally.start-again' });
  });
  test.each([
    ['systemd-user', ['systemctl --user restart openclaw-gateway.service']],
    ['systemd-system', ['systemctl restart openclaw-gateway.service (administrator)']],
    ['launch-agent', ['launchctl kickstart -k gui/1000/openclaw-gateway']],
    ['scheduled-task', ['schtasks.exe /End /TN openclaw-gateway', 'schtasks.exe /Run /TN openclaw-gateway']],
  ] as const)('that doesn’t watch its settings is started anew: %s', async (kind, expected) => {
    const plan = await planOn(fix, off, { gateways: [{}], services: [{ ...service, kind }] });
    const commands = plan?.changes.flatMap((each) =>
      each.kind === 'command'
        ? [`${[each.program, ...each.args].join(' ')}${each.admin ? ' (administrator)' : ''}`]
        : [],
    );
    expect(commands).toEqual(expected);
    expect(plan?.changes[0]?.kind).toBe('edit');
  });
  test('that nobody starts is ended, and the user is told', async () => {
    const plan = await planOn(fix, off, { gateways: [{}] });
    expect(plan?.changes[1]).toMatchObject({ kind: 'end', pid: 4242, startedAt: '777' });
    expect(plan?.afterwards).toEqual({ id: 'fix.listen-locally.start-again' });
  });
  test('of another setup or in a container is left alone', async () => {
    const gateways = [{ stateDir: '/home/lin/.openclaw-b' }, { where: 'container:x' }];
    expect((await planOn(fix, off, { gateways }))?.changes).toHaveLength(1);
  });
  test.each([
    ['of another account', { account: 'mei', stateDir: null }],
    ['of root’s', { account: 'root', administrator: true, stateDir: null }],
    ['of another account on the same folder', { account: 'mei' }],
    ['whose account could not be told', { account: null, stateDir: null }],
    ['of which it could not be told when it started', { startedAt: null }],
  ])('%s is left alone, and the settings are changed all the same', async (_, gateway) => {
    const plan = await planOn(fix, off, { gateways: [gateway] });
    expect(plan?.changes.map(({ kind }) => kind)).toEqual(['edit']);
    expect(plan?.afterwards).toBeUndefined();
  });
  test('is not started anew by another account’s service, nor by one that only bears the name', async () => {
    for (const other of [
      { ...service, kind: 'systemd-user', account: 'mei' },
      { ...service, kind: 'systemd-user', unproven: true },
      { ...service, kind: 'systemd-system', account: 'claw' },
    ] as const) {
      const plan = await planOn(fix, off, { gateways: [{}], services: [other] });
      expect(plan?.changes.map(({ kind }) => kind)).toEqual(['edit', 'end']);
    }
  });
});
