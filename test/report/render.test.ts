import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import type { Finding, State } from '../../main/contract/finding';
import { LANGUAGES } from '../../main/contract/report';
import type { ScanResult } from '../../main/contract/scan-result';
import { renderReport, translatorFor } from '../../main/report/render';
import { reportText } from '../../main/report/text';

const schema = JSON.parse(readFileSync('assets/report.schema.json', 'utf8'));
const fits = new Ajv2020({ allErrors: true }).compile(schema);

const finding = (id: string, state: State, more: Partial<Finding> = {}): Finding => {
  const check = checks.find((each) => each.id === id);
  if (!check) throw new Error(`no check ${id}`);
  const base = check.unknownBecause({ id: 'look.too-late' });
  return {
    ...base,
    state,
    ...(state === 'attention' && { severity: 'high' as const }),
    title: { id: `${id}.${state}` },
    ...more,
  };
};
const look = (...findings: Finding[]): ScanResult => ({
  platform: 'linux',
  startedAt: '2026-11-22T01:02:03.000Z',
  durationMs: 812,
  findings,
  fixes: [],
  copies: [],
  releases: null,
});

describe('the report', () => {
  test('has six tiles in guide order, each as bad as its worst finding', () => {
    const report = renderReport(
      look(finding('known-holes', 'good'), finding('newest-version', 'attention')),
      'en',
    );
    expect(report.tiles.map(({ id }) => id)).toEqual([
      'isolation',
      'exposure',
      'privileges',
      'extensions',
      'private-data',
      'updates',
    ]);
    expect(report.tiles.at(-1)).toMatchObject({ state: 'attention', severity: 'high' });
    expect(report.verdict.state).toBe('attention');
  });

  test('a tile that no check looked at can’t be told, so it is never good', () => {
    const report = renderReport(look(finding('known-holes', 'good')), 'en');
    expect(report.tiles[0]?.state).toBe('unknown');
    expect(report.verdict.state).toBe('unknown');
  });

  test('unknown outweighs good, attention outweighs unknown', () => {
    const tile = (...states: State[]) =>
      renderReport(look(...states.map((state) => finding('known-holes', state))), 'en').tiles.at(-1)?.state;
    expect(tile('good', 'unknown')).toBe('unknown');
    expect(tile('unknown', 'attention', 'good')).toBe('attention');
    expect(tile('not-applicable', 'good')).toBe('good');
  });

  test.each(LANGUAGES)('fits its schema in %s', (language) => {
    const report = renderReport(
      look(finding('known-holes', 'attention'), finding('newest-version', 'unknown')),
      language,
    );
    expect(fits(report), JSON.stringify(fits.errors, null, 1)).toBe(true);
  });

  test('the schema refuses what no report may be', () => {
    const report = renderReport(look(finding('known-holes', 'good')), 'en');
    expect(fits({ ...report, tiles: report.tiles.slice(1) })).toBe(false);
    expect(fits({ ...report, tiles: report.tiles.toReversed() })).toBe(false);
    expect(fits({ ...report, findings: [{ ...report.findings[0], state: 'safe' }] })).toBe(false);
    expect(fits({ ...report, findings: [{ ...report.findings[0], severity: 'low' }] })).toBe(false);
  });

  test('ids, states and numbers are the same in both languages, texts are not', () => {
    const both = look(finding('known-holes', 'attention'));
    const [zh, en] = [renderReport(both, 'zh-CN'), renderReport(both, 'en')];
    const facts = (report: typeof en) =>
      [...report.tiles, ...report.findings].map(({ id, state, severity }) => [id, state, severity]);
    expect(facts(zh)).toEqual(facts(en));
    expect(zh.verdict.title).toMatch(/\p{Script=Han}/u);
    expect(en.verdict.title).not.toMatch(/\p{Script=Han}/u);
  });

  test('what helps against several obstacles ends with the step that they share', () => {
    const cannot = ['/home/lin/a', '/home/lin/b'].map((where) => ({
      where,
      because: { id: 'obstacle.closed', values: { where } },
      helps: { id: 'obstacle.closed-helps', values: { where } },
    }));
    const { findings } = renderReport(look(finding('state-permissions', 'attention', { cannot })), 'en');
    expect(findings[0]?.byHand).toEqual([
      'Give yourself the right: chmod u+rw /home/lin/a',
      'Give yourself the right: chmod u+rw /home/lin/b',
      'Then look again here.',
    ]);
  });

  test('a terminal gets no control codes out of what others wrote', () => {
    const nasty = finding('known-holes', 'attention', {
      evidence: [{ kind: 'file', where: '/tmp/\u001b[2Jx', saw: 'a\u202eb\rc' }],
    });
    const text = reportText(renderReport(look(nasty), 'en'));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain('[!!] It has known holes (high)');
  });
});

test('a Chinese list leaves room around names in Latin letters, and none between Chinese ones', () => {
  const list = (...reason: string[]) => translatorFor('zh-CN')({ id: 'settings.reason', values: { reason } });
  expect(list('a.b', 'c')).toBe('a.b 和 c');
  expect(list('文档', '照片')).toBe('文档和照片');
  expect(list('x', 'Downloads', '照片')).toBe('x、Downloads 和照片');
});
