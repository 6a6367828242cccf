import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import check from '../../main/checks/runtime';
import { createProbes } from '../../main/probes/create-probes';
import type { Gateway } from '../../main/probes/gateways/types';
import type { Copy, StartMethod } from '../../main/probes/openclaw';
import { createRuntimeProbe } from '../../main/probes/runtime/find-runtimes';
import { translatorFor } from '../../main/report/render';
import { type FakeMachine, fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { COPY, type Files, HOME, LOOPBACK, PASSWD, processAt, settingsAt, tcpTable } from './whole-scan';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-12-01T08:00:00Z'), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What OpenClaw's releases ask for, by their own package.json. */
const WANTED = {
  '2026.1.30': '>=22.12.0',
  '2026.3.13': '>=22.16.0',
  '2026.6.11': '>=22.19.0',
  '2026.9.6': '>=24.16.0 <25 || >=26.1.0',
} as const;

const openclaw = (folder = COPY, version: keyof typeof WANTED = '2026.9.6', more: object = {}): Files => ({
  [`${folder}/package.json`]: JSON.stringify({
    name: 'openclaw',
    version,
    bin: { openclaw: 'openclaw.mjs' },
    engines: { node: WANTED[version] },
    ...more,
  }),
  [`${folder}/openclaw.mjs`]: '#!/usr/bin/env node\n',
  [`${folder}/dist/index.js`]: '',
});
/** node_version.h as Node ships it. */
const header = (version: string) => {
  const [major, minor, patch] = version.split('.');
  return `#ifndef SRC_NODE_VERSION_H_\n#define SRC_NODE_VERSION_H_\n\n#define NODE_MAJOR_VERSION ${major}\n#define NODE_MINOR_VERSION ${minor}\n#define NODE_PATCH_VERSION ${patch}\n`;
};
/** A program of Node, or of whatever has a Node inside: its inspector's words lie somewhere in it. */
const program = (version: string | null, before = 9_000_000) => ({
  bytes: Buffer.concat([
    Buffer.from('\u007fELF\0\0'),
    Buffer.alloc(before),
    Buffer.from(version === null ? '\0' : `\0node.js/v${version}\0Protocol-Version\0`),
    Buffer.alloc(100),
  ]),
});
/** Node as its own archives lay it: the program is silent, so that what lies beside it is what is read. */
const node = (prefix: string, version: string): Files => ({
  [`${prefix}/bin/node`]: program(null, 10),
  [`${prefix}/include/node/node_version.h`]: header(version),
});
const gateway = (exe: string, more: Parameters<typeof processAt>[2] = {}): Files => ({
  ...tcpTable([LOOPBACK, 18789, 77]),
  ...processAt(4242, ['openclaw-gateway'], {
    sockets: [77],
    environ: 'HOME=/home/lin\0OPENCLAW_SERVICE_KIND=gateway',
    cwd: COPY,
    fds: [`${COPY}/dist/index.js`],
    ...more,
    exe,
  }),
});
const unit = (text: string): Files => ({
  [`${HOME}/.config/systemd/user/openclaw-gateway.service`]: `[Service]\n${text}\n`,
});
const dpkg = (version: string, status = 'install ok installed'): Files => ({
  '/usr/bin/node': { link: 'nodejs' },
  '/usr/bin/nodejs': program(null, 10),
  '/var/lib/dpkg/status': `Package: node-abbrev\nStatus: install ok installed\nVersion: 1.1.1-2\n\nPackage: nodejs\nStatus: ${status}\nPriority: optional\nArchitecture: amd64\nVersion: ${version}\nDepends: libc6\n\nPackage: zsh\nStatus: install ok installed\nVersion: 5.9-4\n`,
});

async function inspect(files: Files, machine: FakeMachine = {}) {
  const linux = machine.platform === undefined ? { '/etc/passwd': PASSWD, ...tcpTable() } : {};
  const host = fakeHost({ env: { PATH: '/usr/bin', HOME }, ...machine, files: { ...linux, ...files } });
  const finding = await check.inspect(createProbes(host, { offline: true }));
  // Node itself is never asked, whatever else the probes run.
  expect(host.touched.filter((each) => /node(\.exe)? (--version|-v|-p)/.test(each))).toEqual([]);
  return finding;
}

type Case = readonly [about: string, wanted: string, files: Files, machine?: FakeMachine];
const label = ({ state, severity, because }: Awaited<ReturnType<typeof inspect>>) =>
  [state, severity, because.id.replace('runtime.', '')].filter(Boolean).join(' ');

const NVM = `${HOME}/.nvm/versions/node`;
const WINDOWS: FakeMachine = {
  platform: 'win32',
  commands: {
    'schtasks.exe /query /xml':
      '<?xml version="1.0" encoding="UTF-16"?>\r\n<Tasks>\r\n<!-- \\Defrag -->\r\n<Task version="1.2"><Principals><Principal id="Author"><UserId>S-1-5-18</UserId></Principal></Principals><Actions Context="Author"><Exec><Command>defrag.exe</Command></Exec></Actions></Task>\r\n</Tasks>',
    'wsl.exe -l -v': { code: 1 },
  },
  env: {
    Path: 'C:\\Windows\\System32;C:\\Program Files\\nodejs\\',
    APPDATA: 'C:\\Users\\lin\\AppData\\Roaming',
    ProgramFiles: 'C:\\Program Files',
    USERPROFILE: 'C:\\Users\\lin',
  },
};
const onWindows = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [path.replaceAll('/', '\\'), file]));
const NPM_OF_WINDOWS = 'C:/Users/lin/AppData/Roaming/npm/node_modules/openclaw';

