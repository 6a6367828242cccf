import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFile } from '../../main/state/kept';
import { isSettings, keepSettings } from '../../main/state/settings';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-kept-'));
  file = join(folder, 'deep', 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () => keptFile(file, isSettings);
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

test('settings hold even when the disk does not take them', async () => {
  mkdirSync(file, { recursive: true });
  const lines: string[] = [];
  const settings = keepSettings(kept(), (line) => lines.push(line));
  settings.tell({ language: 'zh-CN' });
  settings.tell({ welcomed: true });
  expect(settings.get()).toMatchObject({ welcomed: true, language: 'zh-CN' });
  await expect.poll(() => lines.length).toBe(2);
});
