import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Header } from 'tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXCHANGE_INSIDE, fetchFiles, sendFiles } from '../../main/tank/guest/exchange-files';
import { createCommandRunner } from '../../main/tank/host/command-runner';
import { safeName, uniqueNames } from '../../main/tank/model/exchange-names';
import type { Guest } from '../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../fakes/command-runner';

let home: string;
let inside: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tankmate-exchange-'));
  inside = join(home, 'inside');
  folder = join(home, 'tank');
  mkdirSync(folder);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** The inside as a folder here, with the real tar. */
const guest = (): Guest => ({
  run: (_account, argv, options = {}) => {
    const [program = '', ...args] = argv.map((word) => word.replace(EXCHANGE_INSIDE, inside));
    const runner = createCommandRunner({
      platform: 'linux',
      env: process.env,
      folder,
      signal: new AbortController().signal,
    });
    return runner.run({ program, args, ...options });
  },
});
/** An inside that answers with these bytes, whatever it is asked. */
const says = (bytes: Buffer): Guest => ({
  run: async (_account, _argv, { output } = {}) => {
    await new Promise<void>((resolve, reject) => {
      output?.once('finish', resolve).once('error', reject);
      output?.end(bytes);
    });
    return { code: 0, out: '', err: '', stopped: null };
  },
});
const entry = (path: string, type: string, body = '', more: object = {}): Buffer => {
  const header = new Header({ path, mode: 0o777, size: body.length, type, ...more } as never);
  const block = Buffer.alloc(512);
  header.encode(block, 0);
  return Buffer.concat([block, Buffer.from(body), Buffer.alloc((512 - (body.length % 512)) % 512)]);
};
const archive = (...entries: Buffer[]) => Buffer.concat([...entries, Buffer.alloc(1024)]);
const fetched = (...path: string[]) => join(folder, 'exchange', ...path);
const bring = (from: Guest) =>
  fetchFiles(
    tankAt(
      folder,
      scriptedRunner(() => undefined),
      {},
      { now: () => Date.parse('2026-11-22T09:00:00.000Z') },
    ),
    from,
  );
const DAY = 'fetched-2026-11-22T09-00-00';

test('files go in by their bytes, plain names, for the account alone', async () => {
  const files = ['报告.txt', 'empty', '-rf', 'big.bin'].map((name) => join(home, name));
  const big = Buffer.alloc(300_001, 7);
  writeFileSync(files[0] ?? '', '龙虾');
  writeFileSync(files[1] ?? '', '');
  writeFileSync(files[2] ?? '', 'minus');
  writeFileSync(files[3] ?? '', big);
  const reported: number[] = [];
  const copied = await sendFiles(guest(), files, ({ done }) => reported.push(done));
  expect(copied).toMatchObject({ files: 4, skipped: 0 });
  expect(readdirSync(inside).toSorted()).toEqual(['_rf', 'big.bin', 'empty', '报告.txt'].toSorted());
  expect(readFileSync(join(inside, '报告.txt'), 'utf8')).toBe('龙虾');
  expect(readFileSync(join(inside, 'big.bin')).equals(big)).toBe(true);
  expect(statSync(join(inside, 'big.bin')).mode & 0o777).toBe(0o600);
  expect(reported.at(-1)).toBe(6 + 5 + big.length);
  // Again: what is there is replaced.
  writeFileSync(files[0] ?? '', 'new');
  await sendFiles(guest(), files);
  expect(readFileSync(join(inside, '报告.txt'), 'utf8')).toBe('new');
});

test('links and folders are not followed in', async () => {
  symlinkSync('/etc/passwd', join(home, 'link'));
  expect(await sendFiles(guest(), [join(home, 'link'), home])).toMatchObject({ files: 0, skipped: 2 });
  expect(readdirSync(inside)).toEqual([]);
});

