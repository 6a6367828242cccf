import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../main/contract/report';
import { english } from '../wine/answers';
import type { Wine } from '../wine/wine';
import { HOME, KEY, LINK, SETUP, type SetupName, SMALL_DISK, type Stage, setUp, UNINSTALLER } from './set-up';

/** A place of somebody's choice. */
const PLACE = 'D:\\小林 的程序\\Tankmate';
const USUAL = `${HOME}\\AppData\\Local\\Programs\\Tankmate`;
const DATA = `${HOME}\\AppData\\Roaming\\Tankmate`;
const JOURNAL = `${DATA}\\changes\\changes.log`;

const sumOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
/** What somebody puts into the folder of an app. */
const MINE = { '笔记.txt': sumOf('mine'), 'terminal/mine.txt': sumOf('mine') };

let stage: Stage;
let wine: Wine;

beforeAll(async () => {
  stage = await setUp();
  wine = stage.wine;
});
afterAll(async () => {
  await stage?.remove();
});

const install = async (name: SetupName, place?: string) =>
  (await wine.program({ program: SETUP[name], words: place ? `/S /D=${place}` : '/S' })).code;
const uninstall = async (place: string, words: string) => {
  await wine.program({ program: `${place}\\${UNINSTALLER}`, words });
  // It goes on as a copy of itself, since a program that runs can't be removed.
  await expect.poll(() => existsSync(wine.unix(`${place}\\${UNINSTALLER}`))).toBe(false);
  await expect.poll(uninstallKey).toBeNull();
};
const there = (path: string) => existsSync(wine.unix(path));
/** Every file below a folder of Linux, by its relative path, with the sum of its bytes; null where there is none. */
const filesOf = (folder: string) =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => statSync(join(folder, name)).isFile())
          .map((name) => [name, sumOf(readFileSync(join(folder, name)))]),
      )
    : null;
const installed = (place: string) => filesOf(wine.unix(place));
/** What should be installed, byte for byte. */
const whole = (name: SetupName) => ({
  ...filesOf(stage.payloads[name]),
  [UNINSTALLER]: expect.any(String),
});

/** The values of our key in Windows' list of programs; null where there is none. */
async function uninstallKey(): Promise<Record<string, string> | null> {
  const file = 'C:\\key.reg';
  // What it prints would be in a code page.
  const words = `export "${KEY}" ${file} /y`;
  const { code } = await wine.program({ program: 'C:\\windows\\system32\\reg.exe', words });
  if (code !== 0) return null;
  const rows = readFileSync(wine.unix(file), 'utf16le').matchAll(/^"(\w+)"=(?:"(.*)"|dword:(\w+))\r?$/gm);
  return Object.fromEntries(
    [...rows].map(([, name, text, number]) => [name, number ?? text?.replace(/\\(.)/g, '$1') ?? '']),
  );
}

async function inspect(place: string): Promise<Report> {
  const { code, stdout, stderr } = await wine.program({
    program: 'C:\\windows\\system32\\cmd.exe',
    words: `/d /s /c ""${place}\\tankmate.cmd" inspect --json --offline"`,
    answers: english(null),
  });
  expect([stderr, [0, 1, 2]]).toEqual(['', expect.arrayContaining([code])]);
  return JSON.parse(stdout);
}

test('installed silently for one account: files, link, entry in the list, and it runs', async () => {
  wine.write({ [JOURNAL]: 'journal' });
  expect(await install('terminal', PLACE)).toBe(0);
  expect(installed(PLACE)).toEqual(whole('terminal'));
  expect(readdirSync(wine.unix(PLACE))).not.toContain('~new');
  expect(readFileSync(wine.unix(LINK)).toString('latin1')).toContain(
    Buffer.from(`/k ""${PLACE}\\tankmate.cmd" inspect"`, 'utf16le').toString('latin1'),
  );
  expect(await uninstallKey()).toEqual({
    DisplayName: 'Tankmate',
    DisplayVersion: '0.1.0',
    Publisher: 'The Tankmate authors',
    DisplayIcon: `${PLACE}\\node.exe`,
    InstallLocation: PLACE,
    UninstallString: `"${PLACE}\\${UNINSTALLER}"`,
    QuietUninstallString: `"${PLACE}\\${UNINSTALLER}" /S`,
    EstimatedSize: expect.stringMatching(/^0001[0-9a-f]{4}$/),
    NoModify: '00000001',
    NoRepair: '00000001',
  });
  const report = await inspect(PLACE);
  expect(report).toMatchObject({ platform: 'win32', app: { name: 'tankmate' } });
  expect(report.tiles).toHaveLength(6);
});

test('while it runs nothing is touched, by the newer version or by its uninstaller', async () => {
  const before = installed(PLACE);
  const open = 'C:\\open';
  wine.write({ [open]: '' });
  const script = `const wait = () => fs.existsSync('C:/open') && setTimeout(wait, 100); fs.writeFileSync('C:/runs', ''); wait()`;
  const running = wine.program({ program: `${PLACE}\\node.exe`, words: `-e "${script}"` });
  await expect.poll(() => there('C:\\runs')).toBe(true);
  expect(await install('newer', PLACE)).toBe(3);
  const words = `/S _?=${PLACE}`;
  expect((await wine.program({ program: `${PLACE}\\${UNINSTALLER}`, words })).code).toBe(3);
  expect(installed(PLACE)).toEqual(before);
  expect(await uninstallKey()).toMatchObject({ DisplayVersion: '0.1.0' });
  rmSync(wine.unix(open));
  expect((await running).code).toBe(0);
});