const GOOD: readonly Case[] = [
  ['of the system, by its header', 'good fits', { ...openclaw(), ...node('/usr', '24.16.0') }],
  [
    'of nvm beside the copy, with nothing in PATH',
    'good fits',
    { ...openclaw(`${NVM}/v24.21.0/lib/node_modules/openclaw`), ...node(`${NVM}/v24.21.0`, '24.21.0') },
    { env: { PATH: '/nowhere', HOME } },
  ],
  ['by its own text alone', 'good fits', { ...openclaw(), '/usr/bin/node': program('26.12.1') }],
  [
    'the one that runs the gateway, whatever comes first in PATH',
    'good fits',
    {
      ...openclaw(),
      ...node('/usr', '18.20.8'),
      ...node('/opt/node', '26.1.0'),
      ...gateway('/opt/node/bin/node'),
    },
  ],
  [
    'the one that a unit names, whatever comes first in PATH',
    'good fits',
    {
      ...openclaw(),
      ...node('/usr', '18.20.8'),
      ...node('/usr/local', '24.17.0'),
      ...unit(`ExecStart=/usr/local/bin/node ${COPY}/dist/index.js gateway`),
    },
  ],
  [
    'a script of a unit that finds its Node by the unit’s PATH',
    'good fits',
    {
      ...openclaw(),
      ...node('/usr', '18.20.8'),
      ...node('/srv/n', '24.17.0'),
      ...unit(`Environment=PATH=/srv/n/bin:/usr/bin\nExecStart=${COPY}/openclaw.mjs gateway`),
    },
  ],
  [
    'of npm’s package',
    'good fits',
    {
      ...openclaw(),
      ...gateway(`${HOME}/app/node_modules/node/bin/node`),
      [`${HOME}/app/node_modules/node/bin/node`]: program(null, 10),
      [`${HOME}/app/node_modules/node/package.json`]: '{"name":"node","version":"24.21.0"}',
    },
  ],
  [
    'of Homebrew, through its link',
    'good fits',
    {
      ...openclaw('/opt/homebrew/lib/node_modules/openclaw'),
      ...node('/opt/homebrew/Cellar/node/26.4.0_1', '26.4.0'),
      '/opt/homebrew/bin/node': { link: '../Cellar/node/26.4.0_1/bin/node' },
    },
    { platform: 'darwin', env: { PATH: '/usr/bin:/bin', HOME: '/Users/lin' } },
  ],
  [
    'of the installer of Windows',
    'good fits',
    onWindows({ ...openclaw(NPM_OF_WINDOWS), 'C:/Program Files/nodejs/node.exe': program('24.18.0') }),
    WINDOWS,
  ],
  [
    'an older release on the line that it asks for',
    'good fits',
    { ...openclaw(COPY, '2026.3.13'), ...node('/usr', '22.22.0') },
  ],
  ['of Debian’s packages, by their own record', 'good fits', { ...openclaw(), ...dpkg('24.17.0+dfsg-1') }],
  [
    'the private one of install-cli.sh',
    'good fits',
    {
      ...openclaw(`${HOME}/.openclaw/tools/node-v24.16.0/lib/node_modules/openclaw`),
      ...node(`${HOME}/.openclaw/tools/node-v24.16.0`, '24.16.0'),
      ...node('/usr', '18.20.8'),
    },
  ],
];

