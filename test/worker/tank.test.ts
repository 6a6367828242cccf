import { expect, test, vi } from 'vitest';
import type { UnlocalizedProgress } from '../../main/contract/work';
import { tankProgressReporter } from '../../main/worker/jobs/tank';
import { tanksAndOffer } from '../../main/worker/tanks';
import { look } from '../report/history/looks';

vi.mock('../../main/tank/preflight/engine-options', () => ({
  rankEnginesHere: async () => ({ best: null, others: [] }),
}));
const read = vi.hoisted(() => vi.fn());
vi.mock('../../main/tank/model/tank-store', async (real) => ({
  ...(await real<typeof import('../../main/tank/model/tank-store')>()),
  readTanks: read,
}));

const now = { id: 'tank.making-now-start' };

test('tells sentence, bytes, time left and lines', () => {
  const told: UnlocalizedProgress[] = [];
  const tell = tankProgressReporter(
    'create',
    (working) => told.push(working),
    () => 0,
  );
  tell({ now, done: 2, of: 9, part: 0.5, bytes: { done: 5, of: 10 }, leftMs: 60_000, line: 'first' });
  expect(told[0]).toEqual({
    kind: 'tank',
    tank: 'create',
    now,
    done: 2,
    of: 9,
    part: 0.5,
    bytes: { done: 5, of: 10 },
    leftMs: 60_000,
    lines: ['first'],
    cancellable: true,
  });
});

test('a download tells a few times a second, a new sentence at once, and no line is lost', () => {
  let clock = 0;
  const told: UnlocalizedProgress[] = [];
  const tell = tankProgressReporter(
    'create',
    (working) => told.push(working),
    () => clock,
  );
  for (let n = 0; n < 100; n++) {
    clock += 10;
    tell({ now, done: 0, of: 2, part: n / 100, line: `line ${n}` });
  }
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(12);
  tell({ now, done: 1, of: 2 });
  expect(told.at(-1)?.done).toBe(1);
  expect(told.at(-1)?.lines).toHaveLength(50);
  expect(told.at(-1)?.lines.at(-1)).toBe('line 99');
});

test('removing, stopping and deleting can’t be cancelled half way', () => {
  for (const [deed, is] of [
    ['remove', false],
    ['stop', false],
    ['drop', false],
    ['create', true],
    ['update', true],
  ] as const) {
    let last: UnlocalizedProgress | undefined;
    tankProgressReporter(deed, (working) => {
      last = working;
    })({ now, done: 0, of: 1 });
    expect(last?.cancellable).toBe(is);
  }
});

test('a look tells no tanks, no moves and the offer where there are none', async () => {
  read.mockResolvedValue([]);
  expect(await tanksAndOffer(look('2026-11-22T09:00:00.000Z', []), '/nowhere', () => {})).toEqual({
    tanks: [],
    offer: { best: null, others: [] },
    moves: [],
  });
});
