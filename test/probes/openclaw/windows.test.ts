import { describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { decodeWide } from '../../../main/probes/openclaw/console-text';
import { decodeLauncher, parseSetLines, parseTasks } from '../../../main/probes/openclaw/parse-tasks';
import { parseDistributions } from '../../../main/probes/openclaw/wsl-distributions';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';

const HOME = 'C:\\Users\\lin';
const APPDATA = `${HOME}\\AppData\\Roaming`;
const LOCAL = `${HOME}\\AppData\\Local`;
const STARTUP = `${APPDATA}\\Microsoft\\Windows\\Start Menu\\Programs\\Startup`;
const QUERY = 'schtasks.exe /query /xml';
const WSL = 'wsl.exe -l -v';
const pkg = (version = '2026.9.6', name = 'openclaw') => JSON.stringify({ name, version });
const wide = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** In the form of the Task Scheduler Schema, as `schtasks /query /xml` prints each task with its name before it. */
const task = (name: string, principal: string, command: string, more = '') => `
<!-- \\${name} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>启动 OpenClaw</Description>${more}</RegistrationInfo>
  <Principals><Principal id="Author">${principal}</Principal></Principals>
  <Actions Context="Author"><Exec><Command>${command.split(' | ')[0]}</Command><Arguments>${command.split(' | ')[1] ?? ''}</Arguments></Exec></Actions>
</Task>`;
const tasks = (...all: string[]) =>
  `<?xml version="1.0" encoding="UTF-16"?>\r\n<Tasks>${all.join('')}\r\n</Tasks>`;
const LIN =
  '<UserId>S-1-5-21-1-2-3-1001</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel>';
const SPOOLER = task(
  'Microsoft\\Windows\\Defrag',
  '<UserId>S-1-5-18</UserId>',
  '%windir%\\system32\\defrag.exe',
);
const NO_WSL = {
  code: 1,
  stdout: Buffer.from('适用于 Linux 的 Windows 子系统没有已安装的分发版。\r\n', 'utf16le'),
};

const probe = (files: Record<string, string | FakeFile>, machine: FakeMachine = {}) =>
  createOpenClawProbe(
    fakeHost({
      platform: 'win32',
      env: { APPDATA, LOCALAPPDATA: LOCAL, ProgramFiles: 'C:\\Program Files', SystemDrive: 'C:' },
      ...machine,
      commands: { [QUERY]: wide(tasks(SPOOLER)), [WSL]: NO_WSL, ...machine.commands },
      files,
    }),
  );

describe('copies on Windows', () => {
  test.each([
    ['npm', `${APPDATA}\\npm\\node_modules\\openclaw`],
    ['npm', 'C:\\Program Files\\nodejs\\node_modules\\openclaw'],
    ['npm', `${APPDATA}\\nvm\\v24.1.0\\node_modules\\openclaw`],
    ['npm', `${HOME}\\scoop\\persist\\nodejs\\bin\\node_modules\\openclaw`],
    ['npm', `${LOCAL}\\OpenClaw\\deps\\portable-node\\node_modules\\openclaw`],
    ['pnpm', `${LOCAL}\\pnpm\\global\\5\\node_modules\\openclaw`],
    ['yarn', `${LOCAL}\\Yarn\\Data\\global\\node_modules\\openclaw`],
    ['bun', `${HOME}\\.bun\\install\\global\\node_modules\\openclaw`],
    ['other', `${HOME}\\openclaw`],
    ['app-bundle', `${LOCAL}\\Programs\\ClawX\\resources\\openclaw`],
    ['app-bundle', 'C:\\Program Files\\QClaw\\v1.2.3\\resources\\openclaw\\node_modules\\openclaw'],
  ])('by %s in %s', async (kind, path) => {
    const { items, gaps } = await probe({ [`${path}\\package.json`]: pkg() }).copies();
    expect(items).toMatchObject([{ path, kind, version: '2026.9.6', owner: null, where: 'this-computer' }]);
    expect(gaps).toEqual([]);
  });

  test('behind the launcher of a checkout', async () => {
    const { items } = await probe({
      [`${HOME}\\.local\\bin\\openclaw.cmd`]: '@echo off\r\nnode "D:\\龙虾\\openclaw\\dist\\entry.js" %*\r\n',
      'D:\\龙虾\\openclaw\\dist\\entry.js': '',
      'D:\\龙虾\\openclaw\\package.json': pkg('2026.3.1'),
    }).copies();
    expect(items).toMatchObject([{ path: 'D:\\龙虾\\openclaw', version: '2026.3.1' }]);
  });

  test('in a Linux of its own can’t be looked into', async () => {
    const list =
      '  NAME               STATE           VERSION\r\n* Ubuntu-24.04       Running         2\r\n  OpenClawGateway    Stopped         2\r\n  docker-desktop     Stopped         2\r\n';
    const { items, gaps } = await probe({}, { commands: { [WSL]: Buffer.from(list, 'utf16le') } }).copies();
    expect(items).toEqual([
      {
        path: 'OpenClawGateway',
        package: 'openclaw',
        version: null,
        versionUnknown: { id: 'openclaw.other-system' },
        kind: 'wsl',
        owner: 'lin',
        where: 'wsl:OpenClawGateway',
      },
    ]);
    expect(gaps).toEqual([{ where: 'wsl:Ubuntu-24.04', because: { id: 'openclaw.other-system' } }]);
  });

  test('of a docker that isn’t there are not asked for', async () => {
    const host = fakeHost({ platform: 'win32', commands: { [QUERY]: tasks(SPOOLER) } });
    expect((await createOpenClawProbe(host).copies()).gaps).toEqual([]);
    expect(host.touched.filter((each) => each.startsWith('docker'))).toEqual([]);
  });
});

describe('setups on Windows', () => {
  test('are the home’s, other people’s that may be opened, and those that tasks name', async () => {
    const { items, gaps } = await probe(
      {
        [`${HOME}\\.openclaw\\openclaw.json`]: '{}',
        'C:\\Users\\mei\\.openclaw-dev\\openclaw.json': '{}',
        'C:\\Users\\secret': { folder: true, denied: true },
        'C:\\Users\\Public\\.openclaw\\x': '',
        'D:\\状态\\gateway.vbs': '',
        'D:\\状态\\gateway.cmd': '@echo off\r\nset "OPENCLAW_STATE_DIR=D:\\状态"\r\n',
      },
      { commands: { [QUERY]: wide(tasks(task('OpenClaw Gateway', LIN, 'D:\\状态\\gateway.vbs'))) } },
    ).setups();
    expect(gaps).toEqual([]);
    expect(items.map(({ name, stateDir, from }) => [name, stateDir, from])).toEqual([
      ['default', `${HOME}\\.openclaw`, 'home'],
      ['dev', 'C:\\Users\\mei\\.openclaw-dev', 'home'],
      ['状态', 'D:\\状态', 'service'],
    ]);
  });

  test('of a task that a Chinese console prints in its code page', async () => {
    // 状态 in code page 936. These four bytes are well-formed UTF-8 as well, for other letters.
    const text = tasks(task('OpenClaw Gateway', LIN, 'D:\\|\\gateway.cmd')).replace('启动', '');
    const [before = '', after = ''] = text.split('|');
    const answer = Buffer.concat([Buffer.from(before), Buffer.from('d7b4ccac', 'hex'), Buffer.from(after)]);
    const files = {
      'D:\\状态\\gateway.cmd': '@echo off\r\nset "OPENCLAW_STATE_DIR=D:\\moved"\r\n',
      'D:\\moved\\openclaw.json': '{}',
    };
    const pages = 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage /v OEMCP';
    const look = (more: FakeMachine['commands']) =>
      probe(files, { commands: { [QUERY]: answer, ...more } }).setups();
    const { items } = await look({ [pages]: '\r\n    OEMCP    REG_SZ    936\r\n' });
    expect(items.map(({ stateDir, from }) => [stateDir, from])).toContainEqual(['D:\\moved', 'service']);
    // Without the code page the script can't be found under its name, and that is said.
    const { gaps } = await probe(files, { commands: { [QUERY]: answer } }).services();
    expect(gaps).toMatchObject([{ where: expect.stringContaining('gateway.cmd') }]);
  });
});

describe('services on Windows', () => {
  test('are tasks with their account and rights, by SID', async () => {
    const { items } = await probe(
      {},
      {
        commands: {
          [QUERY]: wide(
            tasks(
              SPOOLER,
              task('OpenClaw Gateway', LIN, 'C:\\x\\openclaw\\gateway.vbs'),
              task(
                'OpenClaw Gateway (work)',
                LIN.replace('LeastPrivilege', 'HighestAvailable'),
                'gateway.cmd',
              ),
              task(
                '自启动',
                '<UserId>S-1-5-18</UserId>',
                '&quot;C:\\npm\\node_modules\\openclaw\\openclaw.mjs&quot; | gateway',
              ),
              task('Clawdbot Gateway', '<GroupId>S-1-5-32-544</GroupId>', 'x.cmd'),
              task('OpenClaw Node', '', 'node.cmd'),
            ),
          ),
        },
      },
    ).services();
    expect(
      items.map(({ name, account, administrator, legacy }) => [name, account, administrator, legacy]),
    ).toEqual([
      ['OpenClaw Gateway', 'S-1-5-21-1-2-3-1001', false, false],
      ['OpenClaw Gateway (work)', 'S-1-5-21-1-2-3-1001', true, false],
      ['自启动', 'SYSTEM', true, false],
      ['Clawdbot Gateway', null, true, true],
      ['OpenClaw Node', null, null, false],
    ]);
    expect(items[0]).toMatchObject({ kind: 'scheduled-task', file: '\\OpenClaw Gateway' });
  });

  test('may be items of the Startup folder', async () => {
    const { items } = await probe({
      [`${STARTUP}\\OpenClaw Gateway.vbs`]: {
        bytes: wide(`CreateObject("WScript.Shell").Run """${HOME}\\.openclaw\\gateway.cmd""", 0\r\n`),
      },
      [`${HOME}\\.openclaw\\gateway.cmd`]: '@echo off\r\nset "OPENCLAW_PROFILE=default"\r\n',
      [`${STARTUP}\\desktop.ini`]: '',
    }).services();
    expect(items).toMatchObject([
      {
        name: 'OpenClaw Gateway',
        kind: 'startup-item',
        account: 'lin',
        administrator: false,
        env: { OPENCLAW_PROFILE: 'default' },
      },
    ]);
  });

  test.each([
    ['it fails', { code: 1, stderr: '错误: 拒绝访问。' }],
    ['it was ended', { code: null }],
    ['it says something else', 'INFO: 没有任务。'],
  ])('are unseen where %s', async (_why, answer) => {
    const { items, gaps } = await probe({}, { commands: { [QUERY]: answer } }).services();
    expect(items).toEqual([]);
    expect(gaps).toEqual([{ where: 'schtasks.exe', because: { id: 'openclaw.tasks' } }]);
  });

  test('that are unseen may start a copy that is unseen too', async () => {
    const claw = probe({}, { commands: { [QUERY]: { code: 1, stderr: '错误: 拒绝访问。' } } });
    expect((await claw.copies()).gaps).toEqual([
      { where: 'schtasks.exe', because: { id: 'openclaw.tasks' } },
    ]);
  });
});

describe('what Windows prints', () => {
  test('is read in UTF-16, with and without its mark, and in bytes', () => {
    expect(decodeWide(wide('<a>龙'))).toBe('<a>龙');
    expect(decodeWide(Buffer.from('<a>', 'utf16le'))).toBe('<a>');
    expect(decodeWide(Buffer.from('<a>'))).toBe('<a>');
    expect(decodeWide(Buffer.alloc(0))).toBe('');
  });

  test('as tasks may be one document or many, and broken ones are left out', () => {
    const one = task('OpenClaw Gateway', LIN, 'a.cmd');
    const many = `<?xml version="1.0" encoding="UTF-16"?>\r\n${one}\r\n<?xml version="1.0"?>\r\n${one}`;
    expect(parseTasks(many, () => true)).toHaveLength(2);
    expect(parseTasks(tasks(one, '<Task><Principals></Task>'), () => true)).toHaveLength(2);
    expect(parseTasks('', () => true)).toBeNull();
  });

  test('names a task by its address before the comment', () => {
    const [read] =
      parseTasks(tasks(task('x', LIN, 'a.cmd', '<URI>\\Folder\\OpenClaw Gateway</URI>')), () => true) ?? [];
    expect(read?.name).toBe('\\Folder\\OpenClaw Gateway');
  });

  test('as a launcher says its own encoding', () => {
    const gbk = Buffer.concat([
      Buffer.from('@rem openclaw-launcher-encoding=gbk\r\nset "OPENCLAW_STATE_DIR=D:\\'),
      Buffer.from([0xc1, 0xfa]),
      Buffer.from('"\r\n'),
    ]);
    expect(parseSetLines(decodeLauncher(gbk))).toEqual({ OPENCLAW_STATE_DIR: 'D:\\龙' });
    expect(decodeLauncher(wide('set A=1'))).toBe('set A=1');
    expect(decodeLauncher(Buffer.from('@rem openclaw-launcher-encoding=nothing\r\nset A=1'))).toContain(
      'set A=1',
    );
  });

  test('as set lines, quoted or not', () => {
    expect(
      parseSetLines(
        '@echo off\r\nset "A=b=c"\r\n  SET D=e f\r\nset "P=100%%"\r\nrem set X=1\r\nset /p Y=\r\n',
      ),
    ).toMatchObject({
      A: 'b=c',
      D: 'e f',
      P: '100%',
    });
  });

  test.each([
    ['  NAME      STATE           VERSION\n* Ubuntu    Running         2\n', ['Ubuntu']],
    ['  名称      状态            版本\r\n  My Distro    已停止         1\r\n', ['My Distro']],
    ['No distributions.', []],
    ['', []],
  ])('as distributions: %j', (text, names) => {
    expect(parseDistributions(Buffer.from(text, 'utf16le'))).toEqual(names);
    expect(parseDistributions(Buffer.from(text, 'utf8'))).toEqual(names);
  });
});
