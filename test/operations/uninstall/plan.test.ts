import { describe, expect, it } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { findLeftovers } from '../../../main/operations/uninstall/leftovers';
import { planForget } from '../../../main/operations/uninstall/plan-forget';
import { type Data, planUninstall } from '../../../main/operations/uninstall/plan-uninstall';
import type { Probes } from '../../../main/probes';
import { createFileProbe } from '../../../main/probes/files';
import type { Process } from '../../../main/probes/gateways';
import type { Copy, Service, Setup } from '../../../main/probes/openclaw';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { fakeProbes, seen } from '../../fakes/probes';

const HOME = '/home/lin';
const STATE = `${HOME}/.openclaw`;
const COPY = `${HOME}/.npm-global/lib/node_modules/openclaw`;
const UNITS = `${HOME}/.config/systemd/user`;

const copy = (path = COPY, more: Partial<Copy> = {}): Copy => ({
  path,
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
  ...more,
});
const setup = (stateDir = STATE, more: Partial<Setup> = {}): Setup => ({
  name: 'default',
  stateDir,
  configPath: `${stateDir}/openclaw.json`,
  home: HOME,
  owner: 'lin',
  from: 'home',
  legacy: false,
  ...more,
});
const service = (more: Partial<Service> = {}): Service => ({
  name: 'openclaw-gateway',
  kind: 'systemd-user',
  file: `${UNITS}/openclaw-gateway.service`,
  account: 'lin',
  administrator: false,
  env: {},
  legacy: false,
  ...more,
});

const FILES: NonNullable<FakeMachine['files']> = {
  [`${COPY}/openclaw.mjs`]: '',
  [`${HOME}/.npm-global/bin/openclaw`]: { link: '../lib/node_modules/openclaw/openclaw.mjs' },
  [`${STATE}/openclaw.json`]: '{}',
  [`${STATE}/openclaw.json.bak`]: '{}',
  [`${UNITS}/openclaw-gateway.service`]: '[Service]\n',
  [`${UNITS}/openclaw-gateway.service.d/99-tankmate-stopped.conf`]: '',
  [`${UNITS}/default.target.wants/openclaw-gateway.service`]: { link: '../openclaw-gateway.service' },
  [`${HOME}/.bashrc`]: 'a=1\nexport PATH="$HOME/.npm-global/bin:$PATH"\n',
  [`${HOME}/.cache/openclaw/x`]: 'x',
  [`${HOME}/2026-03-09T08-00-00.000Z-openclaw-backup.tar.gz`]: 'x',
  '/tmp': { folder: true, mode: 0o1777, uid: 0 },
  '/tmp/openclaw-1000/openclaw.log': 'x',
  '/tmp/openclaw-1001': { folder: true, uid: 1001 },
  [`${HOME}/Documents/claw/MEMORY.md`]: 'mine',
};

interface Machine {
  readonly copies?: readonly Copy[];
  readonly setups?: readonly Setup[];
  readonly services?: readonly Service[];
  readonly processes?: readonly Process[];
  readonly workspace?: string;
  readonly machine?: FakeMachine;
}

function probesOf({ copies, setups, services, processes, workspace, machine }: Machine = {}) {
  const settings = (setups ?? [setup()]).map((each) => ({
    state: 'read' as const,
    setup: each,
    value: workspace ? { agents: { defaults: { workspace } } } : {},
    files: [],
  }));
  const {
    openclaw,
    settings: read,
    gateways,
  } = fakeProbes({
    openclaw: {
      copies: async () => seen(...(copies ?? [copy()])),
      setups: async () => seen(...(setups ?? [setup()])),
      services: async () => seen(...(services ?? [service()])),
    },
    settings: { all: async () => seen(...settings) },
    gateways: { processes: async () => seen(...(processes ?? [])) },
  });
  // As it is: a null of its own must stay one.
  const host = fakeHost({ files: FILES, ...machine });
  const ownership = createOwnershipProbe(host, openclaw, {
    current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }),
  });
  const files = createFileProbe(host);
  return { openclaw, settings: read, gateways, files, ownership } as unknown as Probes;
}
const plan = (machine: Machine = {}, data: Data = 'delete') =>
  planUninstall(probesOf(machine), data, '/app/q/left-1');

