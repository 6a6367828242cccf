import { describe, expect, test } from 'vitest';
import { bundledAdvisories } from '../../main/advisories/advisories';
import check from '../../main/checks/known-holes';
import type { Copy } from '../../main/probes/openclaw';
import { translatorFor } from '../../main/report/render';
import { fakeProbes, seen } from '../fakes/probes';

/** What came with the app, no feed asked. */
const ALONE = { set: bundledAdvisories, askedAt: null, feeds: [], lost: false };
const copy = (version: string | null, more: Partial<Copy> = {}): Copy => ({
  path: '/usr/lib/node_modules/openclaw',
  package: 'openclaw',
  version,
  kind: 'npm',
  owner: 'root',
  where: 'this-computer',
  ...more,
});
const inspect = (...copies: Copy[]) =>
  check.inspect(
    fakeProbes({
      openclaw: { copies: async () => seen(...copies) },
      gateways: { running: async () => seen() },
      advisories: { known: async () => ALONE },
    }),
  );

describe('known-holes', () => {
  test('a version that advisories hit', async () => {
    const finding = await inspect(copy('2026.3.13'));
    expect(finding).toMatchObject({ state: 'attention', severity: 'critical' });
    const text = translatorFor('en')(finding.because);
    expect(text).toContain('328 published holes affect 2026.3.13');
    expect(text).toContain('Version 2026.6.9 has none of them');
    expect(text).toContain('2026-08-07');
    const advisories = finding.evidence.filter(({ kind }) => kind === 'advisory');
    expect(advisories).toHaveLength(328);
    expect(translatorFor('en')(advisories[0]?.saw ?? '')).toBe(
      'Someone on the internet can take it over without a password. Rated critical.',
    );
    expect(translatorFor('zh-CN')(advisories[0]?.saw ?? '')).toBe(
      '互联网上的人不用密码就能完全控制它。评级：紧急。',
    );
  });

  test('a version that none hits names the day of the list', async () => {
    const finding = await inspect(copy('2026.9.6'));
    expect(finding.state).toBe('good');
    expect(translatorFor('en')(finding.because)).toContain('2026-08-07');
    expect(finding.evidence.map(({ saw }) => translatorFor('en')(saw)).join()).toContain(
      'Tencent Zhuque Lab AI-Infra-Guard',
    );
  });

  test('an unknown version is unknown, not all holes and not none', async () => {
    expect((await inspect(copy(null))).state).toBe('unknown');
    expect((await inspect(copy('nightly'))).state).toBe('unknown');
    expect((await inspect(copy('2026.9.6'), copy(null))).state).toBe('unknown');
  });

  test('the old copy beside a new one shows', async () => {
    const finding = await inspect(copy('2026.9.6'), copy('2026.6.8', { path: '/home/lin/old' }));
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    expect(finding.evidence.map(({ where }) => where)).toContain('/usr/lib/node_modules/openclaw');
  });

  test('a fork is unknown, the old name has no clean version', async () => {
    expect((await inspect(copy('2026.9.6', { package: 'openclaw-cn' }))).state).toBe('unknown');
    const old = await inspect(copy('2026.1.24', { package: 'clawdbot' }));
    expect(old.state).toBe('attention');
    expect(translatorFor('en')(old.because)).toContain('move to the package openclaw');
  });

  test('nothing installed, and a place that could not be searched', async () => {
    expect((await inspect()).state).toBe('not-applicable');
    const hidden = { where: '/opt', because: { id: 'look.not-allowed' } };
    const probes = fakeProbes({
      openclaw: { copies: async () => ({ items: [], gaps: [hidden] }) },
      gateways: { running: async () => seen() },
      advisories: { known: async () => ALONE },
    });
    expect((await check.inspect(probes)).state).toBe('unknown');
  });

  test('says what each feed answered, and takes what is new', async () => {
    const fresh = {
      ...ALONE,
      askedAt: '2026-11-22T12:00:00.000Z',
      set: {
        dataFrom: '2026-11-20',
        advisories: [
          {
            id: 'GHSA-2222-3333-4444',
            aliases: [],
            severity: 'high' as const,
            vector: null,
            published: null,
            modified: '2026-11-20',
            ranges: { openclaw: [{ introduced: '2026.9.1' }] },
            page: 'https://github.com/advisories/GHSA-2222-3333-4444',
          },
        ],
      },
      feeds: [
        { feed: 'osv', state: 'answered', count: 657, answeredAt: '2026-11-22T12:00:00.000Z' },
        { feed: 'npm', state: 'shrunken', count: 0, answeredAt: null },
      ] as const,
    };
    const finding = await check.inspect(
      fakeProbes({
        openclaw: { copies: async () => seen(copy('2026.9.6')) },
        advisories: { known: async () => fresh },
      }),
    );
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    const feeds = finding.evidence.filter(({ kind }) => kind === 'registry');
    expect(feeds.map(({ where, state, saw }) => [where, state, translatorFor('en')(saw)])).toEqual([
      ['OSV', 'good', 'asked on 2026-11-22: 657 published holes'],
      [
        'npm',
        'unknown',
        'knew far less than is known already, so what was known before stays. Its last good answer: none.',
      ],
    ]);
    expect(translatorFor('zh-CN')(feeds[1]?.saw ?? '')).toBe(
      '知道的比已知的少得多，所以沿用以前知道的。上一次可信的回答：还没有。',
    );
  });
});
