import { describe, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { type AuditAnswer, parseAuditReport, refusesSettings } from '../../main/checks/audit/audit-report';
import { auditCoverageOf } from '../../main/checks/audit/compare-audit';
import { secondOpinion } from '../../main/checks/audit/second-opinion';
import type { Finding, Severity, State } from '../../main/contract/finding';
import { nothing } from './setups';

const finding = (id: string, state: State, severity?: Severity): Finding => ({
  id,
  tile: checks.find((check) => check.id === id)?.tile ?? 'updates',
  state,
  ...(severity && { severity }),
  title: { id: `${id}.${state}` },
  because: { id: 'x' },
  why: { id: 'x' },
  clause: 'guide-2',
  evidence: [],
});
const reported = (...all: (readonly [string, string])[]) => {
  const findings = all.map(([checkId, severity]) => ({
    checkId,
    severity,
    title: 'Secret sk-1',
    detail: '/home',
  }));
  const sum = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  return { ts: 1, summary: { critical: sum('critical'), warn: sum('warn'), info: sum('info') }, findings };
};
const answer = (...all: (readonly [string, string])[]): AuditAnswer => {
  const report = parseAuditReport(JSON.stringify(reported(...all)));
  if (!report) throw new Error('no report');
  return { stateDir: '/home/lin/.openclaw', version: '2026.9.6', report };
};
const inspect = (answers: readonly AuditAnswer[], ...findings: Finding[]) =>
  secondOpinion(answers, findings).inspect(nothing);

describe('what the audit printed', () => {
  test('is read from a whole report alone', () => {
    const whole = reported(['gateway.bind_no_auth', 'critical'], ['summary.attack_surface', 'info']);
    expect(parseAuditReport(`A word before.\n${JSON.stringify(whole)}\n`)).toEqual({
      findings: [
        { id: 'gateway.bind_no_auth', severity: 'critical' },
        { id: 'summary.attack_surface', severity: 'info' },
      ],
    });
    const hidden = { ...whole, suppressedFindings: [{ checkId: 'fs.synced_dir', severity: 'warn' }] };
    expect(parseAuditReport(JSON.stringify(hidden))?.findings).toHaveLength(3);
  });
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '┌ a table ┐'],
    ['half of one', JSON.stringify(reported(['a.b', 'warn'])).slice(0, -5)],
    ['no report', { ok: false }],
    ['a list', []],
    ['null', null],
    ['sums of another', { ...reported(['a.b', 'warn']), summary: { critical: 0, warn: 0, info: 0 } }],
    ['no sums', { findings: [] }],
    [
      'an unknown severity',
      { summary: { critical: 0, warn: 0, info: 0 }, findings: [{ checkId: 'a', severity: 'bad' }] },
    ],
    [
      'an id that is none',
      {
        ...reported(),
        summary: { critical: 0, warn: 1, info: 0 },
        findings: [{ checkId: '', severity: 'warn' }],
      },
    ],
    ['hidden ones that are none', { ...reported(), suppressedFindings: 'all' }],
  ])('%s is none', (_name, out) =>
    expect(parseAuditReport(typeof out === 'string' ? out : JSON.stringify(out))).toBeNull(),
  );
  test('an id is no sentence and no line of its own', () =>
    expect(
      parseAuditReport(JSON.stringify(reported(['channels.小林.a b\u001b[2J\nc', 'warn'])))?.findings,
    ).toEqual([{ id: 'channels.小林.a?b??2J?c', severity: 'warn' }]));
  test('settings that it refuses', () => {
    expect(refusesSettings('{"ok":false,"error":{"type":"x"},"issues":[{"path":"a","message":"b"}]}')).toBe(
      true,
    );
    expect(refusesSettings('')).toBe(false);
    expect(refusesSettings('{"ok":false}')).toBe(false);
  });
});

test('ids are covered as they are, or by the pattern of their kind', () => {
  expect(auditCoverageOf('gateway.bind_no_auth')).toBe('gateway-bind-setting');
  expect(auditCoverageOf('channels.telegram.dm.open')).toBe('chat-doors');
  expect(auditCoverageOf('channels.telegram.warning.3')).toBe('chat-doors');
  expect(auditCoverageOf('tools.elevated.allowFrom.whatsapp.wildcard')).toBe('tool-rights');
  expect(auditCoverageOf('channels.telegram.groups.allowFrom.missing')).toBe('chat-doors');
  expect(auditCoverageOf('plugins.code_safety')).toBe('plugins-content');
  expect(auditCoverageOf('plugins.@me/mine.security_audit_failed')).toMatchObject({
    none: expect.any(String),
  });
  expect(auditCoverageOf('gateway.something_new')).toBeNull();
  expect(auditCoverageOf('constructor')).toBeNull();
});