/** What programs of macOS print for a gateway that hides its path behind its title (ps(1), lsof(8)). */
const macGateway = (program: string): FakeMachine => ({
  platform: 'darwin',
  env: { PATH: '/usr/bin:/bin', HOME: '/Users/lin' },
  commands: {
    '/bin/ps -axww -o pid=,ppid=,uid=,user=,command=':
      '    1     0    0 root /sbin/launchd\n 4242     1 1000 lin openclaw-gateway\n 4243  4242 1000 lin /x/node /opt/homebrew/lib/node_modules/openclaw/dist/process/worker.js\n',
    '/bin/ps -axww -o pid=,comm=': '    1 /sbin/launchd\n 4242 openclaw-gateway\n 4243 /x/node\n',
    '/usr/sbin/lsof -nP -iTCP -sTCP:LISTEN -F pcuLtn':
      'p4242\ncopenclaw-gateway\nu1000\nLlin\nf20\ntIPv4\nn127.0.0.1:18789\n',
    '/usr/sbin/lsof -nP -a -p 4242 -d txt -F n':
      program && `p4242\nftxt\nn${program}\nftxt\nn/usr/lib/dyld\n`,
  },
});
const MAC: Files = {
  ...openclaw('/opt/homebrew/lib/node_modules/openclaw'),
  ...node('/opt/homebrew/Cellar/node/26.4.0_1', '26.4.0'),
  '/opt/homebrew/bin/node': { link: '../Cellar/node/26.4.0_1/bin/node' },
  ...node('/usr/local', '22.22.0'),
};

const BAD: readonly Case[] = [
  [
    'a line that has ended',
    'attention medium ended',
    { ...openclaw(COPY, '2026.1.30'), ...node('/usr', '20.20.2') },
  ],
  [
    'Debian 12’s',
    'attention medium ended',
    { ...openclaw(COPY, '2026.3.13'), ...dpkg('18.20.4+dfsg-1~deb12u1') },
  ],
  [
    'an odd line that has ended',
    'attention medium ended',
    { ...openclaw(COPY, '2026.6.11'), ...node('/usr', '25.8.0') },
  ],
  ['one of long ago', 'attention medium ended', { ...openclaw(), '/usr/bin/node': program('0.12.18') }],
  [
    'too old for a unit that names it',
    'attention medium unfit',
    {
      ...openclaw(),
      ...node('/usr/local', '24.10.0'),
      ...unit(`ExecStart=/usr/local/bin/node ${COPY}/dist/index.js gateway`),
    },
  ],
  [
    'too old for what it runs now',
    'attention medium unfit',
    { ...openclaw(), ...node('/opt/node', '22.22.0'), ...gateway('/opt/node/bin/node') },
  ],
  [
    'too old, and only a command would find it',
    'attention low unfit-command',
    { ...openclaw(), ...node('/usr', '24.10.0') },
  ],
  [
    'not yet a release',
    'attention low unfit-command',
    { ...openclaw(), '/usr/bin/node': program('27.0.0-alpha.1') },
  ],
  [
    'the second copy’s',
    'attention medium ended',
    {
      ...openclaw(),
      ...node('/usr', '24.16.0'),
      ...openclaw(`${NVM}/v18.20.8/lib/node_modules/openclaw`, '2026.1.30'),
      ...node(`${NVM}/v18.20.8`, '18.20.8'),
    },
  ],
  [
    'the unit’s, though another runs it now',
    'attention medium ended',
    {
      ...openclaw(),
      ...node('/opt/node', '24.16.0'),
      ...gateway('/opt/node/bin/node'),
      ...node('/usr', '18.20.8'),
      ...unit(`ExecStart=/usr/bin/node ${COPY}/dist/index.js gateway`),
    },
  ],
  [
    'replaced on the disk since: the old one runs on',
    'attention medium ended',
    {
      ...openclaw(),
      ...node('/usr', '24.16.0'),
      ...gateway('/usr/bin/node (deleted)'),
      '/usr/bin/node (deleted)': program('20.20.2'),
    },
  ],
  [
    'of the installer of Windows, of long ago',
    'attention medium ended',
    onWindows({ ...openclaw(NPM_OF_WINDOWS), 'C:/Program Files/nodejs/node.exe': program('20.11.1') }),
    WINDOWS,
  ],
];

