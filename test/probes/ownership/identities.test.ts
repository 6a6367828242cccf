import { describe, expect, it } from 'vitest';
import { createGatewayProbe } from '../../../main/probes/gateways';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { type FakeFile, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

type Files = Record<string, string | FakeFile>;
const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0' });

interface Told {
  readonly args: readonly string[];
  readonly exe?: string | null;
  readonly cwd?: string;
  readonly uid?: number;
  readonly parent?: number;
  readonly environ?: string | null;
  readonly fds?: Readonly<Record<string, string>>;
  readonly tcp?: string;
  readonly maps?: string;
}

/** A process in a /proc of the kernel's own form (proc_pid_stat(5), proc_pid_status(5)). */
function proc(pid: number, told: Told): Files {
  const {
    args,
    exe = '/usr/bin/node',
    cwd = '/',
    uid = 1000,
    parent = 1,
    environ = 'HOME=/home/lin\0',
  } = told;
  const name = (args[0] ?? '').split('/').at(-1)?.slice(0, 15);
  const at = `/proc/${pid}`;
  return {
    [`${at}/cmdline`]: `${args.join('\0')}\0`,
    [`${at}/stat`]: `${pid} (${name}) S ${parent} ${pid} ${pid} 0 -1 4194304 5 0 0 0 9 3 0 0 20 0 11 0 ${pid}00 1 9 0\n`,
    [`${at}/status`]: `Name:\t${name}\nPPid:\t${parent}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${uid}\t${uid}\t${uid}\t${uid}\nGroups:\t\nNSpid:\t${pid}\nCapEff:\t0000000000000000\n`,
    [`${at}/cgroup`]: '0::/user.slice/user-1000.slice/session-2.scope\n',
    [`${at}/cwd`]: { link: cwd },
    [`${at}/fd`]: { folder: true },
    ...(exe !== null && { [`${at}/exe`]: { link: exe } }),
    [`${at}/environ`]: environ === null ? { denied: true } : environ,
    ...(told.maps !== undefined && { [`${at}/maps`]: told.maps }),
    ...Object.fromEntries(
      Object.entries(told.fds ?? {}).map(([fd, link]): [string, FakeFile] => [`${at}/fd/${fd}`, { link }]),
    ),
    ...(told.tcp !== undefined && { [`${at}/net/tcp`]: told.tcp }),
  };
}
const LISTENS = {
  fds: { 3: 'socket:[77]' },
  tcp: '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 0100007F:4965 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 0 0 10 0\n',
};

const MODULES = '/home/lin/.npm-global/lib/node_modules';
const WORLD: Files = {
  '/etc/passwd':
    'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nmei:x:1001:1001::/home/mei:/bin/sh\n',
  [`${MODULES}/openclaw/package.json`]: manifest('openclaw'),
  [`${MODULES}/openclaw/openclaw.mjs`]: '',
  [`${MODULES}/openclaw/dist/index.js`]: '',
  [`${MODULES}/openclaw/dist/package.json`]: '{"type":"module"}',
  [`${MODULES}/openclaw/dist/process/worker.js`]: '',
  '/home/lin/bin/claw': { link: `${MODULES}/openclaw/openclaw.mjs` },
  // A prefix of another name, pnpm's store, an app's packed and unpacked resources, a fork.
  '/opt/lobster/package.json': manifest('openclaw'),
  '/opt/lobster/dist/index.js': '',
  '/home/lin/.local/share/pnpm/5/.pnpm/openclaw@1/node_modules/openclaw/package.json': manifest('openclaw'),
  '/home/lin/.local/share/pnpm/5/.pnpm/openclaw@1/node_modules/openclaw/dist/index.js': '',
  '/opt/ClawX/resources/app.asar': 'packed',
  '/opt/ClawX/resources/app.asar.unpacked/node_modules/openclaw/package.json': manifest('openclaw'),
  '/opt/ClawX/resources/app.asar.unpacked/node_modules/openclaw/dist/index.js': '',
  '/opt/cn/package.json': JSON.stringify({ name: '@x/claw', bin: { openclaw: 'openclaw.mjs' } }),
  '/opt/cn/openclaw.mjs': '',
  // A checkout with tools of others in it.
  '/home/lin/src/openclaw/package.json': manifest('openclaw'),
  '/home/lin/src/openclaw/scripts/test-parallel.mjs': '',
  '/home/lin/src/openclaw/scripts/run-node.mjs': '',
  '/home/lin/src/openclaw/node_modules/typescript/package.json': manifest('typescript'),
  '/home/lin/src/openclaw/node_modules/typescript/lib/tsserver.js': '',
  '/home/lin/src/openclaw/node_modules/vitest/package.json': manifest('vitest'),
  '/home/lin/src/openclaw/node_modules/vitest/vitest.mjs': '',
  // Somebody's own apps in folders of that name.
  '/home/lin/openclaw/dashboard/package.json': manifest('my-dashboard'),
  '/home/lin/openclaw/dashboard/server.js': '',
  '/home/lin/openclaw/notes.js': '',
  '/home/lin/openclaw/dist/index.js': '',
  '/home/lin/x/node_modules/openclaw/package.json': manifest('openclaw-tools'),
  '/home/lin/x/node_modules/openclaw/dist/index.js': '',
  '/home/lin/plugin/package.json': JSON.stringify({ name: 'openclaw', openclaw: { extensions: ['./x.js'] } }),
  '/home/lin/plugin/dist/index.js': '',
  '/home/lin/.openclaw/openclaw.json': '{}',
};

async function judged(told: Told, others: Files = {}) {
  const host = fakeHost({ files: { ...WORLD, ...proc(4242, told), ...others } });
  const found = await createGatewayProbe(host, { copies: async () => seen() }).processes();
  const process = found.items.find(({ pid }) => pid === 4242);
  if (!process) throw new Error('not listed');
  const { owner, actor } = await createOwnershipProbe(host, { services: async () => seen() }).ownerOf({
    kind: 'process',
    process,
  });
  return `${process.openclaw?.role ?? '-'} ${owner} ${actor}`;
}
const node = (...args: string[]): Told => ({ args: ['node', ...args] });
const OURS = 'this-home us';

describe('OpenClaw’s, by the package of what runs', () => {
  it.each<[string, Told, string]>([
    ['npm', node(`${MODULES}/openclaw/dist/index.js`, 'gateway', '--port', '1'), `gateway ${OURS}`],
    ['its launcher', node('/home/lin/bin/claw', 'gateway'), `gateway ${OURS}`],
    ['a relative script', { ...node('dist/index.js', 'gateway'), cwd: '/opt/lobster' }, `gateway ${OURS}`],
    ['a folder of another name', node('/opt/lobster/dist/index.js', 'gateway'), `gateway ${OURS}`],
    [
      'pnpm',
      node('/home/lin/.local/share/pnpm/5/.pnpm/openclaw@1/node_modules/openclaw/dist/index.js', 'gateway'),
      `gateway ${OURS}`,
    ],
    [
      'an app that runs it as Node',
      {
        args: [
          '/opt/ClawX/clawx',
          '/opt/ClawX/resources/app.asar/node_modules/openclaw/dist/index.js',
          'gateway',
        ],
        exe: '/opt/ClawX/clawx',
        environ: 'ELECTRON_RUN_AS_NODE=1\0HOME=/home/lin\0',
      },
      `gateway ${OURS}`,
    ],
    ['a fork', node('/opt/cn/openclaw.mjs', 'gateway'), `gateway ${OURS}`],
    ['a node host', node(`${MODULES}/openclaw/openclaw.mjs`, 'node', 'run', '--host', 'x'), `node ${OURS}`],
    ['a helper', node(`${MODULES}/openclaw/dist/process/worker.js`), `helper ${OURS}`],
    ['a checkout', node('/home/lin/src/openclaw/scripts/run-node.mjs', 'gateway'), `gateway ${OURS}`],
    [
      'a name that is not node’s',
      {
        ...node('/opt/lobster/dist/index.js', 'gateway'),
        args: ['claw', '/opt/lobster/dist/index.js', 'gateway'],
      },
      `gateway ${OURS}`,
    ],
    [
      'gone since',
      node(`${MODULES.replace('lin/', 'lin/old/')}/openclaw/dist/index.js`, 'gateway'),
      `gateway ${OURS}`,
    ],
  ])('%s', async (_, told, expected) => expect(await judged(told)).toBe(expected));

  it.each<[string, Told]>([
    [
      'an addon that it has loaded',
      { args: ['openclaw-gateway'], maps: `7f0 r-xp 0 fe:00 9 ${MODULES}/@openclaw/fs-safe/a.node\n` },
    ],
    ['its database', { args: ['openclaw-gateway'], fds: { 9: '/srv/claw/state/openclaw.sqlite' } }],
    ['its environment', { args: ['openclaw-gateway'], environ: 'OPENCLAW_STATE_DIR=/srv/claw\0' }],
    ['a socket and a state folder', { args: ['openclaw-gateway'], ...LISTENS }],
  ])('that has only its title left, with a second witness: %s', async (_, told) => {
    expect(await judged(told)).toBe(`gateway ${OURS}`);
  });

  it('a launcher that waits for its gateway', async () => {
    const child = proc(4300, { args: ['openclaw-gateway'], parent: 4242, ...LISTENS });
    expect(await judged({ args: ['openclaw'] }, child)).toBe(`launcher ${OURS}`);
  });
});

describe('a gateway that starts', () => {
  const LOCK = '/home/lin/.openclaw/tmp/openclaw-1000/gateway.state.lock';
  const lock = (more: object) => ({
    [LOCK]: JSON.stringify({ pid: 4242, createdAt: '', configPath: '', ...more }),
  });
  const bare: Told = { args: ['openclaw'] };
  it('is one once OpenClaw’s own lock names it', async () => {
    expect(await judged(bare, lock({}))).toBe(`gateway ${OURS}`);
    expect(await judged(bare, lock({ startTime: 424200 }))).toBe(`gateway ${OURS}`);
    expect(await judged({ args: ['openclaw-gateway'] }, lock({}))).toBe(`gateway ${OURS}`);
  });
  it('and no lock names another, one before it, or another role', async () => {
    for (const more of [{ pid: 7 }, { startTime: 5 }, { role: 'sqlite-maintenance' }])
      expect(await judged(bare, lock(more))).toBe('starting somebody-else nobody');
    expect(await judged({ ...bare, exe: '/usr/games/openclaw' }, lock({}))).toBe('- somebody-else nobody');
  });
  it('is one by the lock that older ones keep in their own folder for temporary files', async () => {
    const own = { '/run/lin/openclaw-1000/gateway.1a2b.lock': JSON.stringify({ pid: 4242 }) };
    for (const environ of ['TMPDIR=/run/lin/\0', 'TMP=/run/lin\0', 'TMPDIR=\0TEMP=/run/lin\0'])
      expect(await judged({ ...bare, environ }, own)).toBe(`gateway ${OURS}`);
    expect(await judged({ ...bare, environ: 'TMPDIR=/elsewhere\0' }, own)).toBe(
      'starting somebody-else nobody',
    );
  });
  it('is named by nobody else: a folder for temporary files is everybody’s', async () => {
    const file = '/tmp/openclaw-1000/gateway.1a2b.lock';
    const text = JSON.stringify({ pid: 4242 });
    expect(await judged(bare, { [file]: { text } })).toBe(`gateway ${OURS}`);
    expect(await judged(bare, { [file]: { text, uid: 1001 } })).toBe('starting somebody-else nobody');
  });
  it('listens without a lock, so that nobody can say that it is none', async () =>
    expect(await judged({ ...bare, ...LISTENS })).toBe('gateway unknown nobody'));
  it('is what its parent waits for', async () => {
    const parent = proc(4300, node(`${MODULES}/openclaw/openclaw.mjs`, 'node', 'run', '--host', 'x'));
    expect(await judged({ ...bare, parent: 4300 }, parent)).toBe(`node ${OURS}`);
  });
  it('can’t be told before it from a command, which keeps its helpers', async () => {
    const helper = proc(4300, { ...node(`${MODULES}/openclaw/dist/process/worker.js`), parent: 4242 });
    expect(await judged(bare, helper)).toBe('starting unknown nobody');
    const parent = proc(4300, bare);
    expect(
      await judged({ ...node(`${MODULES}/openclaw/dist/process/worker.js`), parent: 4300 }, parent),
    ).toBe('command somebody-else nobody');
  });
});

describe('somebody else’s', () => {
  it.each<[string, Told]>([
    ['a native program called openclaw', { args: ['openclaw'], exe: '/usr/games/openclaw', ...LISTENS }],
    [
      'a native program called openclaw-gateway',
      { args: ['openclaw-gateway'], exe: '/opt/x/openclaw-gateway', ...LISTENS },
    ],
    ['sleep under its name', { args: ['openclaw-gateway'], exe: '/usr/bin/sleep', ...LISTENS }],
    [
      'a language server in a checkout',
      node('/home/lin/src/openclaw/node_modules/typescript/lib/tsserver.js'),
    ],
    [
      'a test runner in a checkout',
      { ...node('node_modules/vitest/vitest.mjs', 'run', 'gateway'), cwd: '/home/lin/src/openclaw' },
    ],
    ['tests of a checkout', node('/home/lin/src/openclaw/scripts/test-parallel.mjs', 'gateway')],
    ['node --test', node('--test', `${MODULES}/openclaw/dist/index.js`)],
    ['an app in ~/openclaw', node('/home/lin/openclaw/dashboard/server.js')],
    ['a script in ~/openclaw', node('/home/lin/openclaw/notes.js', 'gateway')],
    ['an app built to ~/openclaw/dist', node('/home/lin/openclaw/dist/index.js', 'gateway')],
    [
      'a package of another name in its place',
      node('/home/lin/x/node_modules/openclaw/dist/index.js', 'gateway'),
    ],
    ['a plugin', node('/home/lin/plugin/dist/index.js', 'gateway')],
    ['an editor', { args: ['vim', `${MODULES}/openclaw/dist/index.js`, 'gateway'], exe: '/usr/bin/vim' }],
    [
      'an Electron editor',
      { args: ['/opt/code/code', `${MODULES}/openclaw/openclaw.mjs`, 'gateway'], exe: '/opt/code/code' },
    ],
    ['tail', { args: ['tail', '-f', '/tmp/openclaw/openclaw-2026-11-22.log'], exe: '/usr/bin/tail' }],
    ['grep', { args: ['grep', '-r', 'openclaw-gateway', '/'], exe: '/usr/bin/grep' }],
    ['ssh', { args: ['ssh', 'box', 'openclaw', 'gateway'], exe: '/usr/bin/ssh' }],
    ['a shell', { args: ['sh', '-c', 'openclaw gateway'], exe: '/usr/bin/dash' }],
    ['node -e', node('-e', 'setInterval(()=>{},1e3)', `${MODULES}/openclaw/dist/index.js`, 'gateway')],
    [
      'an argument',
      node('/home/lin/openclaw/dashboard/server.js', `${MODULES}/openclaw/openclaw.mjs`, 'gateway'),
    ],
    ['status', node(`${MODULES}/openclaw/openclaw.mjs`, 'status')],
    ['security audit', node(`${MODULES}/openclaw/openclaw.mjs`, 'security', 'audit')],
    ['config set, renamed', { args: ['openclaw'] }],
    ['doctor, renamed', { args: ['openclaw-doctor'] }],
  ])('%s', async (_, told) => expect(await judged(told)).toMatch(/ somebody-else nobody$/));
});

describe('what can’t be told', () => {
  it.each<[string, Told]>([
    ['a title alone', { args: ['openclaw-gateway'] }],
    [
      'a title that listens in a home without OpenClaw',
      { args: ['openclaw-gateway'], environ: 'HOME=/srv/x\0', ...LISTENS },
    ],
    ['a node host by its title alone', { args: ['openclaw-node'] }],
    ['a script that may not be read', node('/root/openclaw/openclaw.mjs', 'gateway')],
  ])('%s', async (_, told) =>
    expect(await judged(told, { '/root': { folder: true, denied: true } })).toMatch(/ unknown nobody$/),
  );
});

describe('another account’s', () => {
  const theirs = { ...node(`${MODULES}/openclaw/dist/index.js`, 'gateway'), uid: 1001, environ: null };
  it('is theirs to stop', async () => expect(await judged(theirs)).toBe('gateway other-account its-account'));
  it('even where nothing but its title can be seen', async () =>
    expect(await judged({ args: ['openclaw-gateway'], exe: null, uid: 1001, environ: null })).toBe(
      'gateway unknown its-account',
    ));
  it('and root’s is too, where no service of the computer runs it', async () =>
    expect(await judged({ ...theirs, uid: 0 })).toBe('gateway other-account its-account'));
});
