import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTimeEstimate, readResumeState, writeResumeState } from '../../main/tank/model/resume-state';
import { logFile, openTankLog } from '../../main/tank/model/tank-log';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-progress-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const steps = [{ seconds: 10 }, { seconds: 30 }, { seconds: 60 }];

test('time left comes from what steps usually take, then from what they take here', () => {
  let clock = 0;
  const pace = createTimeEstimate(steps, () => clock);
  pace.begin();
  expect(pace.leftMs(0)).toBe(100_000);
  clock = 5000;
  expect(pace.leftMs(0)).toBe(95_000);
  clock = 30_000;
  pace.end(0);
  pace.begin();
  // Three times slower than usual.
  expect(pace.leftMs(1)).toBe(270_000);
  clock = 60_000;
  // Half of it in 30 seconds: the other half takes as long.
  expect(pace.leftMs(1, 0.5)).toBe(30_000 + 180_000);
});

test('a step that takes longer than thought has a little left, never less than nothing', () => {
  let clock = 0;
  const pace = createTimeEstimate(steps, () => clock);
  pace.begin();
  clock = 500_000;
  expect(pace.leftMs(2)).toBe(6000);
});

test('how far all of it is goes by weight', () => {
  const pace = createTimeEstimate(steps, () => 0);
  expect([pace.progress(0), pace.progress(1), pace.progress(2, 0.5), pace.progress(2, 1)]).toEqual([
    0, 0.1, 0.7, 1,
  ]);
});

test('what was under way is kept, and a broken note is none', async () => {
  await writeResumeState(folder, { step: { id: 'a' }, progress: 0.5 });
  expect(await readResumeState(folder)).toEqual({ step: { id: 'a' }, progress: 0.5 });
  for (const odd of ['{', '{"step":{"id":1},"progress":0.5}', '{"step":{"id":"a"},"progress":7}', 'null']) {
    writeFileSync(join(folder, 'underway.json'), odd);
    expect(await readResumeState(folder)).toBeNull();
  }
  await writeResumeState(join(folder, 'no', 'such'), { step: { id: 'a' }, progress: 0 });
});

test('the log has the time, no secrets, and one older file at most', async () => {
  const log = openTankLog(folder, () => Date.parse('2026-11-22T09:00:00.000Z'));
  log.line(`OPENCLAW_GATEWAY_TOKEN=${'ab12'.repeat(16)}`);
  log.line('plain');
  await log.flushed();
  const text = readFileSync(logFile(folder), 'utf8');
  expect(text).toMatch(/^2026-11-22T09:00:00\.000Z /);
  expect(text).toContain('plain\n');
  expect(text).not.toContain('ab12ab12');
  if (process.platform !== 'win32') expect(statSync(logFile(folder)).mode & 0o777).toBe(0o600);
  writeFileSync(logFile(folder), 'x'.repeat(2_000_000));
  const next = openTankLog(folder, Date.now);
  next.line('after');
  await next.flushed();
  expect(existsSync(join(folder, 'log.1.txt'))).toBe(true);
  expect(readFileSync(logFile(folder), 'utf8')).toMatch(/ after\n$/);
  expect(statSync(logFile(folder)).size).toBeLessThan(100);
});

test('a log whose folder is gone keeps nothing from going on', async () => {
  const log = openTankLog(join(folder, 'gone'), Date.now);
  log.line('x');
  await log.flushed();
});
