import { chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { undoAsAdmin } from '../../main/changes/admin';
import { BACK_SCRIPT, moveArguments } from '../../main/checks/account/move-script';
import { asAdministrator } from '../../main/checks/fixes/retire-copy';
import stopTunnels from '../../main/checks/fixes/stop-tunnels';
import type { CommandChange } from '../../main/contract/change';
import { disableServiceAsAdmin } from '../../main/operations/stop/disable-services';
import { removeServiceAsAdmin } from '../../main/operations/uninstall/services';
import type { Service } from '../../main/probes/openclaw';
import { checkOwner } from '../../main/system/write/atomic-file';
import { probesWith } from '../checks/doors';
import { probesOn } from '../checks/fixes/machine';
import { bench, ownPlace } from './bench';

const UID = process.geteuid?.() ?? 0;
const service = (kind: Service['kind'], file: string, name = 'ai.openclaw.gateway') =>
  ({ kind, file, name, account: null, administrator: true }) as unknown as Service;
const command = (undo: CommandChange['undo'], program = '/usr/bin/systemctl'): CommandChange => ({
  kind: 'command',
  program,
  args: ['stop', 'openclaw-gateway.service'],
  admin: true,
  undo,
});
const account = (told: Partial<Parameters<typeof moveArguments>[0]>) =>
  command(
    {
      program: '/bin/sh',
      args: [
        '-c',
        BACK_SCRIPT,
        'tankmate',
        ...moveArguments({
          account: 'openclaw',
          stateDir: '/nowhere/.openclaw',
          copy: '/home/lin/.npm/lib/node_modules/openclaw',
          node: '/usr/bin/node',
          owner: `${UID}:1000`,
          unit: null,
          ...told,
        }),
      ],
    },
    '/bin/sh',
  );

describe('what the fixes plan can be taken back as administrator', () => {
  const { files } = probesOn({});
  const windows = probesOn({ platform: 'win32' }).files;
  const units = [
    '/etc/systemd/system/openclaw-gateway.service',
    '/etc/systemd/system/openclaw@a\\x2db.service',
  ];
  const plist = '/Library/LaunchDaemons/ai.openclaw.gateway.plist';
  const changes = [
    ...units
      .flatMap((file) => [true, false].map((enabled) => ({ file, enabled })))
      .flatMap(({ file, enabled }) =>
        disableServiceAsAdmin(files, { service: service('systemd-system', file), running: true }, enabled),
      ),
    ...disableServiceAsAdmin(files, { service: service('launch-daemon', plist), running: true }, true),
    ...disableServiceAsAdmin(
      windows,
      { service: service('scheduled-task', '\\OpenClaw Gateway'), running: true },
      true,
    ),
    removeServiceAsAdmin(files, service('systemd-system', units[0] ?? '')),
    removeServiceAsAdmin(windows, service('scheduled-task', '\\小龙虾\\OpenClaw')),
  ].filter((change): change is CommandChange => change?.kind === 'command');

  test.each(changes.map((change) => [`${change.undo?.program} ${change.undo?.args.join(' ')}`, change]))(
    '%s',
    async (_, change) => {
      expect(change.admin).toBe(true);
      expect(await undoAsAdmin(change)).toEqual(change.undo);
    },
  );

  test('a rule of Windows', async () => {
    const forwards = [{ address: '*', port: 8080, toAddress: '127.0.0.1', toPort: 18789 }];
    const [proposal] = await stopTunnels.plan(probesWith({ forwards }), '/q');
    const change = proposal?.changes[0] as CommandChange;
    const program = 'C:\\Windows\\System32\\netsh.exe';
    const undo = change.undo && { ...change.undo, program };
    expect(await undoAsAdmin({ ...change, undo })).toEqual(undo);
  });

  test.each(['linux', 'darwin'] as const)('a copy that was put away on %s', async (platform) => {
    const files = Object.fromEntries(
      ['/', '/usr', '/usr/lib'].map((path) => [path, { folder: true as const, uid: 0, mode: 0o755 }]),
    );
    const moved = await asAdministrator(probesOn({ platform, files }), '/usr/lib/node_modules/openclaw');
    expect(moved && (await undoAsAdmin(moved.change))).toEqual(moved?.change.undo);
  });

  test('an account of its own', async () => {
    const stateDir = join(await ownPlace(), '.openclaw');
    const change = account({ stateDir });
    expect(await undoAsAdmin(change)).toEqual(change.undo);
    // A later version of the app takes it back with its own script.
    const older = {
      ...change,
      undo: { program: '/bin/sh', args: ['-c', 'id', ...(change.undo?.args.slice(2) ?? [])] },
    };
    expect(await undoAsAdmin(older)).toEqual(change.undo);
  });
});

describe('what somebody wrote into the journal is not run as administrator', () => {
  const place = '/var/lib/tankmate-copy-openclaw-0123456789abcdef';
  const mv = (from: string, to: string) => ['-c', 'id', 'sh', from, to, '/usr/bin/mv', '-n', '-T', '--'];
  test.each([
    ['a program', { program: '/usr/bin/id', args: [] }],
    ['a script', { program: '/bin/sh', args: ['-c', 'cp /home/lin/x /etc/sudoers.d/x'] }],
    [
      'a unit by its path',
      { program: '/usr/bin/systemctl', args: ['enable', '--now', '/home/lin/x.service'] },
    ],
    ['a word more', { program: '/usr/bin/systemctl', args: ['start', '--root=/home/lin', 'x.service'] }],
    ['another verb', { program: '/usr/bin/systemctl', args: ['edit', 'x.service'] }],
    ['a job elsewhere', { program: '/bin/launchctl', args: ['bootstrap', 'system', '/Users/lin/x.plist'] }],
    [
      'a job above',
      { program: '/bin/launchctl', args: ['bootstrap', 'system', '/Library/LaunchDaemons/../x.plist/..'] },
    ],
    ['another place', { program: '/bin/sh', args: mv(place, '/etc/cron.d/x') }],
    ['another folder', { program: '/bin/sh', args: mv('/home/lin/x', '/etc/cron.d/x') }],
  ])('%s', async (_, undo) => {
    expect(await undoAsAdmin(command(undo))).toBeNull();
  });

  test.each([
    ['an account by a path', { account: '../home/lin/x' }],
    ['somebody else’s account', { account: 'wei' }],
    ['another owner', { owner: '12345:0' }],
    ['a unit by a path', { unit: '../x.service' }],
  ])('%s', async (_, told) => {
    const stateDir = join(await ownPlace(), '.openclaw');
    expect(await undoAsAdmin(account({ stateDir, ...told }))).toBeNull();
  });

  test('a state folder where this account could not have made one', async () => {
    const there = (stateDir: string) => undoAsAdmin(account({ stateDir, owner: '4242:4242' }), 4242);
    expect(await there('/etc/systemd/system/x.service.d')).toBeNull();
    expect(await there('/tmp/../etc/x')).toBeNull();
  });

  test('undo says so, runs nothing, and shows what stands there', async () => {
    const ran: CommandChange[] = [];
    const { engine, folder } = await bench([], {
      files: {},
      before: (verb, change) => {
        if (verb === 'takeBack' && change.kind === 'command') ran.push(change);
      },
    });
    const undo = { program: '/usr/bin/systemctl', args: ['start', 'openclaw-gateway.service'] };
    const { entry } = await engine.applyOperation({
      id: 'stop',
      does: { id: 'stop' },
      changes: [command(undo)],
      verify: async () => null,
    });
    const file = join(
      folder,
      'changes',
      (await readdir(join(folder, 'changes'))).find((name) => name.endsWith('.json')) ?? '',
    );
    const good = await readFile(file, 'utf8');
    const altered = JSON.parse(good);
    altered.changes[0] = {
      ...altered.changes[0],
      program: '/tmp/x',
      undo: { program: '/bin/sh', args: ['-c', 'id'] },
    };
    await writeFile(file, JSON.stringify(altered));
    expect((await engine.entries())[0]?.changes[0]?.where).toBe('/tmp/x');
    const [outcome] = await engine.undo([entry ?? '']);
    expect(outcome?.result).toBe('left-changed');
    expect(JSON.stringify(outcome?.because)).toContain('fixes.why.altered');
    expect(ran).toEqual([]);
    // Environment, too, is not the journal's to tell.
    const env = JSON.parse(good);
    env.changes[0].env = { LD_PRELOAD: '/tmp/x.so' };
    await writeFile(file, JSON.stringify(env));
    expect((await engine.undo([entry ?? '']))[0]?.result).toBe('fixed');
    expect(ran).toHaveLength(1);
    expect(ran[0]).not.toHaveProperty('env');
  });
});

test('an administrator doesn’t take back what another account’s journal says', async () => {
  const folder = join(await ownPlace(), 'Tankmate');
  await mkdir(folder);
  await expect(checkOwner(join(folder, 'not', 'there'), UID)).resolves.toBeUndefined();
  if (UID !== 0) return expect(checkOwner(dirname(folder), 0)).rejects.toThrow();
  await chown(folder, 1234, 1234);
  await expect(checkOwner(join(folder, 'not', 'there'), 0)).rejects.toMatchObject({
    problem: 'other-account',
  });
  const { engine } = await bench([], { files: {}, folder });
  expect(await engine.undo([])).toMatchObject([
    { result: 'refused', because: { id: 'fixes.cannot-remember' } },
  ]);
  expect(await readdir(folder)).toEqual([]);
});