const BORDERLINE: readonly Case[] = [
  [
    'what runs on macOS, by the file that is mapped',
    'good fits',
    MAC,
    macGateway('/opt/homebrew/Cellar/node/26.4.0_1/bin/node'),
  ],
  ['another than its command finds there', 'attention medium unfit', MAC, macGateway('/usr/local/bin/node')],
  ['and where that isn’t told, what its command finds', 'good fits', MAC, macGateway('')],
  ['a line that no schedule names', 'unknown no-line', { ...openclaw(), ...node('/usr', '30.1.0') }],
  ['bun', 'unknown no-version', { ...openclaw(), ...gateway('/opt/bun/bin/bun') }],
  [
    'a header of another version than the folder’s: its own text decides',
    'attention medium ended',
    {
      ...openclaw(`${NVM}/v18.20.8/lib/node_modules/openclaw`),
      [`${NVM}/v18.20.8/bin/node`]: program('18.20.8'),
      [`${NVM}/v18.20.8/include/node/node_version.h`]: header('24.16.0'),
    },
  ],
  [
    'the same, and its own text says nothing',
    'unknown no-version',
    {
      ...openclaw(`${NVM}/v18.20.8/lib/node_modules/openclaw`),
      ...node(`${NVM}/v18.20.8`, '24.16.0'),
    },
  ],
  [
    'nothing but a folder of that name',
    'unknown no-version',
    {
      ...openclaw(`${NVM}/v24.16.0/lib/node_modules/openclaw`),
      [`${NVM}/v24.16.0/bin/node`]: program(null, 10),
    },
  ],
  [
    'a package that asks for none',
    'unknown no-wanted',
    { ...openclaw(COPY, '2026.9.6', { engines: undefined }), ...node('/usr', '24.16.0') },
  ],
  [
    'the same on a line that has ended',
    'attention medium ended',
    { ...openclaw(COPY, '2026.9.6', { engines: undefined }), ...node('/usr', '20.1.0') },
  ],
  [
    'a version manager’s stand-in',
    'unknown no-version',
    {
      ...openclaw(),
      [`${HOME}/.asdf/shims/node`]:
        '#!/usr/bin/env bash\n# asdf-plugin: nodejs 24.16.0\nexec asdf exec "node" "$@"\n',
    },
    { env: { PATH: `${HOME}/.asdf/shims:/usr/bin`, HOME } },
  ],
  ['no Node at all', 'unknown no-version', openclaw()],
  [
    'an app’s own',
    'unknown no-version',
    { ...openclaw('/opt/Qclaw/resources/openclaw'), ...node('/usr', '24.16.0') },
  ],
  [
    'a gateway whose program may not be seen',
    'unknown no-version',
    {
      ...openclaw(),
      ...node('/usr', '24.16.0'),
      ...gateway('/usr/bin/node'),
      '/proc/4242/exe': { text: '', denied: true },
    },
  ],
  [
    'a gateway of a copy that wasn’t found',
    'unknown stray',
    {
      ...settingsAt(),
      ...node('/srv/node', '24.16.0'),
      ...gateway('/srv/node/bin/node', { cwd: HOME, fds: [] }),
    },
  ],
  [
    'the same on a line that has ended',
    'attention medium ended',
    {
      ...settingsAt(),
      ...node('/srv/node', '18.20.8'),
      ...gateway('/srv/node/bin/node', { cwd: HOME, fds: [] }),
    },
  ],
  ['settings without a copy', 'unknown trace.no-copy', { ...settingsAt(), ...node('/usr', '24.16.0') }],
  ['nothing of it', 'not-applicable not-installed', node('/usr', '18.20.8')],
];

const BROKEN: readonly Case[] = [
  [
    'a range that makes no sense',
    'unknown no-wanted',
    { ...openclaw(COPY, '2026.9.6', { engines: { node: 'new enough' } }), ...node('/usr', '24.16.0') },
  ],
  [
    'engines that are a number',
    'unknown no-wanted',
    { ...openclaw(COPY, '2026.9.6', { engines: 24 }), ...node('/usr', '24.16.0') },
  ],
  [
    'a torn package.json',
    'unknown no-wanted',
    { ...openclaw(), [`${COPY}/package.json`]: '{"name":"openclaw","vers', ...node('/usr', '24.16.0') },
  ],
  [
    'a package.json that may not be read',
    'unknown no-wanted',
    { ...openclaw(), [`${COPY}/package.json`]: { text: '{}', denied: true }, ...node('/usr', '24.16.0') },
  ],
  [
    'a torn header',
    'unknown no-version',
    {
      ...openclaw(),
      ...node('/usr', '24.16.0'),
      '/usr/include/node/node_version.h': '#define NODE_MAJOR_VERSION 24\n',
    },
  ],
  [
    'a program that may not be read',
    'unknown no-version',
    { ...openclaw(), '/usr/bin/node': { bytes: Buffer.from('x'), denied: true } },
  ],
  [
    'a package of Debian that was removed',
    'unknown no-version',
    { ...openclaw(), ...dpkg('24.17.0+dfsg-1', 'deinstall ok config-files') },
  ],
  [
    'words that are cut off',
    'unknown no-version',
    { ...openclaw(), '/usr/bin/node': { bytes: Buffer.from('\u007fELF\0node.js/v24.') } },
  ],
  [
    'a unit whose Node is gone',
    'unknown no-version',
    {
      ...openclaw(),
      ...node('/usr', '24.16.0'),
      ...unit(`ExecStart=/srv/gone/bin/node ${COPY}/dist/index.js gateway`),
    },
  ],
];