const line = (change: Change): string => {
  if (change.kind === 'move') return `move ${change.from}`;
  if (change.kind === 'edit') return `edit ${change.path}`;
  return change.kind === 'command' ? [change.program, ...change.args].join(' ') : change.kind;
};
const ids = (messages: readonly { readonly id: string }[]) =>
  messages.map(({ id }) => id.replace('leave.', ''));

describe('leaving, on Linux', () => {
  it('stops, cleans the shell, puts away everything that is OpenClaw’s, and tells the manager', async () => {
    const { own, asAdmin, exported, left, named } = await plan();
    expect(own.map(line)).toEqual([
      '/usr/bin/systemctl --user stop --no-block openclaw-gateway.service',
      '/usr/bin/systemctl --user daemon-reload',
      `edit ${HOME}/.bashrc`,
      `move ${UNITS}/default.target.wants/openclaw-gateway.service`,
      `move ${UNITS}/openclaw-gateway.service`,
      `move ${UNITS}/openclaw-gateway.service.d`,
      `move ${HOME}/.npm-global/bin/openclaw`,
      `move ${COPY}`,
      `move ${HOME}/.cache/openclaw`,
      'move /tmp/openclaw-1000',
      `move ${HOME}/2026-03-09T08-00-00.000Z-openclaw-backup.tar.gz`,
      `move ${STATE}`,
      '/usr/bin/systemctl --user daemon-reload',
    ]);
    const targets = own.flatMap((each) => (each.kind === 'move' ? [each.to] : []));
    expect(new Set(targets).size).toBe(targets.length);
    expect(targets.every((to) => to.startsWith('/app/q/left-1/'))).toBe(true);
    expect({ asAdmin, exported, left, named }).toEqual({
      asAdmin: [],
      exported: [STATE],
      left: [],
      named: [],
    });
    expect(own.find((each) => each.kind === 'edit')).toMatchObject({ after: 'a=1\n' });
  });

  it('keeps state and workspaces when asked to, but not the copies of tokens', async () => {
    const { own, exported, named } = await plan({}, 'keep');
    const lines = own.map(line);
    expect(lines).not.toContain(`move ${STATE}`);
    expect(lines).toContain(`move ${STATE}/openclaw.json.bak`);
    expect(exported).toEqual([]);
    expect(ids(named)).toEqual(['kept']);
  });

  describe('of one home among several', () => {
    const other = `${HOME}/.openclaw-work`;
    const two: Machine = {
      setups: [setup(), setup(other, { name: 'work' })],
      machine: { files: { ...FILES, [`${other}/openclaw.json`]: '{', [`${other}/openclaw.json.bak`]: '{' } },
    };
    const planOne = (home: string, machine = two) =>
      planUninstall(probesOf(machine), 'put-away', '/app/q/left-1', { home });

    it('puts away that one, whatever the others are like, and names them', async () => {
      const { own, named, staying } = await planOne(STATE);
      expect(own.map(line)).toContain(`move ${STATE}`);
      expect(own.map(line).filter((each) => each.includes(other))).toEqual([]);
      expect(named).toEqual([{ id: 'leave.other-home', values: { where: other } }]);
      expect(staying).toEqual([other]);
      expect((await planOne(other)).own.map(line)).toContain(`move ${other}`);
    });
    it('a look afterwards holds nothing of the others against it', async () => {
      const after: Machine = {
        copies: [],
        services: [],
        setups: [setup(other)],
        machine: { files: { [`${other}/openclaw.json`]: '{', [`${other}/openclaw.json.bak`]: '{' } },
      };
      expect(await findLeftovers(probesOf(after), await planOne(STATE), 'put-away')).toEqual({
        failed: [],
        left: [],
      });
    });
    it('says that a home stays which no look finds any more', async () => {
      const { left } = await planOne('/srv/claw');
      expect(left).toEqual([{ id: 'leave.state', values: { where: '/srv/claw' } }]);
    });
  });

  it('never touches a state folder that could be something else', async () => {
    const other = { uid: 1001, folder: true } as const;
    const machine = {
      files: { ...FILES, '/srv/data/openclaw.json': '{}', [`${HOME}/.openclaw-mei`]: other },
    };
    const setups = [setup(HOME), setup('/srv/data'), setup(`${HOME}/.openclaw-mei`), setup('/')];
    const { own, left } = await plan({ setups, machine });
    const moved = own.map(line);
    for (const { stateDir } of setups) expect(moved).not.toContain(`move ${stateDir}`);
    expect(ids(left)).toEqual(['state', 'state', 'state', 'state']);
  });

  it('names a workspace outside, and leaves it', async () => {
    const { own, named } = await plan({ workspace: '~/Documents/claw' });
    expect(own.map(line)).not.toContain(`move ${HOME}/Documents/claw`);
    expect(named).toEqual([{ id: 'leave.workspace', values: { where: `${HOME}/Documents/claw` } }]);
  });

  it('names what is not surely this account’s to take', async () => {
    const files = {
      ...FILES,
      [`${HOME}/openclaw/package.json`]: '{}',
      '/home/mei/x/node_modules/openclaw': { folder: true as const, uid: 1001 },
    };
    const { left, own } = await plan({
      machine: { files },
      copies: [
        copy('ghcr.io/openclaw/openclaw', { kind: 'container', where: 'container:claw' }),
        copy('/opt/ClawX/resources/openclaw', { kind: 'app-bundle', bundledIn: '/opt/ClawX' }),
        copy(`${HOME}/openclaw`, { kind: 'git' }),
        copy('/home/mei/x/node_modules/openclaw'),
        copy(`${HOME}/unpacked`, { kind: 'other' }),
      ],
    });
    expect(ids(left)).toEqual(['container', 'app', 'checkout', 'others', 'unknown-copy']);
    expect(own.map(line).filter((each) => /move .*(checkout|unpacked|mei|ClawX)/.test(each))).toEqual([]);
  });

  it('takes the installer’s checkout, to which a command leads', async () => {
    const files = {
      ...FILES,
      [`${HOME}/openclaw/dist/entry.js`]: '',
      [`${HOME}/.local/bin/openclaw`]: `#!/usr/bin/env bash\nexec node "${HOME}/openclaw/dist/entry.js" "$@"\n`,
    };
    const { own, left } = await plan({
      machine: { files },
      copies: [copy(`${HOME}/openclaw`, { kind: 'git' })],
    });
    expect(own.map(line)).toContain(`move ${HOME}/.local/bin/openclaw`);
    // The command is a script, so where it leads is in its text: the checkout stays where that can't be told.
    expect(left.length + own.filter((each) => line(each) === `move ${HOME}/openclaw`).length).toBe(1);
  });

  it('leaves what another account starts for itself, and what only its name calls OpenClaw, where it is', async () => {
    const theirs = service({
      kind: 'systemd-system',
      file: '/etc/systemd/system/openclaw-mei.service',
      account: 'mei',
    });
    const backup = service({ file: `${UNITS}/openclaw-backup.service`, account: 'lin', unproven: true });
    const machine: Machine = {
      services: [theirs, backup],
      copies: [],
      machine: {
        files: {
          ...FILES,
          '/etc/passwd': 'lin:x:1000:1000::/home/lin:/bin/sh\nmei:x:1001:1001::/home/mei:/bin/sh\n',
          [backup.file]: '[Service]\nExecStart=/usr/bin/restic backup\n',
        },
      },
    };
    const { asAdmin, own, left, named } = await plan(machine);
    expect(asAdmin).toEqual([]);
    expect(own.map(line).filter((each) => /systemctl|backup\.service|mei/.test(each))).toEqual([]);
    expect(left).toEqual([{ id: 'leave.unproven', values: { where: backup.file } }]);
    expect(named).toEqual([{ id: 'leave.others', values: { where: theirs.file } }]);
    const after: Machine = { ...machine, setups: [], machine: { files: {} } };
    expect(await findLeftovers(probesOf(after), await plan(machine), 'delete')).toEqual({ failed: [], left });
  });

  it('asks an administrator for the copy and the service of the whole computer', async () => {
    const system = '/usr/local/lib/node_modules/openclaw';
    const files = {
      ...FILES,
      ...Object.fromEntries(
        [
          '/',
          '/usr',
          '/usr/local',
          '/usr/local/bin',
          '/usr/local/lib',
          '/usr/local/lib/node_modules',
          '/var',
          '/var/lib',
        ].map((path) => [path, { folder: true as const, uid: 0, mode: 0o755 }]),
      ),
      [system]: { folder: true as const, uid: 0 },
      [`${system}/openclaw.mjs`]: '',
      '/usr/local/bin/openclaw': { link: '../lib/node_modules/openclaw/openclaw.mjs', uid: 0 },
    };
    const unit = service({ kind: 'systemd-system', file: '/etc/systemd/system/openclaw.service' });
    const { asAdmin } = await plan({ machine: { files }, copies: [copy(system)], services: [unit] });
    expect(asAdmin.map(line)).toEqual([
      '/usr/bin/systemctl disable --now openclaw.service',
      expect.stringMatching(
        /^\/usr\/bin\/mv -n -T -- \/usr\/local\/bin\/openclaw \/var\/lib\/tankmate-copy-/,
      ),
      expect.stringMatching(
        /^\/usr\/bin\/mv -n -T -- \/usr\/local\/lib\/node_modules\/openclaw \/var\/lib\//,
      ),
    ]);
    expect(asAdmin.every(({ admin, undo }) => admin && undo !== null)).toBe(true);
  });
});

