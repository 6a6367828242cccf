import { afterEach, expect, test, vi } from 'vitest';
import { timeLimit } from '../../../main/system/read/time-limit';

afterEach(() => vi.restoreAllMocks());

/** A clock and a counter of this process's own work, both in milliseconds. */
function clocks() {
  const now = { clock: 0, work: 0 };
  vi.spyOn(performance, 'now').mockImplementation(() => now.clock);
  const cpu = ((before?: NodeJS.CpuUsage) => ({
    user: now.work * 1000 - (before?.user ?? 0),
    system: 0,
  })) as typeof process.cpuUsage;
  vi.spyOn(process, 'cpuUsage').mockImplementation(cpu);
  return now;
}

test('ends after its own work, however busy others keep the computer', () => {
  const now = clocks();
  Object.assign(now, { clock: 500, work: 300 });
  const isOver = timeLimit(2000);
  expect(isOver()).toBe(false);
  Object.assign(now, { clock: 9000, work: 1900 });
  expect(isOver()).toBe(false);
  Object.assign(now, { clock: 9100, work: 2300 });
  expect(isOver()).toBe(true);
});

test('ends by the clock for a disk that doesn’t answer', () => {
  const now = clocks();
  const isOver = timeLimit(2000);
  now.clock = 9999;
  expect(isOver()).toBe(false);
  now.clock = 10_000;
  expect(isOver()).toBe(true);
});
