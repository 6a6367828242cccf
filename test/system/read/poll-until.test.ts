import { expect, test } from 'vitest';
import { pollUntil } from '../../../main/system/read/poll-until';

/** Looks that come to these, the last one for ever. */
const looks = <T>(...found: readonly (T | null | false)[]) => {
  let at = 0;
  const look = async () => found[Math.min(at++, found.length - 1)] ?? null;
  return { look, count: () => at };
};

test('what is there at once is told without a pause', async () => {
  const { look, count } = looks(0);
  expect(await pollUntil(look, { everyMs: 60_000, limitMs: 60_000 })).toBe(0);
  expect(count()).toBe(1);
});

test('looks until there is something, and tells how much of the limit is over', async () => {
  const parts: number[] = [];
  const { look, count } = looks<string>(null, false, 'here');
  const waiting = (part: number) => void parts.push(part);
  expect(await pollUntil(look, { everyMs: 1, limitMs: 60_000, waiting })).toBe('here');
  expect(count()).toBe(3);
  expect(parts).toHaveLength(2);
  expect(parts.every((part) => part >= 0 && part < 1)).toBe(true);
});

test('a limit of nothing is one look; what is late is null, or what the caller says', async () => {
  const { look, count } = looks<string>(null);
  expect(await pollUntil(look, { everyMs: 1, limitMs: 0 })).toBeNull();
  expect(count()).toBe(1);
  const late = () => new Error('too late');
  await expect(pollUntil(look, { everyMs: 1, limitMs: 5, late })).rejects.toThrow('too late');
});

test('is cancelled in the middle of a pause, with the signal’s own reason', async () => {
  const cancel = new AbortController();
  const reason = new Error('cancelled');
  const { look, count } = looks<string>(null);
  const waiting = () => void setTimeout(() => cancel.abort(reason), 1);
  const polling = pollUntil(look, { everyMs: 600_000, limitMs: 600_000, signal: cancel.signal, waiting });
  await expect(polling).rejects.toBe(reason);
  expect(count()).toBe(1);
  // Cancelled before, it doesn't look at all.
  await expect(pollUntil(look, { everyMs: 1, limitMs: 1, signal: cancel.signal })).rejects.toBe(reason);
  expect(count()).toBe(1);
});

test('a look that fails ends it', async () => {
  const look = () => Promise.reject(new Error('nobody to ask'));
  await expect(pollUntil(look, { everyMs: 1, limitMs: 60_000 })).rejects.toThrow('nobody to ask');
});
