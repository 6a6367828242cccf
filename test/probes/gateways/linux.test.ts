import { describe, expect, it } from 'vitest';
import { createGatewayProbe } from '../../../main/probes/gateways';
import type { Copy } from '../../../main/probes/openclaw';
import { parseStat } from '../../../main/system/read/processes/linux-process';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

type Files = Record<string, string | FakeFile>;
const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const V4 = '00000000:0000';
const V6 = '00000000000000000000000000000000:0000';
const row = (local: string, uid: number, inode: number, state = '0A') =>
  `   0: ${local} ${local.length > 13 ? V6 : V4} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
const LOCAL4 = '0100007F:4965';
const LOCAL6 = '00000000000000000000000001000000:4965';
const status = (uid: number, parent = 1, caps = '0', name = 'openclaw-gatewa') =>
  `Name:\t${name}\nPPid:\t${parent}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${uid}\t${uid}\t${uid}\t${uid}\nGroups:\t\nNSpid:\t1\nCapEff:\t${caps.padStart(16, '0')}\n`;
/** After proc_pid_stat(5): field 22 is the start in clock ticks; a name may hold blanks and brackets. */
const stat = (pid: number, parent = 1, name = 'openclaw-gatewa', start = 98765) =>
  `${pid} (${name}) S ${parent} ${pid} ${pid} 0 -1 4194304 5 0 0 0 9 3 0 0 20 0 11 0 ${start} 1234567 999 18446744073709551615\n`;
const TITLE = `openclaw-gateway${'\0'.repeat(130)}`;

/** A process of the fake /proc; `closed` is one whose open files and environment we may not see. */
function process(
  pid: number,
  cmdline: string,
  more: Partial<Record<string, string | FakeFile>> = {},
  closed = false,
): Files {
  const all: Record<string, string | FakeFile | undefined> = {
    cmdline,
    comm: 'openclaw-gatewa\n',
    status: status(1000),
    stat: stat(pid),
    cgroup: '0::/user.slice/user-1000.slice\n',
    mountinfo: '27 1 254:0 / / rw - ext4 /dev/vda rw\n',
    uid_map: '         0          0 4294967295\n',
    exe: closed ? undefined : { link: '/usr/bin/node' },
    environ: closed ? { denied: true } : 'HOME=/home/lin\0OPENCLAW_SERVICE_MARKER=openclaw\0',
    fd: closed ? { folder: true, denied: true } : { folder: true },
    ...more,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, file]) =>
      file === undefined ? [] : [[`/proc/${pid}/${name}`, file]],
    ),
  );
}
const tables = (pid: number | 'self', four: string, six: string | null = ''): Files => ({
  [`/proc/${pid}/net/tcp`]: HEAD + four,
  ...(six !== null && { [`/proc/${pid}/net/tcp6`]: HEAD + six }),
});
const socket = (pid: number, fd: number, inode: number): Files => ({
  [`/proc/${pid}/fd/${fd}`]: { link: `socket:[${inode}]` },
});
const SELF: Files = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\n',
  '/proc/self/cgroup': '0::/user.slice\n',
  '/proc/self/mountinfo':
    '27 1 254:0 / / rw - ext4 /dev/vda rw\n22 27 0:21 / /proc rw,relatime - proc proc rw\n',
  ...tables('self', ''),
};
const PACKAGE = '{"name":"openclaw","version":"2026.9.6"}';
const copy = (path: string, where = 'this-computer'): Copy => ({
  path,
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  where,
});
function probe(files: Files, copies: Copy[] = [], machine: FakeMachine = {}) {
  const host = fakeHost({ ...machine, files: { ...SELF, ...files } });
  return createGatewayProbe(host, { copies: async () => seen(...copies) });
}

describe('gateways that run, on Linux', () => {
  const COPY = '/home/lin/.npm-global/lib/node_modules/openclaw';
  const usual: Files = {
    ...process(4242, TITLE),
    ...tables(4242, row(LOCAL4, 1000, 77) + row('00000000:0016', 0, 5), row(LOCAL6, 1000, 78)),
    ...socket(4242, 40, 77),
    ...socket(4242, 41, 78),
    '/proc/4242/fd/30': { link: '/home/lin/.openclaw-work/state/openclaw.sqlite' },
    ...process(4300, `/usr/bin/node\0${COPY}/dist/process/spawn-broker/worker.js\0`, {
      stat: stat(4300, 4242),
    }),
    [`${COPY}/package.json`]: PACKAGE,
  };

  it('are known by their title, with sockets, copy and state folder', async () => {
    const listener = { port: 18789, pid: 4242, account: 'lin', program: 'openclaw-gatewa' };
    expect(await probe(usual, [copy('/opt/openclaw'), copy(COPY)]).running()).toEqual(
      seen({
        pid: 4242,
        file: '/usr/bin/node',
        startedAt: '98765',
        program: 'openclaw-gatewa',
        account: 'lin',
        administrator: false,
        copyPath: COPY,
        stateDir: '/home/lin/.openclaw-work',
        listeners: [
          { ...listener, address: '127.0.0.1', family: 4 },
          { ...listener, address: '::1', family: 6 },
        ],
        where: 'this-computer',
      }),
    );
  });

  it('keep the folder of a copy that nobody listed', async () => {
    expect((await probe(usual).running()).items[0]?.copyPath).toBe(COPY);
  });

  it('tell their copy by an addon, where the helpers are gone', async () => {
    const files = {
      ...process(4242, TITLE, {
        maps: `7f00-7f01 r-xp 0000 fe:00 9 ${'/opt/x/node_modules/@openclaw/fs-safe-linux-x64-gnu/a.node'}\n`,
      }),
      ...tables(4242, ''),
    };
    expect((await probe(files).running()).items[0]?.copyPath).toBe('/opt/x/node_modules/openclaw');
  });

  it.each([
    ['HOME=/home/lin\0OPENCLAW_PROFILE=work\0', '/home/lin/.openclaw-work'],
    ['HOME=/home/lin\0OPENCLAW_STATE_DIR=/srv/claw\0', '/srv/claw'],
    ['HOME=/home/lin\0OPENCLAW_STATE_DIR=~/claw\0', '/home/lin/claw'],
    ['HOME=/home/lin\0OPENCLAW_HOME=/srv/h\0', '/srv/h/.openclaw'],
    ['OPENCLAW_X=1\0', null],
  ])('tell their state folder by the environment %j', async (environ, folder) => {
    const files = { ...process(4242, TITLE, { environ }), ...tables(4242, '') };
    expect((await probe(files).running()).items[0]?.stateDir).toBe(folder);
  });

  it.each([
    [`node\0/usr/lib/node_modules/openclaw/dist/index.js\0gateway\0--port\x0018789\0`, true],
    [
      '/usr/bin/node\0--max-old-space-size=2048\0/opt/openclaw/openclaw.mjs\0--profile\0work\0gateway\0run\0',
      true,
    ],
    ['node\0/usr/local/bin/openclaw\0gateway\0', true],
    ['clawdbot-gateway\0\0\0', true],
    ['moltbot-gateway\0', true],
    ['node\0/usr/lib/node_modules/openclaw/openclaw.mjs\0gateway\0status\0', false],
    ['node\0/usr/lib/node_modules/openclaw/openclaw.mjs\0agent\0--message\0gateway\0', false],
    ['node\0/usr/lib/node_modules/openclaw/dist/process/spawn-broker/worker.js\0', false],
    ['ssh\0box\0node /usr/lib/node_modules/openclaw/dist/index.js gateway\0', false],
    ['ssh\0box\0openclaw-gateway\0', false],
    ['vim\0/opt/openclaw/dist/index.js\0gateway\0', false],
    ['tail\0-f\0/tmp/openclaw/openclaw-2026-11-22.log\0', false],
    ['openclaw-gateway-watch\0', false],
    ['', false],
  ])('matches %j: %s', async (cmdline, yes) => {
    const files = {
      ...process(4242, cmdline),
      ...tables(4242, ''),
      ...(/^(node|\/usr\/bin\/node|\w+-gateway)\0/.test(cmdline)
        ? {}
        : { '/proc/4242/exe': { link: '/usr/bin/x' } }),
      '/usr/lib/node_modules/openclaw/package.json': PACKAGE,
      '/usr/lib/node_modules/openclaw/openclaw.mjs': '',
      '/usr/lib/node_modules/openclaw/dist/index.js': '',
      '/usr/lib/node_modules/openclaw/dist/process/spawn-broker/worker.js': '',
      '/usr/local/bin/openclaw': { link: '../../lib/node_modules/openclaw/openclaw.mjs' },
      '/opt/openclaw/openclaw.mjs': '',
      '/opt/openclaw/package.json': PACKAGE,
    };
    expect((await probe(files).running()).items).toHaveLength(yes ? 1 : 0);
  });

  it('are seen while they run on after an update laid another Node in the place of theirs', async () => {
    const files = { ...usual, '/proc/4242/exe': { link: '/usr/bin/node (deleted)' } };
    expect((await probe(files, [copy(COPY)]).running()).items).toMatchObject([{ pid: 4242, copyPath: COPY }]);
  });

  it('counts a launcher and the gateway that it started as one', async () => {
    const line = 'node\0/opt/openclaw/openclaw.mjs\0gateway\0';
    const files = {
      '/opt/openclaw/openclaw.mjs': '',
      '/opt/openclaw/package.json': PACKAGE,
      ...process(10, line),
      ...tables(10, ''),
      ...process(11, line, { stat: stat(11, 10), status: status(1000, 10) }),
      ...tables(11, ''),
    };
    expect((await probe(files).running()).items.map(({ pid }) => pid)).toEqual([11]);
  });

  it('are administrators as uid 0 or with its powers, and not as root of a rootless container', async () => {
    const of = async (more: Partial<Record<string, string>>) =>
      (await probe({ ...process(4242, TITLE, more), ...tables(4242, '') }).running()).items[0];
    expect(await of({ status: status(0) })).toMatchObject({ administrator: true, account: 'root' });
    expect(await of({ status: status(1000, 1, '1ffffffffff') })).toMatchObject({ administrator: true });
    const mapped = { status: status(100000, 1, '1ffffffffff'), uid_map: '0 100000 65536\n' };
    expect(await of(mapped)).toMatchObject({ administrator: false, account: '100000' });
  });

  it('of another account keep their sockets to themselves: those of the account are given as perhaps', async () => {
    const files = {
      ...process(4242, TITLE, { status: status(1001) }, true),
      ...tables(4242, row(LOCAL4, 1001, 77) + row('00000000:0016', 0, 5)),
    };
    const [gateway] = (await probe(files).running()).items;
    expect(gateway).toMatchObject({
      account: '1001',
      stateDir: null,
      copyPath: null,
      listeners: null,
      listenersUnknown: { id: 'look.not-allowed' },
      perhaps: [{ address: '127.0.0.1', port: 18789, pid: null, account: '1001' }],
    });
  });

  it('in a network name space of their own are seen with the addresses they have there', async () => {
    const files = {
      ...process(4242, TITLE),
      ...tables(4242, row('00000000:4965', 1000, 9)),
      ...socket(4242, 3, 9),
    };
    const { items } = await probe(files).running();
    expect(items[0]?.listeners).toMatchObject([{ address: '0.0.0.0', port: 18789, pid: 4242 }]);
    expect(items[0]?.where).toBe('this-computer');
    expect((await probe(files).listeners()).items).toEqual([]);
  });

  const ID = '0123456789ab'.padEnd(64, 'c');
  it.each([
    [`0::/system.slice/docker-${ID}.scope\n`, 'container:0123456789ab'],
    [`4:memory:/docker/${ID}\n0::/\n`, 'container:0123456789ab'],
    [`0::/user.slice/user@1000.service/user.slice/libpod-${ID}.scope/container\n`, 'container:0123456789ab'],
    [`0::/kubepods/besteffort/pod11-22/${ID}\n`, 'container:0123456789ab'],
    ['0::/lxc.payload.claw/init.scope\n', 'container:claw'],
    ['0::/user.slice/user-1000.slice/session-2.scope\n', 'this-computer'],
  ])('in the control group %j are at %s', async (cgroup, where) => {
    const files = { ...process(4242, TITLE, { cgroup }), ...tables(4242, '') };
    const [gateway] = (await probe(files, [copy('/usr/lib/node_modules/openclaw')]).running()).items;
    expect(gateway?.where).toBe(where);
    // A container's folders are not ours of the same name.
    expect(gateway?.stateDir).toBe(where === 'this-computer' ? '/home/lin/.openclaw' : null);
  });

  it('are on this computer when we look from inside the same container', async () => {
    const cgroup = `0::/docker/${ID}\n`;
    const files = { ...process(4242, TITLE, { cgroup }), ...tables(4242, ''), '/proc/self/cgroup': cgroup };
    expect((await probe(files).running()).items[0]?.where).toBe('this-computer');
  });

  it('are in a container by layers and process numbers of their own, where the control group is silent', async () => {
    const files = {
      ...process(4242, TITLE, {
        mountinfo: '27 1 0:40 / / rw - overlay overlay rw,lowerdir=/l\n',
        status: status(1000).replace('NSpid:\t1', 'NSpid:\t4242\t1'),
      }),
      ...tables(4242, ''),
    };
    expect((await probe(files).running()).items[0]?.where).toBe('container:pid-4242');
  });

  it('may be hidden: that is said', async () => {
    const mountinfo = '22 27 0:21 / /proc rw,relatime - proc proc rw,hidepid=2\n';
    const hidden = { '/proc/self/mountinfo': mountinfo };
    expect((await probe(hidden).running()).gaps).toHaveLength(1);
    expect((await probe(hidden, [], { uid: 0 }).running()).gaps).toEqual([]);
    const open = { '/proc/self/mountinfo': mountinfo.replace('hidepid=2', 'hidepid=0') };
    expect((await probe(open).running()).gaps).toEqual([]);
    const closed = {
      '/proc/9/cmdline': { denied: true as const },
      '/proc/10/cmdline': { denied: true as const },
    };
    expect((await probe(closed).running()).gaps).toHaveLength(1);
  });

  it('can’t be told without /proc', async () => {
    const host = fakeHost({ files: { '/etc/passwd': '' } });
    const none = createGatewayProbe(host, { copies: async () => seen() });
    expect((await none.running()).gaps).toHaveLength(1);
    expect((await none.listeners()).gaps).toHaveLength(1);
  });

  it('are found even when the copies can’t be told', async () => {
    const host = fakeHost({ files: { ...SELF, ...usual } });
    const blind = createGatewayProbe(host, { copies: () => Promise.reject(new Error('no')) });
    expect((await blind.running()).items).toHaveLength(1);
  });
});

describe('processes, on Linux', () => {
  it('have parent, start, account and whether we may end them', async () => {
    const files = {
      ...process(4242, TITLE),
      ...process(4300, 'sh\0-c\0sleep 9\0', { stat: stat(4300, 4242, 'a) (b', 99000) }),
      ...process(1, '/sbin/init\0', { stat: stat(1, 0, 'systemd', 3), status: status(0, 0) }),
      '/proc/77/cmdline': 'gone\0',
    };
    const { items } = await probe(files).processes();
    expect(items.find(({ pid }) => pid === 4300)).toEqual({
      pid: 4300,
      parent: 4242,
      program: 'a) (b',
      args: ['sh', '-c', 'sleep 9'],
      startedAt: '99000',
      account: 'lin',
      ours: true,
      where: 'this-computer',
    });
    expect(items.find(({ pid }) => pid === 1)).toMatchObject({ parent: 0, account: 'root', ours: false });
    expect(items.some(({ pid }) => pid === 77)).toBe(false);
    expect((await probe(files, [], { uid: 0 }).processes()).items.every(({ ours }) => ours)).toBe(true);
  });

  it('that are OpenClaw in a container are told so', async () => {
    const cgroup = `0::/system.slice/docker-${'0123456789ab'.padEnd(64, 'c')}.scope\n`;
    const { items } = await probe(process(4242, TITLE, { cgroup })).processes();
    expect(items[0]?.where).toBe('container:0123456789ab');
  });

  it('survive hostile lines', () => {
    for (const text of ['', '1', '1 (x', '1 (x) S', '1 (x) S a', `1 (x) S 1${' 0'.repeat(17)} y`])
      expect(parseStat(text)).toBe(null);
  });
});

describe('listening sockets, on Linux', () => {
  it('have their process where it can be seen, and the account always', async () => {
    const files = {
      ...tables(
        'self',
        row(LOCAL4, 1000, 77) + row('0100007F:D431', 1000, 0, '01') + row('00000000:0050', 33, 80),
      ),
      ...process(4242, TITLE),
      ...socket(4242, 7, 77),
    };
    expect(await probe(files).listeners()).toEqual(
      seen(
        {
          address: '127.0.0.1',
          family: 4,
          port: 18789,
          pid: 4242,
          account: 'lin',
          program: 'openclaw-gatewa',
        },
        { address: '0.0.0.0', family: 4, port: 80, pid: null, account: '33', program: null },
      ),
    );
  });

  it('are told without IPv6 in the kernel, and not without IPv4', async () => {
    const four = fakeHost({ files: { ...tables('self', row(LOCAL4, 0, 1), null) } });
    const none = { copies: async () => seen<Copy>() };
    expect((await createGatewayProbe(four, none).listeners()).items).toHaveLength(1);
    const denied = fakeHost({ files: { '/proc/self/net/tcp': { denied: true }, '/proc/1/comm': '' } });
    expect(await createGatewayProbe(denied, none).listeners()).toEqual({
      items: [],
      gaps: [{ where: '/proc/net/tcp', because: { id: 'look.not-allowed' } }],
    });
  });
});
