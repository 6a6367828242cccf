import { describe, expect, test } from 'vitest';
import { BACK_SCRIPT, MOVE_SCRIPT } from '../../../main/checks/account/move-script';
import fix from '../../../main/checks/fixes/ordinary-account';
import type { Json } from '../../../main/openclaw/read-settings';
import { createFileProbe } from '../../../main/probes/files';
import type { Gateway } from '../../../main/probes/gateways';
import type { Copy, Service } from '../../../main/probes/openclaw';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { fakeProbes, seen } from '../../fakes/probes';
import { read } from '../../fakes/settings';

const TEXT = `{
  // where it works
  "agents": { "defaults": { "workspace": "/home/lin/.openclaw/workspace" } },
  "gateway": { "port": 19000 },
}
`;
const copy: Copy = {
  path: '/home/lin/.npm-global/lib/node_modules/openclaw',
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
};
const unit = (kind: Service['kind'], name = 'openclaw-gateway.service'): Service => ({
  name,
  kind,
  file: `/etc/systemd/system/${name}`,
  account: 'lin',
  administrator: kind === 'systemd-system',
  env: {},
  legacy: false,
});
const gateway = {
  pid: 4242,
  program: 'openclaw-gatewa',
  startedAt: '777',
  account: 'lin',
  stateDir: null,
  where: 'this-computer',
} as Gateway;

interface Told {
  machine?: FakeMachine;
  value?: Json;
  text?: string;
  copies?: Copy[];
  services?: Service[];
  running?: Gateway[];
  hidden?: boolean;
}
function plan({
  machine = {},
  value,
  text = TEXT,
  copies = [copy],
  services = [],
  running = [],
  hidden,
}: Told = {}) {
  const host = fakeHost({
    env: { PATH: '/usr/bin' },
    ...machine,
    files: {
      '/home/lin': { folder: true, mode: 0o755 },
      '/home/lin/.openclaw/openclaw.json': { text, mode: 0o600 },
      '/etc/passwd': 'root:x:0:0::/root:/bin/bash\nlin:x:1000:1000::/home/lin:/bin/bash\n',
      '/etc/group': 'root:x:0:\nlin:x:1000:\n',
      '/usr/bin/node': 'ELF',
      '/proc/4242/exe': { link: '/opt/node24/bin/node' },
      ...machine.files,
    },
  });
  const settings = read(
    value ?? {
      agents: { defaults: { workspace: '/home/lin/.openclaw/workspace' } },
      gateway: { port: 19000 },
    },
  );
  const ownership = createOwnershipProbe(
    host,
    { services: async () => seen(...services) },
    { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
  );
  const gaps = hidden ? [{ where: '/root', because: { id: 'look.not-allowed' } }] : [];
  return fix.plan(
    fakeProbes({
      files: createFileProbe(host),
      settings: { all: async () => seen(settings) },
      openclaw: { copies: async () => seen(...copies), services: async () => ({ items: services, gaps }) },
      gateways: { running: async () => seen(...running) },
      ownership,
    }),
    '/home/lin/.config/Tankmate/quarantine',
  );
}

describe('ordinary-account', () => {
  test('one shown script does it, and one takes it back', async () => {
    const [proposal, ...more] = await plan({ services: [unit('systemd-user')], running: [gateway] });
    expect(more).toEqual([]);
    expect(proposal).toMatchObject({
      hides: true,
      bringsUp: ['forgotten-copies'],
      afterwards: { values: { port: '19000', home: '/home/openclaw/.openclaw' } },
    });
    const told = [
      'openclaw',
      '/home/lin/.openclaw',
      '/home/lin/.npm-global/lib/node_modules/openclaw',
      '/opt/node24/bin/node',
      '1000:1000',
      'openclaw-gateway.service',
      'new',
    ];
    expect(proposal?.changes).toEqual([
      {
        kind: 'command',
        program: 'systemctl',
        args: ['--user', 'disable', '--now', 'openclaw-gateway.service'],
        admin: false,
        undo: { program: 'systemctl', args: ['--user', 'enable', '--now', 'openclaw-gateway.service'] },
        optional: true,
      },
      { kind: 'end', pid: 4242, program: 'openclaw-gatewa', startedAt: '777', graceMs: 5000 },
      { kind: 'mode', path: '/home/lin', before: '0755', after: '0750' },
      {
        kind: 'edit',
        path: '/home/lin/.openclaw/openclaw.json',
        before: TEXT,
        after: TEXT.replace('/home/lin/.openclaw/workspace', '/home/openclaw/.openclaw/workspace'),
        format: 'json5',
      },
      {
        kind: 'command',
        program: '/bin/sh',
        args: ['-c', MOVE_SCRIPT, 'tankmate', ...told],
        admin: true,
        undo: { program: '/bin/sh', args: ['-c', BACK_SCRIPT, 'tankmate', ...told] },
        limitMs: 300_000,
      },
    ]);
  });

  test('the system’s own unit is kept and told another account', async () => {
    const [proposal] = await plan({
      services: [unit('systemd-system', 'openclaw.service')],
      running: [gateway],
    });
    const move = proposal?.changes.at(-1);
    expect(move?.kind === 'command' && move.args.slice(-2)).toEqual(['openclaw.service', 'old']);
    // Its manager stops it.
    expect(proposal?.changes.map(({ kind }) => kind)).toEqual(['mode', 'edit', 'command']);
  });

  test('a name that somebody has is left alone', async () => {
    const taken = { '/etc/passwd': 'openclaw:x:999:999::/nonexistent:/usr/sbin/nologin\n' };
    const [proposal] = await plan({ machine: { files: taken } });
    expect(proposal?.afterwards).toMatchObject({ values: { home: '/home/openclaw-tank/.openclaw' } });
    const both = { ...taken, '/opt/openclaw-tank/x': '' };
    expect(await plan({ machine: { files: both } })).toEqual([]);
  });

  test.each<[string, Told]>([
    ['another system', { machine: { platform: 'darwin' } }],
    ['somebody else’s OpenClaw', { machine: { uid: 1001 } }],
    ['two copies', { copies: [copy, { ...copy, path: '/usr/lib/node_modules/openclaw' }] }],
    ['a copy that leads out of its folder', { copies: [{ ...copy, kind: 'pnpm' }] }],
    ['two gateways', { running: [gateway, { ...gateway, pid: 4243 }] }],
    ['services that could not be seen', { hidden: true }],
    ['a unit of an odd name', { services: [unit('systemd-system', 'mine.service')] }],
    [
      'settings that lean on the home',
      { value: { agents: { defaults: { workspace: '/home/lin/Documents' } } } },
    ],
    [
      'settings that lean on the home with a tilde',
      { value: { skills: { load: { extraDirs: ['~/skills'] } } } },
    ],
    ['a copy at an odd place', { copies: [{ ...copy, path: '/home/lin/a\nb/openclaw' }] }],
  ])('%s: not by a program', async (_name, told) => {
    expect(await plan(told)).toEqual([]);
  });
});
