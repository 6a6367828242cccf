import { expect, test } from 'vitest';
import type { Working } from '../../main/contract/work';
import { progressTeller, tellDone } from '../../main/errands/told';

test('outcomes are told in both languages', () => {
  const done = tellDone('fix', [
    {
      fix: 'listen-locally',
      does: { id: 'fixes.looking' },
      entry: 'change-1-a',
      result: 'rolled-back',
      because: { id: 'fixes.put-back', values: { because: { id: 'fixes.did-not-help' } } },
      afterwards: null,
    },
  ]);
  expect(done.en.outcomes[0]?.because).toBe(
    'It was carried out, but a new look shows no difference. Everything is as it was before.',
  );
  expect(done['zh-CN'].outcomes[0]?.because).toBe('改是改了，但再查一遍没有变化。已恢复原样。');
});

test('progress keeps the last lines that programs said', () => {
  const told: Working[] = [];
  const tell = progressTeller('fix', (working) => told.push(working.en));
  const now = { id: 'fixes.looking' };
  tell({ now, done: 0, of: 2 });
  for (let line = 0; line < 60; line++) tell({ now, done: 1, of: 2, part: 0.5, line: `line ${line}` });
  expect(told[0]).toMatchObject({
    kind: 'fix',
    now: 'Looking how things stand',
    done: 0,
    part: null,
    lines: [],
  });
  expect(told.at(-1)?.lines).toHaveLength(50);
  expect(told.at(-1)?.lines.at(-1)).toBe('line 59');
});
