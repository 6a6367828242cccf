import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEBUG_LOG_BYTES, debugLog, debugLogPath } from '../../../main/system/write/debug-log';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-debug-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const asIs = (text: string) => text;
const mode = (path: string) => statSync(path).mode & 0o777;

test.each([
  [undefined, null],
  ['', null],
  ['0', null],
  ['1', '/own/debug.log'],
  ['yes', '/own/debug.log'],
  ['../elsewhere.log', '/own/debug.log'],
  ['/tmp/here.log', '/tmp/here.log'],
])('TANKMATE_DEBUG=%s: %s', (asked, path) =>
  expect(debugLogPath({ TANKMATE_DEBUG: asked }, '/own', false)).toBe(path),
);

test('root writes into its own folder alone', () =>
  expect(debugLogPath({ TANKMATE_DEBUG: '/home/lin/x/log' }, '/own', true)).toBe('/own/debug.log'));

test('each line has its time and process, is one line, and this account’s alone', () => {
  const path = join(folder, 'own/debug.log');
  const log = debugLog(path, asIs);
  log('look: started');
  log('failed\n    at here\n    at there');
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(
    new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ${process.pid} look: started$`),
  );
  expect(lines[1]).toMatch(/ failed at here at there$/);
  expect(mode(path)).toBe(0o600);
  chmodSync(path, 0o644);
  log('again');
  expect(mode(path)).toBe(0o600);
});

test('one old file is kept, and neither grows beyond the limit', () => {
  const path = join(folder, 'debug.log');
  const log = debugLog(path, asIs);
  const line = 'x'.repeat(4000);
  for (let written = 0; written < 3 * DEBUG_LOG_BYTES; written += line.length) log(line);
  for (const each of [path, `${path}.1`]) {
    expect(statSync(each).size).toBeLessThanOrEqual(DEBUG_LOG_BYTES);
    expect(mode(each)).toBe(0o600);
  }
  expect(statSync(`${path}.1`).size).toBeGreaterThan(DEBUG_LOG_BYTES / 2);
  expect(lstatSync(`${path}.2`, { throwIfNoEntry: false })).toBeUndefined();
});

describe('what can’t be written disturbs nobody', () => {
  test.each([
    ['a file in the folder’s place', () => writeFileSync(join(folder, 'own'), '')],
    ['a folder in the file’s place', () => mkdirSync(join(folder, 'own/debug.log'), { recursive: true })],
    [
      'a pipe that nobody reads',
      () => {
        mkdirSync(join(folder, 'own'));
        execFileSync('mkfifo', [join(folder, 'own/debug.log')]);
      },
    ],
  ])('%s', (_what, make) => {
    make();
    expect(() => debugLog(join(folder, 'own/debug.log'), asIs)('line')).not.toThrow();
  });
  test('a full disk', () => expect(() => debugLog('/dev/full', asIs)('line')).not.toThrow());
  test('a redaction that fails: then nothing is written', () => {
    const path = join(folder, 'debug.log');
    const broken = () => {
      throw new Error('too deep');
    };
    expect(() => debugLog(path, broken)('token: abc')).not.toThrow();
    expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });
  test('a link leads nowhere', () => {
    const other = join(folder, 'other');
    writeFileSync(other, 'theirs', { mode: 0o644 });
    symlinkSync(other, join(folder, 'debug.log'));
    debugLog(join(folder, 'debug.log'), asIs)('line');
    expect(readFileSync(other, 'utf8')).toBe('theirs');
    expect(mode(other)).toBe(0o644);
  });
});
