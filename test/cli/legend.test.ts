import { expect, test, vi } from 'vitest';
import { showChange } from '../../main/changes/plan/show';
import { planText } from '../../main/cli/plan-text';
import { writeChanges } from '../../main/cli/write-changes';
import type { EditChange } from '../../main/contract/change';
import { hiddenMark } from '../../main/contract/shown-lines';

const change: EditChange = {
  kind: 'edit',
  path: '/home/lin/.openclaw/openclaw.json',
  before: '{\r\n  bind: "lan",\r\n}\r\n',
  after: '{\r\n  bind: "lan",\r\n  token: "4f1d0c9ae37b52866dc1f0e2a9b84c7733e5d1909a6f42bc",\r\n}\r\n',
  format: 'json5',
};
const fix = (changes: readonly EditChange[]) => ({
  id: 'strong-password',
  finding: 'gateway-password',
  mends: ['gateway-password'],
  does: { id: 'plans.none' },
  cost: null,
  afterwards: null,
  recommended: true,
  needsAdmin: false,
  fingerprint: '',
  changes: changes.map(showChange),
});

test.each([
  ['en', '‹48› stands for a hidden value of 48 characters, such as a key or a password.'],
  ['zh-CN', '‹48› 代表一个 48 个字符的值，比如密钥或密码，不显示出来。'],
] as const)('under a plan in %s one line says what stands for a secret', (language, line) => {
  const lines = planText(language).fixes([fix([change])] as never, new Map());
  expect(lines.filter((each) => each === line)).toHaveLength(1);
  expect(lines).toContain('       +   token: "‹48›",');
  expect(lines.join('\n')).not.toMatch(/\r/);
});

test('where nothing is hidden nothing is said', () => {
  const shown = showChange({ ...change, after: '{\r\n  bind: "loopback",\r\n}\r\n' });
  expect(hiddenMark([shown])).toBeNull();
  expect(planText('en').withLegend([shown.after ?? ''])).toEqual([shown.after]);
});

const LEGEND = '‹48› stands for a hidden value of 48 characters, such as a key or a password.';
const times = (lines: readonly string[]) => lines.filter((each) => each === LEGEND).length;

test('nor is it missing under what undo would do and what came of it, once for all of it', () => {
  const preview = (left: readonly string[], changes = [showChange(change)]) => ({
    entry: { id: 'change-1', state: 'done', at: '2026-11-30', does: { id: 'plans.none' } },
    changes,
    left: left.map((what) => ({
      id: 'fixes.left-other',
      values: { where: '/x', what: 'token', now: what, before: 'lan' },
    })),
  });
  const { undo, outcomes } = planText('en');
  expect(times(undo([preview([]), preview([])] as never))).toBe(1);
  expect(times(undo([preview(['"‹48›"'], [])] as never))).toBe(1);
  expect(times(undo([preview(['"lan"'], [])] as never))).toBe(0);
  const because = { id: 'fixes.left-other', values: { where: '/x', what: 'k', now: '‹48›', before: 'lan' } };
  const does = { id: 'fixes.helped' };
  const outcome = { fix: 'x', does, entry: null, result: 'left-changed', because, afterwards: null } as const;
  expect(times(outcomes([outcome]))).toBe(1);
});

test('and under what stop and leave would do', async () => {
  let said = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done: () => void) => {
    said += text;
    done();
    return true;
  }) as never);
  try {
    await writeChanges([change], false, 'en');
    expect(times(said.split('\n'))).toBe(1);
    said = '';
    await writeChanges([{ kind: 'move', from: '/a', to: '/b' }], false, 'en');
    expect(times(said.split('\n'))).toBe(0);
    // A program reads no legend.
    said = '';
    await writeChanges([change], true, 'en');
    expect(JSON.parse(said).changes).toHaveLength(1);
  } finally {
    write.mockRestore();
  }
});
