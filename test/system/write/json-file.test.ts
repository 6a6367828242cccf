import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isSettings, loadSettings } from '../../../main/config/settings';
import { jsonFile } from '../../../main/system/write/json-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-kept-'));
  file = join(folder, 'deep', 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () => jsonFile(file, isSettings);
const put = (text: string) => {
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(file, text);
};

test('gives back what was written, to this account alone', async () => {
  expect(kept().read()).toBeUndefined();
  await kept().write({ welcomed: true, language: 'zh-CN' });
  expect(kept().read()).toEqual({ welcomed: true, language: 'zh-CN' });
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}.new`)).toBe(false);
});

test.each([
  '',
  '{"welcomed": tr',
  'null',
  '[]',
  '{"welcomed":"yes"}',
  '{"welcomed":true,"language":"tlh"}',
  '\u0000',
])('sets %j aside and starts anew', (text) => {
  put(text);
  expect(kept().read()).toBeUndefined();
  expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text);
  expect(existsSync(file)).toBe(false);
});

test('many writes at once end with the last', async () => {
  const one = kept();
  await Promise.all([true, false, true, false].map((welcomed) => one.write({ welcomed })));
  expect(one.read()).toEqual({ welcomed: false });
});

test('a write that fails leaves what was there, and the next one works', async () => {
  put('{"welcomed":true}');
  mkdirSync(`${file}.new`);
  const one = kept();
  await expect(one.write({ welcomed: false })).rejects.toThrow();
  expect(one.read()).toEqual({ welcomed: true });
  rmSync(`${file}.new`, { recursive: true });
  await one.write({ welcomed: false });
  expect(one.read()).toEqual({ welcomed: false });
});

describe('what can’t be read is not lost', () => {
  const aside = () =>
    readdirSync(join(folder, 'deep')).find((name) => name.startsWith('settings.json.unread-'));

  // A link in a circle fails for every account, root too; a file of another account fails the same way.
  test('a write sets it aside first', async () => {
    mkdirSync(join(folder, 'deep'));
    symlinkSync(file, file);
    const one = kept();
    expect(one.read()).toBeUndefined();
    expect(aside()).toBeUndefined();
    await one.write({ welcomed: true });
    expect(readlinkSync(join(folder, 'deep', aside() ?? ''))).toBe(file);
    expect(one.read()).toEqual({ welcomed: true });
    await one.write({ welcomed: false });
    expect(readdirSync(join(folder, 'deep'))).toHaveLength(2);
  });

  test('a broken one that could not be set aside at once is set aside before the next write', async () => {
    put('{"welcomed": tr');
    mkdirSync(join(`${file}.broken`, 'full'), { recursive: true });
    const one = kept();
    expect(one.read()).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('{"welcomed": tr');
    await one.write({ welcomed: true });
    expect(readFileSync(join(folder, 'deep', aside() ?? ''), 'utf8')).toBe('{"welcomed": tr');
  });

  test('where it can’t be set aside, nothing is written', async () => {
    mkdirSync(join(file, 'inside'), { recursive: true });
    const one = kept();
    expect(one.read()).toBeUndefined();
    await expect(one.write({ welcomed: true })).rejects.toThrow();
    expect(readdirSync(file)).toEqual(['inside']);
    rmSync(file, { recursive: true });
    await one.write({ welcomed: true });
    expect(one.read()).toEqual({ welcomed: true });
  });
});

test('settings hold even when the disk does not take them', async () => {
  mkdirSync(file, { recursive: true });
  const lines: string[] = [];
  const settings = loadSettings(kept(), (line) => lines.push(line));
  settings.update({ language: 'zh-CN' });
  settings.update({ welcomed: true });
  expect(settings.get()).toMatchObject({ welcomed: true, language: 'zh-CN' });
  await expect.poll(() => lines.length).toBe(2);
});