test('too much is refused before anything goes in', async () => {
  const huge = join(home, 'huge');
  writeFileSync(huge, '');
  truncateSync(huge, 3 * 1024 ** 3);
  await expect(sendFiles(guest(), [huge])).rejects.toMatchObject({
    because: { id: 'tank.making-too-large' },
  });
  await expect(
    sendFiles(
      guest(),
      Array.from({ length: 1001 }, () => huge),
    ),
  ).rejects.toMatchObject({
    because: { id: 'tank.making-too-many-files' },
  });
  expect(existsSync(inside)).toBe(false);
});

test('a tank that doesn’t take them is told', async () => {
  writeFileSync(join(home, 'x'), 'x'.repeat(200_000));
  const refusing: Guest = {
    run: async (_a, argv) => ({ code: argv[0] === 'tar' ? 2 : 0, out: '', err: 'full', stopped: null }),
  };
  await expect(sendFiles(refusing, [join(home, 'x')])).rejects.toMatchObject({ detail: 'full' });
});

test('what lies in the exchange folder comes out, each time into a folder of its own', async () => {
  mkdirSync(join(inside, 'sub'), { recursive: true });
  writeFileSync(join(inside, 'a.txt'), 'one');
  writeFileSync(join(inside, 'sub', '图.png'), 'two');
  mkdirSync(fetched(), { recursive: true });
  writeFileSync(fetched('a.txt'), 'mine');
  expect(await bring(guest())).toEqual({
    ...{ files: 2, skipped: 0, bytes: 6, whole: true },
    folder: fetched(DAY),
  });
  expect(readFileSync(fetched(DAY, 'a.txt'), 'utf8')).toBe('one');
  expect(readFileSync(fetched(DAY, 'sub', '图.png'), 'utf8')).toBe('two');
  expect(statSync(fetched(DAY, 'a.txt')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'exchange.new'))).toBe(false);
  // Edited meanwhile, and fetched again within the same second.
  writeFileSync(fetched(DAY, 'a.txt'), 'one, and what I wrote');
  expect(await bring(guest())).toMatchObject({ folder: fetched(`${DAY} (2)`) });
  expect(readFileSync(fetched(DAY, 'a.txt'), 'utf8')).toBe('one, and what I wrote');
  expect(readFileSync(fetched('a.txt'), 'utf8')).toBe('mine');
});

test('names that become the same in plain letters come out beside each other', async () => {
  for (const name of ['report: May.md', 'report_ May.md', 'Report_ May.md', 'a:/x', 'A_/x', 'a_/x']) {
    mkdirSync(join(inside, name, '..'), { recursive: true });
    writeFileSync(join(inside, name), name);
  }
  expect(await bring(guest())).toMatchObject({ files: 6, skipped: 0 });
  const names = readdirSync(fetched(DAY), { recursive: true, encoding: 'utf8' });
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(9);
  const files = names.filter((name) => statSync(fetched(DAY, name)).isFile());
  expect(files.map((name) => readFileSync(fetched(DAY, name), 'utf8')).toSorted()).toEqual(
    ['A_/x', 'Report_ May.md', 'a:/x', 'a_/x', 'report: May.md', 'report_ May.md'].toSorted(),
  );
});

test('a file under two names comes out as two', async () => {
  mkdirSync(inside);
  writeFileSync(join(inside, 'a.txt'), 'one');
  linkSync(join(inside, 'a.txt'), join(inside, 'b.txt'));
  expect(await bring(guest())).toMatchObject({ files: 2, skipped: 0 });
  expect(readFileSync(fetched(DAY, 'b.txt'), 'utf8')).toBe('one');
});

test('an empty exchange folder, and one that can’t be read in full, leave no folder', async () => {
  mkdirSync(inside);
  expect(await bring(guest())).toMatchObject({ files: 0, folder: null });
  const torn: Guest = { run: async (...reported) => ({ ...(await guest().run(...reported)), code: 2 }) };
  writeFileSync(join(inside, 'a.txt'), 'one');
  await expect(bring(torn)).rejects.toThrow('exchange-failed');
  expect(readdirSync(folder)).toEqual([]);
});