describe('leaving, elsewhere', () => {
  it('unloads an agent of launchd and puts its file away', async () => {
    const file = '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist';
    const machine = {
      platform: 'darwin',
      uid: 501,
      files: {
        [file]: { text: '', uid: 501 },
        '/Users/lin/Library/LaunchAgents': { folder: true, uid: 501 },
      },
    } as const;
    const agent = service({ kind: 'launch-agent', name: 'ai.openclaw.gateway', file });
    const { own } = await plan({ copies: [], setups: [], services: [agent], machine });
    expect(own.map(line)).toEqual(['/bin/launchctl bootout gui/501/ai.openclaw.gateway', `move ${file}`]);
  });

  it('switches a task off, and puts the copy and its commands away', async () => {
    const prefix = 'C:\\Users\\lin\\AppData\\Roaming\\npm';
    const path = `${prefix}\\node_modules\\openclaw`;
    const machine: FakeMachine = {
      platform: 'win32',
      env: { SystemRoot: 'C:\\Windows', APPDATA: 'C:\\Users\\lin\\AppData\\Roaming', Path: prefix },
      files: {
        [`${path}\\openclaw.mjs`]: '',
        [`${prefix}\\openclaw.cmd`]:
          '@"%~dp0\\node.exe" "%~dp0\\node_modules\\openclaw\\openclaw.mjs" %*\r\n',
      },
    };
    const task = service({ kind: 'scheduled-task', name: 'OpenClaw Gateway', file: '\\OpenClaw Gateway' });
    const { own } = await plan({ copies: [copy(path)], setups: [], services: [task], machine });
    expect(own.map(line)).toEqual([
      'C:\\Windows\\System32\\schtasks.exe /Change /TN \\OpenClaw Gateway /DISABLE',
      `move ${prefix}\\openclaw.cmd`,
      `move ${path}`,
    ]);
  });
});

