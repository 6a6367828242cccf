import { describe, expect, it } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { roleOfScript, scriptOf, titledRole } from '../../../main/openclaw/gateway-process';
import { planStop } from '../../../main/operations/stop/plan-stop';
import { processTree } from '../../../main/operations/stop/process-tree';
import { stillThere } from '../../../main/operations/stop/stopped';
import { createFileProbe } from '../../../main/probes/files';
import type { Gateway, Process } from '../../../main/probes/gateways';
import type { Service } from '../../../main/probes/openclaw';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

/** As the probes would find it with its package at hand. */
function identified(args: readonly string[]): Pick<Process, 'openclaw'> {
  const script = scriptOf({ program: args[0]?.split(/[\\/]/).at(-1) ?? '', args });
  const inside = /node_modules[\\/]openclaw[\\/](.*)$/.exec(script?.file ?? '')?.[1];
  const role =
    titledRole(args) ??
    (inside === undefined ? null : roleOfScript(inside.replaceAll('\\', '/'), script?.rest ?? []));
  return role === null
    ? {}
    : { openclaw: { role, certain: true, copyPath: null, home: '/home/lin', evidence: [] } };
}
const process = (pid: number, parent: number, args: string[], more: Partial<Process> = {}): Process => ({
  ...identified(args),
  pid,
  parent,
  program: args[0]?.split('/').at(-1)?.slice(0, 15) ?? '',
  args,
  startedAt: String(pid * 10),
  account: 'lin',
  ours: true,
  where: 'this-computer',
  ...more,
});
const gateway = (pid = 4242, parent = 1, more: Partial<Process> = {}) =>
  process(pid, parent, ['openclaw-gateway'], more);
const unit = (name = 'openclaw-gateway', more: Partial<Service> = {}): Service => ({
  name,
  kind: 'systemd-user',
  file: `/home/lin/.config/systemd/user/${name}.service`,
  account: 'lin',
  administrator: false,
  env: {},
  legacy: false,
  ...more,
});
const inUnit = { unit: { name: 'openclaw-gateway.service', uid: 1000 } } as const;

const listening = (port: number): Pick<Gateway, 'where' | 'listeners' | 'pid'> => ({
  pid: 4242,
  where: 'this-computer',
  listeners: [{ address: '127.0.0.1', family: 4, port, pid: 4242, account: 'lin', program: 'x' }],
});

function plan(
  processes: readonly Process[],
  services: readonly Service[] = [],
  machine: FakeMachine = {},
  running: readonly Pick<Gateway, 'where' | 'listeners' | 'pid'>[] = [],
) {
  const host = fakeHost(machine);
  return planStop(
    {
      files: createFileProbe(host),
      ownership: createOwnershipProbe(host, { services: async () => seen(...services) }, me(machine)),
      gateways: {
        processes: async () => seen(...processes),
        running: async () => seen(...(running as Gateway[])),
      },
      openclaw: { services: async () => seen(...services) },
    },
    { quarantine: '/app/quarantine/stopped-1', self: 99 },
  );
}
const me = ({ platform, userName = 'lin', uid = 1000 }: FakeMachine) => ({
  current: async () => ({
    name: userName,
    id: platform === 'win32' ? 'S-1-5-21-1-2-3-1001' : String(uid),
    rights: 'ordinary' as const,
    evidence: [],
  }),
});
const own = (machine: FakeMachine = {}) =>
  createOwnershipProbe(fakeHost(machine), { services: async () => seen() }, me(machine));
const line = (change: Change): string => {
  if (change.kind === 'command')
    return `${change.admin ? '# ' : ''}${[change.program, ...change.args].join(' ')} | ${change.undo ? change.undo.args.join(' ') : '-'}`;
  if (change.kind === 'end') return `end ${change.pid} ${change.startedAt} ${change.graceMs}`;
  if (change.kind === 'edit') return `edit ${change.path}`;
  return change.kind === 'move' ? `move ${change.from} ${change.to}` : 'mode';
};