test('links inside are left there', async () => {
  mkdirSync(inside);
  symlinkSync('/etc/passwd', join(inside, 'link'));
  symlinkSync('/', join(inside, 'root'));
  expect(await bring(guest())).toMatchObject({ files: 0, skipped: 2, folder: null });
  expect(existsSync(fetched())).toBe(false);
});

describe('a tank that lies', () => {
  test.each([
    ['leads above', entry('../evil', 'File', 'x')],
    ['leads above by the middle', entry('a/../../evil', 'File', 'x')],
    ['is a link', entry('evil', 'SymbolicLink', '', { linkpath: '/etc/passwd' })],
    ['is a hard link', entry('evil', 'Link', '', { linkpath: '/etc/passwd' })],
    ['is a device', entry('evil', 'CharacterDevice')],
    ['is a pipe', entry('evil', 'FIFO')],
    ['is deeper than anybody needs', entry(`${'a/'.repeat(65)}evil`, 'File', 'x')],
  ])('what %s does not come out', async (_what, bytes) => {
    expect(await bring(says(archive(bytes, entry('good', 'File', 'ok'))))).toMatchObject({
      files: 1,
      skipped: 1,
    });
    expect(readdirSync(fetched(DAY))).toEqual(['good']);
    expect(existsSync(join(home, 'evil'))).toBe(false);
  });

  test('a file through a link that was laid before it stays within', async () => {
    const bytes = archive(
      entry('dir', 'SymbolicLink', '', { linkpath: home }),
      entry('dir/evil', 'File', 'x'),
    );
    await bring(says(bytes));
    expect(existsSync(join(home, 'evil'))).toBe(false);
    expect(lstatSync(fetched(DAY, 'dir')).isDirectory()).toBe(true);
  });

  test('the same name twice replaces nothing', async () => {
    await bring(says(archive(...['1', '2'].map((text) => entry('a', 'File', text)))));
    expect(readFileSync(fetched(DAY, 'a'), 'utf8')).toBe('1');
    expect(readFileSync(fetched(DAY, 'a (2)'), 'utf8')).toBe('2');
  });

  test('absolute paths come out inside', async () => {
    await bring(says(archive(entry('/etc/evil', 'File', 'x'))));
    expect(readFileSync(fetched(DAY, 'etc', 'evil'), 'utf8')).toBe('x');
  });

  test.each([
    [
      'more files than bearable',
      archive(...Array.from({ length: 1001 }, (_each, n) => entry(`f${n}`, 'File', 'x'))),
    ],
    ['no archive at all', Buffer.from('<html>'.repeat(500))],
    ['half of one', archive(entry('a', 'File', 'x'.repeat(5000))).subarray(0, 1600)],
  ])('%s rejects, and nothing comes out', async (_what, bytes) => {
    await expect(bring(says(bytes))).rejects.toThrow();
    expect(existsSync(fetched())).toBe(false);
    expect(existsSync(join(folder, 'exchange.new'))).toBe(false);
  });
});

test.each([
  ['../../etc/passwd', '__.._etc_passwd'],
  ['.bashrc', '_bashrc'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['a:b*c?', 'a_b_c_'],
  ['trailing. . ', 'trailing'],
  ['\u202egpj.exe', '_gpj.exe'],
  ['', '_'],
  ['...', '_'],
])('the name %j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe));

test('long names keep their ending, and fit every disk', () => {
  const name = safeName(`${'龙'.repeat(300)}.tar.gz`);
  expect(name.endsWith('.gz')).toBe(true);
  expect(Buffer.byteLength(name)).toBeLessThan(255);
});

test('two of one name get numbers, capitals or not', () => {
  const unique = uniqueNames();
  expect(['a.txt', 'A.txt', 'a.txt'].map(unique)).toEqual(['a.txt', 'A (2).txt', 'a (3).txt']);
});
