import { describe, expect, test } from 'vitest';
import check from '../../main/checks/newest-version';
import type { Releases } from '../../main/probes/releases';
import { fakeProbes, seen } from '../fakes/probes';

const answered = (tags: Record<string, string>): Releases => ({
  state: 'answered',
  registry: 'registry.example.org',
  tags,
  askedAt: '2026-11-22T00:00:00.000Z',
});
const latest = answered({ latest: '2026.9.6', beta: '2026.9.7-beta.1', 'extended-stable': '2026.7.35' });

const inspect = (version: string | null, releases: Releases = latest, name = 'openclaw') =>
  check.inspect(
    fakeProbes({
      openclaw: {
        copies: async () =>
          seen({
            path: '/opt/openclaw',
            package: name,
            version,
            kind: 'npm' as const,
            owner: null,
            where: 'this-computer',
          }),
      },
      releases: { newest: async () => releases },
    }),
  );

describe('newest-version', () => {
  test.each([
    ['2026.9.6', 'good', undefined],
    ['2026.9.6-1', 'unknown', undefined],
    ['2026.9.5', 'attention', 'medium'],
    ['2026.6.9', 'attention', 'high'],
    ['2025.12.1', 'attention', 'high'],
    ['2026.7.35', 'good', undefined],
    ['2026.7.33', 'attention', 'medium'],
    ['2026.9.7-beta.1', 'good', undefined],
    [null, 'unknown', undefined],
    ['dev', 'unknown', undefined],
  ])('%s is %s', async (version, state, severity) => {
    const finding = await inspect(version);
    expect([finding.state, finding.severity]).toEqual([state, severity]);
  });

  test('no answer is never up to date', async () => {
    const because = { id: 'releases.no-answer', values: { reason: 'ECONNREFUSED' } };
    expect((await inspect('2026.9.6', { state: 'no-answer', registry: null, because })).state).toBe(
      'unknown',
    );
    expect((await inspect('2026.9.6', { state: 'offline' })).state).toBe('unknown');
  });

  test('a mirror without the channel can’t tell, unless latest has overtaken a beta', async () => {
    const only = answered({ latest: '2026.9.6' });
    expect((await inspect('2026.7.33', only)).state).toBe('unknown');
    expect((await inspect('2026.9.7-beta.1', only)).state).toBe('unknown');
    expect((await inspect('2026.9.6-beta.1', only)).state).toBe('attention');
  });

  test('old names need moving, forks can’t be judged', async () => {
    expect(await inspect('2026.1.24', latest, 'clawdbot')).toMatchObject({
      state: 'attention',
      severity: 'high',
    });
    expect((await inspect('2026.9.6', latest, '@someone/openclaw')).state).toBe('unknown');
  });

  test('nothing installed asks nobody', async () => {
    const probes = fakeProbes({
      openclaw: { copies: async () => seen() },
      gateways: { running: async () => seen() },
    });
    expect((await check.inspect(probes)).state).toBe('not-applicable');
  });
});