describe.each<readonly [string, readonly Case[]]>([
  ['good', GOOD],
  ['bad', BAD],
  ['borderline', BORDERLINE],
  ['broken', BROKEN],
])('%s', (_name, cases) => {
  test.each(cases.map((each) => [...each] as const))('%s: %s', async (_about, wanted, files, machine) => {
    expect(label(await inspect(files, machine))).toBe(wanted);
  });
});

describe('the schedule', () => {
  const on = async (day: string, version: string) => {
    vi.setSystemTime(Date.parse(`${day}T12:00:00Z`));
    return label(await inspect({ ...openclaw(COPY, '2026.3.13'), ...node('/usr', version) }));
  };
  test('a line is repaired until the end of its last day', async () => {
    expect(await on('2027-04-30', '22.22.0')).toBe('good fits');
    expect(await on('2027-05-01', '22.22.0')).toBe('attention medium ended');
  });
  test('a clock that was set back makes no line young again', async () => {
    expect(await on('2019-01-01', '20.20.2')).toBe('attention medium ended');
  });
});

test('words that lie on the border of two parts are found', async () => {
  for (const before of [4 * 1024 * 1024 - 12, 4 * 1024 * 1024 - 70, 4 * 1024 * 1024 - 20]) {
    const finding = await inspect({ ...openclaw(), '/usr/bin/node': program('24.16.0', before) });
    expect([before, label(finding)]).toEqual([before, 'good fits']);
  }
});

test('says both versions, and where each was seen', async () => {
  const finding = await inspect({
    ...openclaw(),
    ...node('/opt/node', '22.22.0'),
    ...gateway('/opt/node/bin/node'),
  });
  const text = translatorFor('en');
  expect(text(finding.because)).toBe(
    'OpenClaw 2026.9.6 asks for Node.js >=24.16.0 <25 || >=26.1.0, and what starts it uses 22.22.0.',
  );
  expect(
    finding.evidence.map(({ where, saw }) => [where, typeof saw === 'string' ? saw : text(saw)]),
  ).toEqual([
    [COPY, 'openclaw 2026.9.6, asks for Node.js >=24.16.0 <25 || >=26.1.0'],
    ['/opt/node/bin/node', 'Node.js 22.22.0, runs the gateway (pid 4242)'],
  ]);
});

describe('in another system', () => {
  const inside = (where: string, node?: string) => {
    const copy: Copy = {
      path: 'openclaw/openclaw:2026.9.6',
      package: 'openclaw',
      version: '2026.9.6',
      kind: 'container',
      owner: null,
      where,
    };
    const openclawProbe = { copies: async () => seen(copy), starts: async () => seen<StartMethod>() };
    const gateways = { running: async () => seen<Gateway>() };
    const isolation = {
      containers: async () =>
        seen({
          ...{ name: 'claw', engine: 'docker' as const, privileged: false, root: false, capabilities: [] },
          ...{ sockets: [], folders: [], network: 'own' as const, published: [] },
          ...(node !== undefined && { node }),
        }),
    };
    const runtime = createRuntimeProbe(fakeHost(), openclawProbe, gateways, isolation);
    return check.inspect(fakeProbes({ openclaw: openclawProbe, gateways, isolation, runtime })).then(label);
  };
  test('the image says which Node it brings', async () => {
    expect(await inside('container:claw', '24.16.0')).toBe('good fits-image');
    expect(await inside('container:claw', '20.20.2')).toBe('attention medium ended');
    expect(await inside('container:claw', '31.0.0')).toBe('unknown no-line');
  });
  test('where nothing says so it can’t be told', async () => {
    expect(await inside('container:claw')).toBe('unknown no-version');
    expect(await inside('container:other', '24.16.0')).toBe('unknown no-version');
    expect(await inside('wsl:OpenClawGateway')).toBe('unknown no-version');
  });
});
