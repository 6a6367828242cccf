import { expect, test } from 'vitest';
import { localizeSummary } from '../../main/report/localize-outcomes';
import { translatorFor } from '../../main/report/render';

test('outcomes are told in each language', () => {
  const result = {
    kind: 'fix',
    outcomes: [
      {
        fix: 'listen-locally',
        does: { id: 'fixes.looking' },
        entry: 'change-1-a',
        result: 'rolled-back',
        because: { id: 'fixes.put-back', values: { because: { id: 'fixes.did-not-help' } } },
        afterwards: null,
      },
    ],
    keys: [],
  } as const;
  expect(localizeSummary(result, translatorFor('en')).outcomes[0]?.because).toBe(
    'It was carried out, but a new look shows no difference. Everything is as it was before.',
  );
  expect(localizeSummary(result, translatorFor('zh-CN')).outcomes[0]?.because).toBe(
    '改是改了，但再查一遍没有变化。已恢复原样。',
  );
});

test('what is left is told thing by thing', () => {
  const result = {
    kind: 'leave',
    outcomes: [],
    keys: [],
    left: [{ id: 'leave.others', values: { where: '/opt/x' } }, { id: 'leave.cron' }],
  } as const;
  expect(localizeSummary(result, translatorFor('en')).left).toEqual([
    { where: '/opt/x', why: 'it belongs to another account' },
    { where: '', why: expect.stringContaining('cron') },
  ]);
  expect(localizeSummary(result, translatorFor('zh-CN')).left?.[0]).toEqual({
    where: '/opt/x',
    why: '属于别的账户',
  });
  expect(localizeSummary({ kind: 'stop', outcomes: [], keys: [] }, translatorFor('en'))).not.toHaveProperty(
    'left',
  );
});
