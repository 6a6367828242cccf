import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Report } from '../../main/contract/report';
import { careful } from '../real/installation';
import { snapshot } from '../real/snapshot';
import { chinese, elevated, english, forbidden } from './answers';
import { type Outcome, Wine } from './wine';

const BIOS = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
const SHELL = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
const XIAOLIN = 'C:\\users\\小林';
const NEWEST = '2026.9.6';

const pkg = (version: string, name = 'openclaw') => JSON.stringify({ name, version });
const globalCopy = (home: string) => `${home}\\AppData\\Roaming\\npm\\node_modules\\openclaw`;

let wine: Wine;

const schema = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync('assets/report.schema.json', 'utf8')),
);
function read({ stdout, stderr }: Outcome): Report {
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as Report;
  expect(schema(report), JSON.stringify(schema.errors)).toBe(true);
  expect(report.platform).toBe('win32');
  return report;
}
const finding = (report: Report, id: string) => report.findings.find((each) => each.id === id);
const state = (report: Report, id: string) => {
  const { state: is, severity } = finding(report, id) ?? {};
  return severity ? `${is} ${severity}` : is;
};
const states = (report: Report, ...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, state(report, id)]));
/** Findings in any other state than that. */
const others = (report: Report, usual: string) => {
  const ids = report.findings.filter(({ state: is }) => is !== usual).map(({ id }) => id);
  return states(report, ...ids);
};
const places = (report: Report, id: string) => finding(report, id)?.evidence.map(({ where }) => where);
const machine = async (vendor: string, product: string) => {
  await wine.register(BIOS, 'SystemManufacturer', 'REG_SZ', vendor);
  await wine.register(BIOS, 'SystemProductName', 'REG_SZ', product);
};

beforeAll(async () => {
  wine = await Wine.start();
});
beforeEach(() => wine.clear());
afterAll(async () => {
  await wine?.remove();
});

test('a Chinese home full of trouble: every copy, setup and open door is found, and nothing is changed', async () => {
  const gbk = { 状态: Buffer.from('d7b4ccac', 'hex'), 龙虾: Buffer.from('c1facfba', 'hex') };
  wine.write({
    [`${globalCopy(XIAOLIN)}\\package.json`]: pkg('2026.3.13'),
    [`${XIAOLIN}\\AppData\\Roaming\\npm\\openclaw.cmd`]:
      '@ECHO off\r\n"%dp0%\\node.exe"  "%dp0%\\node_modules\\openclaw\\openclaw.mjs" %*\r\n',
    [`${globalCopy(XIAOLIN)}\\openclaw.mjs`]: '',
    'D:\\bin\\openclaw.cmd': '@echo off\r\nnode "D:\\龙虾\\openclaw\\dist\\entry.js" %*\r\n',
    'D:\\龙虾\\openclaw\\dist\\entry.js': '',
    'D:\\龙虾\\openclaw\\package.json': pkg(NEWEST),
    [`${XIAOLIN}\\.openclaw\\openclaw.json`]:
      '\uFEFF{\r\n  // 网关\r\n  gateway: { bind: "lan", port: 18789, },\r\n  "$include": ".\\\\parts\\\\agents.json5",\r\n}\r\n',
    [`${XIAOLIN}\\.openclaw\\parts\\agents.json5`]:
      '{ agents: { defaults: { workspace: "D:\\\\Docs" } }, }\r\n',
    'D:\\Docs\\letter.txt': 'x',
    [`${XIAOLIN}\\.openclaw-work\\openclaw.json`]: '{ gateway: { auth: { mode: "none" } } }',
    [`${XIAOLIN}\\.clawdbot\\clawdbot.json`]: '{}',
    'D:\\状态\\gateway.cmd': Buffer.concat([
      Buffer.from('@rem openclaw-launcher-encoding=gb18030\r\n@echo off\r\nset "OPENCLAW_STATE_DIR=D:\\'),
      gbk.状态,
      Buffer.from('"\r\n'),
    ]),
    'D:\\状态\\openclaw.json': '{ channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } } }',
    // A program that somebody else left where the terminal stands.
    ...Object.fromEntries(
      ['whoami', 'netstat', 'reg', 'powershell', 'schtasks', 'wsl'].map((name) => [
        `D:\\planted\\${name}.exe`,
        readFileSync(wine.standIn),
      ]),
    ),
  });
  await machine('LENOVO', '21CB');
  await wine.register('HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage', 'OEMCP', 'REG_SZ', '936');
  await wine.register(SHELL, 'Personal', 'REG_EXPAND_SZ', 'D:\\Docs');
  const trees = () => [snapshot(wine.unix(XIAOLIN)), snapshot(wine.unix('D:\\'))];
  const before = trees();

  const outcome = await wine.terminal({
    args: ['inspect', '--json', '--offline', '--language', 'zh-CN'],
    home: XIAOLIN,
    cwd: 'D:\\planted',
    env: { PATH: 'D:\\bin;C:\\windows\\system32;C:\\windows' },
    answers: chinese(Buffer.concat([Buffer.from('D:\\'), gbk.状态, Buffer.from('\\gateway.cmd')])),
  });
  const report = read(outcome);
  expect(outcome.code).toBe(1);
  expect(
    report.copies
      .map(({ path, version, kind, running, where }) => [path, version, kind, running, where])
      .sort(),
  ).toEqual([
    [globalCopy(XIAOLIN), '2026.3.13', 'npm', true, 'this-computer'],
    ['D:\\龙虾\\openclaw', NEWEST, 'other', false, 'this-computer'],
  ]);
  expect(
    states(
      report,
      'known-holes',
      'gateway-listens-locally',
      'gateway-bind-setting',
      'gateway-password',
      'chat-doors',
      'service-account',
      'ordinary-account',
      'forgotten-copies',
      'workspace-place',
      'separate-home',
      'state-permissions',
      'newest-version',
    ),
  ).toEqual({
    'known-holes': 'attention critical',
    'gateway-listens-locally': 'attention critical',
    'gateway-bind-setting': 'attention high',
    'gateway-password': 'attention critical',
    'chat-doors': 'attention critical',
    'service-account': 'attention high',
    'ordinary-account': 'attention medium',
    'forgotten-copies': 'attention medium',
    'workspace-place': 'attention high',
    'separate-home': 'attention high',
    'state-permissions': 'good',
    'newest-version': 'unknown',
  });
  expect(places(report, 'gateway-listens-locally')).toContain('0.0.0.0:18789');
  expect(places(report, 'gateway-password')).toContain(
    `${XIAOLIN}\\.openclaw-work\\openclaw.json: gateway.auth.mode`,
  );
  expect(places(report, 'chat-doors')).toContain('D:\\状态\\openclaw.json: channels.telegram.dmPolicy');
  expect(places(report, 'forgotten-copies')).toContain(`${XIAOLIN}\\.clawdbot`);
  expect(places(report, 'workspace-place')).toContain('D:\\Docs');
  expect(finding(report, 'separate-home')?.evidence).toContainEqual({
    kind: 'machine',
    where: BIOS,
    saw: 'LENOVO · 21CB',
  });
  expect(trees()).toEqual(before);
  // Windows' own programs alone were started, whatever lies in the current folder.
  expect(outcome.asked.length).toBeGreaterThan(5);
  expect(outcome.asked.filter((line) => !/^C:\\windows\\system32\\/i.test(line))).toEqual([]);
});

