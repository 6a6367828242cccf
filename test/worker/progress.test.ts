import { expect, test } from 'vitest';
import type { UnlocalizedProgress } from '../../main/contract/work';
import { progressReporter } from '../../main/worker/progress';

test('progress keeps the last lines that programs said', () => {
  const told: UnlocalizedProgress[] = [];
  const tell = progressReporter('fix', (working) => told.push(working));
  const now = { id: 'fixes.looking' };
  tell({ now, done: 0, of: 2 });
  for (let line = 0; line < 60; line++) tell({ now, done: 1, of: 2, part: 0.5, line: `line ${line}` });
  expect(told[0]).toMatchObject({
    kind: 'fix',
    now,
    done: 0,
    part: null,
    lines: [],
  });
  expect(told.at(-1)?.lines).toHaveLength(50);
  expect(told.at(-1)?.lines.at(-1)).toBe('line 59');
});
