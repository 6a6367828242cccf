import { expect, test } from 'vitest';
import { planFixes } from '../../../main/changes/plan/plan-fixes';
import type { Check } from '../../../main/checks/define/define-check';
import { defineFix } from '../../../main/checks/define/define-fix';
import type { Evidence, Finding } from '../../../main/contract/finding';
import { fakeProbes } from '../../fakes/probes';

const SETTINGS = '/home/lin/.openclaw/openclaw.json';
const OTHER = '/home/lin/.openclaw-work/openclaw.json';
const words = { does: 'Mend it' };
const fix = defineFix({
  id: 'mend',
  messages: { en: words, 'zh-CN': words },
  plan: async (_probes, { say }) => [
    {
      does: say('does'),
      changes: [{ kind: 'edit', path: SETTINGS, before: '{}', after: '{ a: 1 }', format: 'json5' }],
    },
  ],
});

const seen = (where: string, state?: 'good', kind: Evidence['kind'] = 'file'): Evidence => ({
  kind,
  where,
  saw: 'x',
  ...(state && { state }),
});
async function isRecommended(state: Finding['state'], evidence: readonly Evidence[]) {
  const finding = { id: 'check', tile: 'exposure', state, severity: null, evidence } as unknown as Finding;
  const from = [{ id: 'check', fixes: [fix] } as unknown as Check];
  const [plan] = await planFixes([finding], fakeProbes({}), { quarantine: '/q' }, from);
  return plan?.recommended;
}

test.each([
  ['needs attention', 'attention', [seen(`${SETTINGS}: a`)], true],
  ['can’t be told there', 'unknown', [seen(`${SETTINGS}: a`, undefined, 'setting')], true],
  ['can’t be told, and nothing says where', 'unknown', [], true],
  ['a process keeps unknown', 'unknown', [seen('openclaw (pid 4)', undefined, 'process')], true],
  ['is fine there, and can’t be told elsewhere', 'unknown', [seen(OTHER), seen(SETTINGS, 'good')], false],
] as const)('a fix of what %s', async (_what, state, evidence, may) => {
  expect(await isRecommended(state, evidence)).toBe(may);
});