test('a standard account in a virtual machine with careful settings: little is left to say', async () => {
  const home = 'C:\\users\\lin';
  wine.write({
    [`${globalCopy(home)}\\package.json`]: pkg(NEWEST),
    [`${home}\\.openclaw\\openclaw.json`]: JSON.stringify(careful(18789)),
  });
  await machine('innotek GmbH', 'VirtualBox');
  await wine.register(SHELL, 'Personal', 'REG_EXPAND_SZ', '%USERPROFILE%\\Documents');
  const outcome = await wine.terminal({
    args: ['inspect', '--json', '--offline', '--language', 'en'],
    home,
    answers: english(globalCopy(home)),
  });
  const report = read(outcome);
  expect(others(report, 'good')).toEqual({
    'container-walls': 'not-applicable',
    // Nothing proves it there: good needs a witness.
    'hidden-administrator': 'unknown',
    'folder-reach': 'unknown',
    'newest-version': 'unknown',
    // The stand-in of a copy was never fetched.
    'official-source': 'unknown',
    'personal-data': 'not-applicable',
    // No Node lies where this stand-in of a copy would find one.
    runtime: 'unknown',
    'service-account': 'not-applicable',
    // Wine keeps no list of who asked for camera and microphone.
    'system-control': 'unknown',
    // Wine calls itself Windows 10, build 19043, whose support is over.
    'system-updates': 'attention high',
    // From inside Windows nobody looks for shared folders yet.
    'vm-walls': 'unknown',
  });
  expect(report.copies).toMatchObject([{ path: globalCopy(home), version: NEWEST, running: true }]);
  expect(places(report, 'gateway-listens-locally')).toEqual(['127.0.0.1:18789', '[::1]:18789']);
  expect(outcome.code).toBe(1);
});

test('broken settings can’t be judged, with their place; an elevated account and open files can', async () => {
  const home = 'C:\\users\\mei';
  wine.write({
    [`${globalCopy(home)}\\package.json`]: pkg(NEWEST),
    [`${home}\\.openclaw\\openclaw.json`]:
      '{\r\n  gateway: {\r\n    bind: "loopback" port: 1\r\n  }\r\n}\r\n',
  });
  const outcome = await wine.terminal({
    args: ['inspect', '--json', '--offline', '--language', 'en'],
    home,
    answers: elevated,
  });
  const report = read(outcome);
  expect(finding(report, 'gateway-bind-setting')).toMatchObject({
    state: 'unknown',
    evidence: [
      { where: `${home}\\.openclaw\\openclaw.json`, saw: expect.stringContaining('line 3, column 22') },
    ],
  });
  expect(states(report, 'ordinary-account', 'state-permissions', 'gateway-listens-locally')).toEqual({
    'ordinary-account': 'attention high',
    'state-permissions': 'attention critical',
    'gateway-listens-locally': 'not-applicable',
  });
  expect(outcome.code).toBe(1);
});

test('without OpenClaw the exit code is 0; where Windows’ programs don’t answer it is 2, and nothing is good', async () => {
  const home = 'C:\\users\\wu';
  wine.write({ [`${home}\\AppData\\Roaming\\x.txt`]: '' });
  const errand = { args: ['inspect', '--json', '--offline', '--language', 'en'], home };
  const plain = await wine.terminal({ ...errand, answers: english(null) });
  expect(others(read(plain), 'not-applicable')).toEqual({});
  const blind = await wine.terminal({ ...errand, answers: forbidden });
  expect(others(read(blind), 'unknown')).toEqual({
    // Told by files and the registry, which can be read.
    'container-walls': 'not-applicable',
    'everyday-computer': 'good',
  });
  expect([plain.code, blind.code]).toEqual([0, 2]);
});

test('a wrong word ends with 64 and tells how to use it', async () => {
  const home = 'C:\\users\\lin';
  const wrong = await wine.terminal({ args: ['look'], home, answers: {} });
  expect([wrong.code, wrong.stdout, wrong.asked]).toEqual([64, '', []]);
  expect(wrong.stderr).toContain('usage: tankmate inspect');
});