describe('beside our findings', () => {
  const OPEN = ['gateway.bind_no_auth', 'critical'] as const;
  const bind = (state: State, severity?: Severity) => finding('gateway-bind-setting', state, severity);

  test('what both say is agreed, and good has the run for a witness', async () => {
    const found = await inspect(
      [answer(OPEN, ['summary.attack_surface', 'info'])],
      bind('attention', 'high'),
    );
    expect(found).toMatchObject({ state: 'good', tile: 'exposure', clause: 'guide-2' });
    expect(found.evidence).toMatchObject([
      { kind: 'audit', where: 'openclaw security audit', saw: { values: { critical: 1, warnings: 0 } } },
      { where: 'gateway.bind_no_auth', state: 'attention', saw: { id: 'second-opinion.likewise' } },
    ]);
    expect(await inspect([answer()])).toMatchObject({ state: 'good' });
  });

  test.each<[string, State]>([
    ['good', 'good'],
    ['no matter', 'not-applicable'],
    ['untold', 'unknown'],
  ])('what ours calls %s is told with the audit’s severity', async (_name, state) => {
    const found = await inspect([answer(OPEN)], bind(state));
    expect(found).toMatchObject({ state: 'attention', severity: 'critical', tile: 'exposure' });
    expect(found.evidence[0]).toMatchObject({
      where: 'gateway.bind_no_auth',
      saw: {
        id: 'second-opinion.otherwise',
        values: { rating: { id: 'second-opinion.critical' }, title: { id: `gateway-bind-setting.${state}` } },
      },
    });
  });

  test('what no check covers, or none looked at here, is told too; the worst first', async () => {
    const found = await inspect([answer(['a.new_one', 'warn'], ['fs.synced_dir', 'critical'])]);
    expect(found).toMatchObject({
      state: 'attention',
      severity: 'critical',
      because: { values: { count: 2 } },
    });
    expect(found.evidence.slice(0, 2)).toMatchObject([
      {
        where: 'fs.synced_dir',
        saw: { id: 'second-opinion.alone', values: { rating: { id: 'second-opinion.critical' } } },
      },
      { where: 'a.new_one', saw: { values: { rating: { id: 'second-opinion.warn' } } } },
    ]);
  });

  test('a warning is medium, and the same id counts once', async () => {
    const twice = answer(['fs.synced_dir', 'warn'], ['fs.synced_dir', 'warn']);
    const found = await inspect([twice], finding('synced-state', 'good'));
    expect(found).toMatchObject({ severity: 'medium', tile: 'private-data', clause: 'guide-5' });
    expect(found.because.values).toMatchObject({ count: 1 });
  });

  test('what only informs is nobody’s', async () =>
    expect(await inspect([answer(['gateway.bind_no_auth', 'info'])], bind('good'))).toMatchObject({
      state: 'good',
    }));

  test('a part of the audit that failed is never good', async () =>
    expect(await inspect([answer(['plugins.x.security_audit_failed', 'warn'])])).toMatchObject({
      state: 'unknown',
      because: { id: 'second-opinion.partly' },
    }));

  test('one setup without an answer keeps another’s from being good', async () => {
    const reason = { id: 'second-opinion.too-slow' };
    const found = await inspect([answer(), { stateDir: '/home/lin/.openclaw-work', because: reason }]);
    expect(found).toMatchObject({
      state: 'unknown',
      because: { id: 'second-opinion.no-answer', values: { path: '/home/lin/.openclaw-work', reason } },
    });
  });

  test('nothing to ask about', async () =>
    expect(await inspect([])).toMatchObject({ state: 'not-applicable', tile: 'exposure' }));

  test('none of the audit’s own sentences, which may hold secrets, is in the finding', async () =>
    expect(JSON.stringify(await inspect([answer(OPEN, ['a.b', 'warn'])], bind('good')))).not.toMatch(/sk-1/));

  test('no look has it by itself', () => expect(checks.map(({ id }) => id)).not.toContain('second-opinion'));
});