test('a newer version takes its place, the old one’s files go, and people’s own stay', async () => {
  wine.write({ [`${PLACE}\\笔记.txt`]: 'mine', [`${PLACE}\\terminal\\mine.txt`]: 'mine' });
  expect(await install('newer')).toBe(0);
  expect(installed(PLACE)).toEqual({ ...whole('newer'), ...MINE });
  expect(readdirSync(wine.unix(PLACE))).not.toContain('~new');
  expect(await uninstallKey()).toMatchObject({ DisplayVersion: '0.2.0', InstallLocation: PLACE });
  expect(wine.read(JOURNAL)).toBe('journal');
  expect((await inspect(PLACE)).tiles).toHaveLength(6);
});

test('uninstalled silently: all that was installed goes, what people and the app keep stays', async () => {
  const { QuietUninstallString = '' } = (await uninstallKey()) ?? {};
  const [, program, words] = /^"(.+)" (.+)$/.exec(QuietUninstallString) ?? [];
  expect(program).toBe(`${PLACE}\\${UNINSTALLER}`);
  await uninstall(PLACE, words ?? '');
  expect(installed(PLACE)).toEqual(MINE);
  expect(there(LINK)).toBe(false);
  expect(wine.read(JOURNAL)).toBe('journal');
});

test('a folder that holds something else is refused, also the one with what stayed there', async () => {
  expect(await install('small', PLACE)).toBe(4);
  expect(installed(PLACE)).toEqual(MINE);
  expect(await uninstallKey()).toBeNull();
});

test('without a word it goes where programs of one account go, and moves when another place is named', async () => {
  expect(await install('small')).toBe(0);
  expect(installed(USUAL)).toEqual(whole('small'));
  expect(await install('big', 'D:\\另一处\\Tankmate')).toBe(0);
  expect(installed('D:\\另一处\\Tankmate')).toEqual(whole('big'));
  expect(there(USUAL)).toBe(false);
  expect(await uninstallKey()).toMatchObject({ InstallLocation: 'D:\\另一处\\Tankmate' });
});

test('where the old version can’t be removed it stays as it is', async () => {
  const place = 'D:\\另一处\\Tankmate';
  const path = wine.unix(`${place}\\${UNINSTALLER}`);
  const good = readFileSync(path);
  const broken = Buffer.from(good);
  broken.writeUInt8(broken.readUInt8(good.length - 100) ^ 1, good.length - 100);
  writeFileSync(path, broken);
  const before = installed(place);
  expect(await install('small', place)).toBe(2);
  expect(installed(place)).toEqual(before);
  writeFileSync(path, good);
});

test('told so, the uninstaller deletes what the app kept, and follows no link there', async () => {
  wine.write({ 'D:\\elsewhere\\a.txt': 'stays', [`${DATA}\\a\\b\\c.txt`]: '' });
  symlinkSync(wine.unix('D:\\elsewhere'), wine.unix(`${DATA}\\linked`));
  await uninstall('D:\\另一处\\Tankmate', '/S /DELETEDATA');
  // The link stays only here: Wine 8 removes none to a folder.
  await expect.poll(() => readdirSync(wine.unix(DATA))).toEqual(['linked']);
  rmSync(wine.unix(DATA), { recursive: true });
  expect(wine.read('D:\\elsewhere\\a.txt')).toBe('stays');
  expect(there('D:\\另一处\\Tankmate')).toBe(false);
});

test('a folder that can’t be written to: told, and nothing is there', async () => {
  mkdirSync(wine.unix('D:\\locked'));
  chmodSync(wine.unix('D:\\locked'), 0o555);
  expect(await install('small', 'D:\\locked\\Tankmate')).toBe(2);
  expect(readdirSync(wine.unix('D:\\locked'))).toEqual([]);
  expect([there(LINK), await uninstallKey()]).toEqual([false, null]);
});

test('a disk that gets full: told, nothing is there, and what was there before stays', async () => {
  const disk = { at: 'D:\\disk', bytes: SMALL_DISK };
  const first = await wine.program({ program: SETUP.big, words: '/S /D=D:\\disk\\Tankmate', disk });
  expect([first.code, first.left]).toEqual([2, []]);
  expect([there(LINK), await uninstallKey()]).toEqual([false, null]);

  const call = (name: SetupName) => `"${SETUP[name]}" /S /D=D:\\disk\\Tankmate`;
  const second = await wine.program({
    program: 'C:\\windows\\system32\\cmd.exe',
    words: `/d /s /c "${call('small')}&${call('big')}"`,
    disk,
  });
  const names = Object.keys(whole('small')).map((name) => `Tankmate\\${name.replaceAll('/', '\\')}`);
  expect([second.code, second.left]).toEqual([2, expect.arrayContaining(names)]);
  expect(second.left?.filter((name) => /~new|c\.bin/.test(name))).toEqual([]);
  expect(await uninstallKey()).toMatchObject({ DisplayVersion: '1.0.0-test' });
});

test.each([
  ['cut', (path: string) => truncateSync(path, statSync(path).size - 1_000_000)],
  [
    'changed in one bit',
    (path: string) => {
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(6_000_000) ^ 1, 6_000_000);
      writeFileSync(path, bytes);
    },
  ],
])('an installer that was %s on its way installs nothing', async (_, spoil) => {
  const path = 'C:\\spoilt.exe';
  writeFileSync(wine.unix(path), readFileSync(wine.unix(SETUP.big)));
  spoil(wine.unix(path));
  for (const words of ['/S', '/S /NCRC']) {
    const { code } = await wine.program({ program: path, words: `${words} /D=D:\\spoilt` });
    expect([words, code, there('D:\\spoilt')]).toEqual([words, expect.any(Number), false]);
    expect(code).not.toBe(0);
  }
});