describe('a look after leaving', () => {
  const remaining = async (machine: Machine, data: Data = 'delete') =>
    findLeftovers(probesOf(machine), await plan({}, data), data);
  const empty: Machine = { copies: [], setups: [], services: [], machine: { files: {} } };

  it('is content with nothing', async () => {
    expect(await remaining(empty)).toEqual({ failed: [], left: [] });
    expect((await remaining({ ...empty, setups: [setup()] }, 'keep')).failed).toEqual([]);
  });
  it('names everything that is still there', async () => {
    const running: Process = {
      pid: 7,
      parent: 1,
      program: 'openclaw-gatewa',
      args: ['openclaw-gateway'],
      openclaw: { role: 'gateway', certain: true, copyPath: null, home: '/home/lin', evidence: [] },
      startedAt: '1',
      account: 'lin',
      ours: true,
      where: 'this-computer',
    };
    const { failed } = await remaining({ processes: [running] });
    const others = await remaining({ processes: [{ ...running, account: 'mei', ours: false }] });
    expect([...ids(others.failed), ...ids(others.left)]).not.toContain('process');
    expect(ids(failed).sort()).toEqual(['command', 'copy', 'line', 'process', 'service', 'state']);
  });
  it('lists what was only switched off, by this account or by an administrator', async () => {
    const task = service({ kind: 'scheduled-task', name: 'OpenClaw', file: '\\OpenClaw Gateway' });
    const windows: FakeMachine = {
      platform: 'win32',
      env: {
        SystemRoot: 'C:\\Windows',
        LOCALAPPDATA: 'C:\\Users\\lin\\AppData\\Local',
        Path: 'C:\\Windows;C:\\Users\\lin\\AppData\\Local\\OpenClaw\\deps\\git\\cmd',
      },
      files: { 'C:\\Users\\lin\\AppData\\Local\\OpenClaw\\deps\\git\\cmd\\git.exe': '' },
    };
    const there: Machine = { ...empty, services: [task], machine: windows };
    const own = await planUninstall(probesOf(there), 'delete', 'C:\\q\\left-1');
    expect(ids(own.named)).toEqual(['user-path']);
    expect(await findLeftovers(probesOf(there), own, 'delete')).toEqual({
      failed: [],
      left: [
        { id: 'leave.off-task', values: { where: '\\OpenClaw Gateway' } },
        {
          id: 'leave.path-entry',
          values: { where: 'C:\\Users\\lin\\AppData\\Local\\OpenClaw\\deps\\git\\cmd' },
        },
        { id: 'leave.deps', values: { where: 'C:\\Users\\lin\\AppData\\Local\\OpenClaw\\deps' } },
      ],
    });

    const file = '/etc/systemd/system/openclaw.service';
    const unit: Machine = { ...empty, services: [service({ kind: 'systemd-system', file })] };
    const admin = await plan(unit);
    const before = await findLeftovers(probesOf(unit), admin, 'delete');
    expect(before).toEqual({ failed: [], left: [{ id: 'leave.service', values: { where: file } }] });
    const after = await findLeftovers(probesOf(unit), admin, 'delete', admin.asAdmin);
    expect(after).toEqual({ failed: [], left: [{ id: 'leave.off', values: { where: file } }] });
  });
  it('says what it could not look at', async () => {
    const probes = probesOf(empty);
    const hidden = { items: [], gaps: [{ where: '/root', because: { id: 'look.not-allowed' } }] };
    const blind = {
      ...probes,
      openclaw: {
        ...probes.openclaw,
        setups: async () => hidden,
        copies: async () => seen<Copy>(),
        services: async () => seen<Service>(),
      },
      files: probes.files,
      gateways: probes.gateways,
    } as typeof probes;
    expect((await findLeftovers(blind, await plan(), 'delete')).left).toEqual([
      { id: 'leave.unseen', values: { where: '/root' } },
    ]);
  });
});

it('deleting for good takes the folder that was put away and nothing else', () => {
  const files = createFileProbe(fakeHost({}));
  expect(planForget(files, '/app/q/left-1').map(line)).toEqual([
    '/usr/bin/find /app/q/left-1 -type d ! -perm -700 -exec /bin/chmod u+rwx {} ;',
    '/bin/rm -rf -- /app/q/left-1',
  ]);
});