/** The one small script that looks again right before each signal (plans/end-as-admin.ts). */
const ENDS_4242 = expect.stringMatching(/^# \/bin\/sh -c [\s\S]* tankmate-end 4242=\S.* \| -$/);

describe('what belongs together', () => {
  it('is OpenClaw from the top down, what it started, and what started it', async () => {
    const all = [
      process(50, 4300, ['chrome', '--type=renderer']),
      process(4300, 4242, ['/opt/chrome', '--remote-debugging-port=18800']),
      gateway(4242, 40),
      process(40, 30, ['node', '/usr/lib/node_modules/openclaw/openclaw.mjs', 'gateway']),
      process(30, 1, ['bash']),
      process(1, 0, ['/sbin/init']),
      process(60, 30, ['vim']),
    ];
    const { own: mine, started, above } = await processTree(all, 99, own());
    expect(mine.map(({ pid }) => pid)).toEqual([40, 4242]);
    expect(started.map(({ pid }) => pid)).toEqual([4300, 50]);
    expect(above.map(({ pid }) => pid)).toEqual([30]);
  });

  it('spares Tankmate and the shell that it was started from, even below an agent', async () => {
    const all = [gateway(), process(70, 4242, ['sh', '-c', 'x']), process(99, 70, ['tankmate'])];
    expect((await processTree(all, 99, own())).started).toEqual([]);
  });

  it('bears processes that are each other’s parents', async () => {
    const all = [gateway(5, 6), process(6, 5, ['sh'])];
    expect((await processTree(all, 99, own())).started.map(({ pid }) => pid)).toEqual([6]);
  });

  it('leaves the system’s first process alone whatever it calls itself', async () => {
    expect((await processTree([gateway(1, 0)], 99, own())).own).toEqual([]);
  });
});

describe('stop it now, on Linux', () => {
  it('holds the service back, then ends the gateway, then what it started', async () => {
    const { own, asAdmin, ports, summary, afterwards } = await plan(
      [gateway(4242, 1, inUnit), process(5000, 4242, ['rm', '-r', '/x'])],
      [unit()],
      { env: { XDG_RUNTIME_DIR: '/run/user/1000' } },
      [listening(18789), { ...listening(9), where: 'container:x' }],
    );
    expect(own.map(line)).toEqual([
      '/usr/bin/systemctl --user stop --no-block openclaw-gateway.service | --user start --no-block openclaw-gateway.service',
      '/usr/bin/systemctl --user daemon-reload | --user daemon-reload',
      'edit /home/lin/.config/systemd/user/openclaw-gateway.service.d/99-tankmate-stopped.conf',
      '/usr/bin/systemctl --user daemon-reload | -',
      'end 4242 42420 600',
      'end 5000 50000 0',
    ]);
    expect(own.every((each) => each.kind === 'edit' || ('optional' in each && each.optional === true))).toBe(
      true,
    );
    expect(asAdmin).toEqual([]);
    expect(ports).toEqual([18789]);
    expect(summary).toEqual({ id: 'stop.stopped', values: { ended: 1, held: 1 } });
    expect(afterwards).toBe(null);
  });

  it('does not start on undo what did not run', async () => {
    const { own } = await plan([], [unit()]);
    expect(line(own[0] as Change)).toMatch(/stop --no-block openclaw-gateway.service \| -$/);
  });

  it('is harmless twice', async () => {
    const { own: first } = await plan([], [unit()]);
    const edit = first.find((each) => each.kind === 'edit');
    const files = { [edit?.path ?? '']: edit?.after ?? '' };
    expect((await plan([], [unit()], { files })).own).toEqual([]);
  });

  it('puts the hold for a unit of everyone’s into one’s own folder, and finds the manager over ssh', async () => {
    const shared = unit('openclaw-gateway', { file: '/usr/lib/systemd/user/openclaw-gateway.service' });
    const { own } = await plan([], [shared]);
    expect(own.map(line)).toContain(
      'edit /home/lin/.config/systemd/user/openclaw-gateway.service.d/99-tankmate-stopped.conf',
    );
    expect(own[0]).toMatchObject({ env: { XDG_RUNTIME_DIR: '/run/user/1000' } });
  });

  it('asks another account’s manager where root looks', async () => {
    const other = unit('openclaw-gateway', {
      account: 'mei',
      file: '/home/mei/.config/systemd/user/openclaw-gateway.service',
    });
    const { own } = await plan([], [other], { uid: 0, userName: 'root', home: '/root' });
    expect(line(own[0] as Change)).toMatch(/--user --machine=mei@.host stop/);
  });

  const SYSTEM = { kind: 'systemd-system', file: '/etc/systemd/system/openclaw-gateway.service' } as const;
  it('takes an administrator for a system’s service, once', async () => {
    const files = {
      '/etc/passwd': 'lin:x:1000:1000::/home/lin:/bin/sh\nclaw:x:990:990::/var/lib/claw:/usr/sbin/nologin\n',
      '/etc/systemd/system/multi-user.target.wants/openclaw-gateway.service': { link: '../x' },
    };
    const { own, asAdmin } = await plan(
      [
        gateway(4242, 1, {
          ours: false,
          account: 'claw',
          unit: { name: 'openclaw-gateway.service', uid: null },
        }),
      ],
      [unit('openclaw-gateway', { ...SYSTEM, account: 'claw' })],
      { files },
    );
    expect(own).toEqual([]);
    expect(asAdmin.map(line)).toEqual([
      '# /usr/bin/systemctl disable --now openclaw-gateway.service | enable --now openclaw-gateway.service',
      ENDS_4242,
    ]);
    const root = await plan([], [unit('openclaw-gateway', SYSTEM)], { uid: 0, userName: 'root' });
    expect(root.asAdmin).toEqual([]);
    expect(root.own.map(line)).toContain(
      'edit /etc/systemd/system/openclaw-gateway.service.d/99-tankmate-stopped.conf',
    );
  });

  it('shares the wait among several', async () => {
    const { own } = await plan([gateway(10), gateway(11), gateway(12)]);
    const graces = own.map((each) => (each.kind === 'end' ? each.graceMs : 0));
    expect(graces.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(600);
  });

  it('ends a shell that only starts it again, first, and no other', async () => {
    const loop = process(30, 1, ['sh', '-c', 'while true; do openclaw gateway; sleep 1; done']);
    expect((await plan([loop, gateway(4242, 30)])).own.map(line)).toEqual([
      'end 30 300 0',
      'end 4242 42420 600',
    ]);
    const more = process(30, 1, ['sh', '-c', 'while true; do openclaw gateway; backup-photos; done']);
    expect((await plan([more, gateway(4242, 30)])).own.map(line)).toEqual(['end 4242 42420 600']);
    const script = process(30, 1, ['/bin/bash', '/home/lin/run.sh']);
    const files = { '/home/lin/run.sh': '#!/bin/bash\nuntil false; do\n  openclaw gateway # again\ndone\n' };
    expect((await plan([script, gateway(4242, 30)], [], { files })).own).toHaveLength(2);
    const login = process(30, 1, ['-bash']);
    expect((await plan([login, gateway(4242, 30)])).own).toHaveLength(1);
  });

  describe('pm2', () => {
    const keeper = process(30, 1, ['PM2 v5.3.0: God Daemon (/home/lin/other/.pm2)']);
    const machine = (pid: number | null, more: FakeMachine['files'] = {}): FakeMachine => ({
      env: { PATH: 'here:/usr/bin:/opt/bin' },
      files: {
        '/opt/bin/pm2': { text: '', uid: 1000 },
        // The caller's own, which keeps a shop under the same number.
        '/home/lin/.pm2/pids/shop-3.pid': '4242',
        '/home/lin/other/.pm2/pids/claw-3.pid': String(pid),
        // What it has inherited says nothing.
        '/proc/4242/environ': 'A=1\0pm_id=7\0B=2\0',
        ...more,
      },
    });

    it('is told by its own home, by the number under which it keeps OpenClaw', async () => {
      const { own, keepers } = await plan([keeper, gateway(4242, 30)], [], machine(4242));
      expect(own.map(line)).toEqual(['/opt/bin/pm2 stop 3 | start 3', 'end 4242 42420 600']);
      expect(own[0]).toMatchObject({ env: { PM2_HOME: '/home/lin/other/.pm2' }, admin: false });
      expect(keepers).toEqual([]);
    });

    it('is named and left alone where it keeps something else above OpenClaw', async () => {
      const { own, keepers } = await plan([keeper, gateway(4242, 30)], [], machine(77));
      expect(own.map(line)).toEqual(['end 4242 42420 600']);
      expect(keepers.map(({ pid }) => pid)).toEqual([30]);
      // A web terminal that pm2 keeps, with a shell in it: nothing of them is touched.
      const terminal = process(40, 30, ['node', '/srv/terminal/server.js']);
      const shell = process(41, 40, ['bash']);
      const typed = await plan([keeper, terminal, shell, gateway(4242, 41)], [], machine(40));
      expect(typed.own.map(line)).toEqual(['end 4242 42420 600']);
      expect(typed.keepers).toEqual([]);
    });

    it('is left alone as another account’s, with a planted program, and where its home is another’s', async () => {
      const alone = async (found: Process, more: FakeMachine['files'] = {}) =>
        (await plan([found, gateway(4242, 30)], [], machine(4242, more))).own.map(line);
      expect(await alone({ ...keeper, ours: false })).toEqual(['end 4242 42420 600']);
      expect(await alone(keeper, { '/opt/bin/pm2': { text: '', uid: 1002 } })).toEqual([
        'end 4242 42420 600',
      ]);
      expect(await alone(keeper, { '/home/lin/other/.pm2': { folder: true, uid: 1002 } })).toEqual([
        'end 4242 42420 600',
      ]);
      const named = process(30, 1, ['node', 'PM2 v5.3.0: God Daemon (/home/lin/other/.pm2)']);
      expect(await alone(named)).toEqual(['end 4242 42420 600']);
    });
  });

  describe('what may start it again, and is left alone', () => {
    const named = async (...above: Process[]) => {
      const [first] = above;
      const { keepers, own } = await plan([...above, gateway(4242, first?.pid ?? 1)]);
      expect(own.map(line)).toEqual(['end 4242 42420 600']);
      return keepers.map(({ pid }) => pid);
    };
    it.each([
      [['supervisord']],
      [['runsv', 'openclaw']],
      [['s6-supervise', 'openclaw']],
      [['node', '/usr/lib/node_modules/forever/bin/monitor', 'x.js']],
      [['node', '/usr/lib/node_modules/nodemon/bin/nodemon.js', 'x.js']],
      [['PM2 v5.3.0: God Daemon (/home/lin/.pm2)']],
      [['cron', '-f']],
      [['watchexec']],
      [['sh', '-c', 'while true; do openclaw gateway; mine; done']],
      [['sh', '-c', 'eval "$X"; openclaw gateway']],
      [['bash', '/home/lin/gone.sh']],
    ])('%j', async (args) => expect(await named(process(30, 1, args))).toEqual([30]));

    it.each([
      [['-bash']],
      [['bash', '-i']],
      [['tmux: server']],
      [['systemd', '--user']],
      [['sh', '-c', 'cd /x && openclaw gateway']],
      [['npm exec openclaw gateway']],
    ])('not %j', async (args) => expect(await named(process(30, 1, args))).toEqual([]));

    it('is looked for above what only waits', async () => {
      const wrapper = process(31, 30, ['sh', '-c', 'export A=1; openclaw gateway']);
      expect(await named(wrapper, process(30, 1, ['supervisord']))).toEqual([30]);
      // pm2 keeps the shell, and not OpenClaw.
      expect(await named(wrapper, process(30, 1, ['PM2 v5.3.0: God Daemon (/home/lin/.pm2)']))).toEqual([30]);
    });
  });

  describe('containers', () => {
    const ID = '0123456789ab'.padEnd(64, 'c');
    const DOCKER = `0::/system.slice/docker-${ID}.scope\n`;
    const PODMAN = `0::/user.slice/user-1000.slice/libpod-${ID}.scope/container\n`;
    const within = { where: 'container:0123456789ab' } as const;
    const openclaw = (more: Partial<Process> = {}) => gateway(4242, 7, { ...within, ...more });
    const conmon = (more: Partial<Process> = {}) => process(7, 1, ['conmon'], more);
    const inside = (cgroup: string, processes: readonly Process[], more: FakeMachine['files'] = {}) =>
      plan(processes, [], {
        files: {
          ...Object.fromEntries(
            processes.filter(({ pid }) => pid > 7).map(({ pid }) => [`/proc/${pid}/cgroup`, cgroup]),
          ),
          '/usr/bin/docker': '',
          '/usr/bin/podman': '',
          ...more,
        },
      });
    const STOP = 'stop --time 1 0123456789ab | start 0123456789ab';

    it('are stopped by their engine', async () => {
      const tini = process(40, 7, ['/usr/bin/tini', '--', 'node'], { ours: true });
      const browser = process(4300, 4242, ['chrome']);
      const docker = await inside(DOCKER, [tini, openclaw({ parent: 40 }), browser]);
      expect(docker.asAdmin.map(line)).toEqual([`# /usr/bin/docker ${STOP}`]);
      const member = await inside(DOCKER, [openclaw()], {
        '/var/run/docker.sock': { text: '', mode: 0o660, gid: 998 },
        '/proc/self/status': 'Groups:\t998 1000\n',
      });
      expect(member.own.map(line)).toEqual([`/usr/bin/docker ${STOP}`]);
      // A number of the account's own range runs it there; its monitor is the account's.
      const podman = await inside(PODMAN, [conmon(), openclaw({ ours: false, account: '100999' })]);
      expect(podman.own.map(line)).toEqual([`/usr/bin/podman ${STOP}`]);
    });

    it('that hold other things too go on: only OpenClaw itself is ended in them', async () => {
      const database = process(4400, 7, ['postgres']);
      const shared = await inside(PODMAN, [conmon(), openclaw(), database]);
      expect(shared.own.map(line)).toEqual(['end 4242 42420 100']);
      expect(shared.asAdmin).toEqual([]);
      const typed = process(40, 7, ['bash']);
      const byHand = await inside(PODMAN, [conmon(), typed, openclaw({ parent: 40 })]);
      expect(byHand.own.map(line)).toEqual(['end 4242 42420 100']);
      const kept = process(40, 7, ['sleep', 'infinity']);
      expect((await inside(DOCKER, [kept, openclaw()])).own.map(line)).toEqual(['end 4242 42420 100']);
    });

    it('of other accounts are named, and nobody asks for them', async () => {
      const others = await inside(PODMAN, [
        conmon({ ours: false, account: 'mei' }),
        openclaw({ ours: false, account: 'mei' }),
      ]);
      expect([...others.own, ...others.asAdmin]).toEqual([]);
      expect(others.left).toMatchObject({ id: 'stop.others' });
      expect(others.outOfReach).toEqual([]);
    });

    it('are out of reach where whose or what they are can’t be told', async () => {
      for (const all of [
        await inside(DOCKER, [openclaw({ ours: false })]),
        await inside(PODMAN, [openclaw({ ours: false })]),
        await inside('0::/lxc.payload.claw/x\n', [openclaw()]),
        await inside(PODMAN, [
          conmon(),
          openclaw({
            openclaw: { role: 'gateway', certain: false, copyPath: null, home: null, evidence: [] },
          }),
        ]),
      ]) {
        expect([...all.own, ...all.asAdmin]).toEqual([]);
        expect(all.outOfReach).toEqual(['0123456789ab']);
      }
    });
  });

  it('says that a service may start it again when not all could be looked at', async () => {
    const host = fakeHost({});
    const late = { items: [], gaps: [{ where: 'services', because: { id: 'look.too-late' } }] };
    const { afterwards } = await planStop(
      {
        files: createFileProbe(host),
        ownership: createOwnershipProbe(host, { services: async () => late }, me({})),
        gateways: { processes: async () => seen(gateway()), running: async () => seen<Gateway>() },
        openclaw: { services: async () => late },
      },
      { quarantine: '/q', self: 99 },
    );
    expect(afterwards).toEqual({ id: 'stop.services-unseen', values: { where: ['services'] } });
  });
});

describe('stop it now, elsewhere', () => {
  const agent = unit('ai.openclaw.gateway', {
    kind: 'launch-agent',
    file: '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist',
  });
  it('takes a launchd agent out and keeps it out; undone in reverse, it is allowed before it is loaded', async () => {
    const { own } = await plan([gateway()], [agent], { platform: 'darwin', uid: 501 });
    expect(own.map(line)).toEqual([
      '/bin/launchctl bootout gui/501/ai.openclaw.gateway | bootstrap gui/501 /Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist',
      '/bin/launchctl disable gui/501/ai.openclaw.gateway | enable gui/501/ai.openclaw.gateway',
      'end 4242 42420 600',
    ]);
  });

  it('takes an administrator for a daemon of launchd', async () => {
    const daemon = unit('ai.openclaw.gateway', {
      kind: 'launch-daemon',
      file: '/Library/LaunchDaemons/a.plist',
    });
    const byRoot = { ours: false, account: 'root', startedAt: 'Sun Nov 22 05:36:37 2026' };
    const { asAdmin } = await plan([gateway(4242, 1, byRoot)], [{ ...daemon, account: 'root' }], {
      platform: 'darwin',
      uid: 501,
    });
    expect(asAdmin.map(line)).toEqual([
      '# /bin/launchctl bootout system/ai.openclaw.gateway | bootstrap system /Library/LaunchDaemons/a.plist',
      '# /bin/launchctl disable system/ai.openclaw.gateway | enable system/ai.openclaw.gateway',
      ENDS_4242,
    ]);
  });

  const windows = { platform: 'win32', env: { SystemRoot: 'C:\\WINDOWS' } } as const;
  const node = process(
    5300,
    5200,
    ['C:\\Program Files\\nodejs\\node.exe', 'C:\\x\\node_modules\\openclaw\\dist\\index.js', 'gateway'],
    { program: 'node.exe', account: 'S-1-5-21-1-2-3-1001', startedAt: '2026-11-22T05:36:37.1234567Z' },
  );
  it('switches a task off, and moves a startup item away', async () => {
    const task = unit('OpenClaw Gateway', { kind: 'scheduled-task', file: '\\OpenClaw Gateway' });
    const { own } = await plan([node], [task], windows);
    expect(own.map(line)).toEqual([
      'C:\\WINDOWS\\System32\\schtasks.exe /End /TN \\OpenClaw Gateway | /Run /TN \\OpenClaw Gateway',
      'C:\\WINDOWS\\System32\\schtasks.exe /Change /TN \\OpenClaw Gateway /DISABLE | /Change /TN \\OpenClaw Gateway /ENABLE',
      'end 5300 2026-11-22T05:36:37.1234567Z 600',
    ]);
    const file =
      'C:\\Users\\lin\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\OpenClaw Gateway.vbs';
    const item = unit('OpenClaw Gateway', { kind: 'startup-item', file });
    expect((await plan([], [item], windows)).own).toMatchObject([{ kind: 'move', from: file }]);
  });

  it('takes an administrator for a task with the highest rights', async () => {
    const task = unit('OpenClaw Gateway', {
      kind: 'scheduled-task',
      file: '\\OpenClaw Gateway',
      administrator: true,
    });
    const { own, asAdmin } = await plan([{ ...node, ours: false }], [task], windows);
    expect(own).toEqual([]);
    expect(asAdmin.map(line)).toEqual([
      '# C:\\WINDOWS\\System32\\schtasks.exe /Change /TN \\OpenClaw Gateway /DISABLE | /Change /TN \\OpenClaw Gateway /ENABLE',
      expect.stringMatching(
        /^# C:\\WINDOWS\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe .*'5300=2026-11-22T05:36:37\.1234567Z'/,
      ),
    ]);
  });
});

describe('a look after the stop', () => {
  const look = async (processes: readonly Process[], open: readonly number[] = [], unseen = false) => {
    const before = await plan([gateway()], [], {}, [listening(18789)]);
    const socket = { address: '127.0.0.1', family: 4, port: 18789, account: null, program: null } as const;
    const list = seen(...processes);
    return stillThere(
      {
        ownership: own(),
        gateways: {
          processes: async () =>
            unseen ? { ...list, gaps: [{ where: '/proc', because: { id: 'look.not-allowed' } }] } : list,
          listeners: async () => seen(...open.map((pid) => ({ ...socket, pid: pid || null }))),
        },
      },
      before,
      99,
    );
  };
  it('is content with nothing', async () => {
    expect(await look([process(1, 0, ['init'])])).toEqual({
      nothing: true,
      because: null,
      warning: null,
    });
  });
  it('names what stayed, what came back and by whom, and a port that is still open', async () => {
    expect((await look([gateway()])).because?.values?.what).toMatchObject([{ id: 'stop.one-running' }]);
    const back = await look([gateway(4300, 30), process(30, 1, ['supervisord'])]);
    expect(back.because?.values?.what).toMatchObject([
      { id: 'stop.one-restarted', values: { parent: 'supervisord', parentPid: '30' } },
    ]);
    expect((await look([], [4242])).because?.values?.what).toMatchObject([{ id: 'stop.one-port' }]);
    expect((await look([], [0])).nothing).toBe(false);
    expect((await look([], [777])).nothing).toBe(true);
  });
  it('warns of what stays and may start it again, and of nobody who typed', async () => {
    const of = async (...args: string[]) => {
      const parent = process(30, 1, args);
      const before = await plan([parent, gateway(4242, 30)]);
      return (
        await stillThere(
          {
            ownership: own(),
            gateways: { processes: async () => seen(parent), listeners: async () => seen() },
          },
          before,
          99,
        )
      ).warning?.id;
    };
    expect(await of('sh', '-c', 'while true; do openclaw gateway; mine; done')).toBe('stop.may-return');
    expect(await of('supervisord')).toBe('stop.may-return');
    expect(await of('-bash')).toBe(undefined);
    expect(await of('systemd', '--user')).toBe(undefined);
  });
  it('never takes what it could not see for nothing', async () => {
    expect(await look([], [], true)).toMatchObject({
      nothing: false,
      because: { id: 'stop.could-not-look' },
    });
  });
  it('sees what goes on in containers', async () => {
    const inside = gateway(7, 1, { where: 'container:abc' });
    expect((await look([inside])).nothing).toBe(true);
    const before = { ...(await plan([])), containers: ['abc'] };
    const kept = await stillThere(
      { ownership: own(), gateways: { processes: async () => seen(inside), listeners: async () => seen() } },
      before,
      99,
    );
    expect(kept.because?.values?.what).toMatchObject([{ id: 'stop.container', values: { name: 'abc' } }]);
  });
});
