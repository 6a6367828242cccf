import { expect, test } from 'vitest';
import { bundledAdvisories } from '../../../main/advisories/advisories';
import { notificationEvents, rank } from '../../../main/app/notifications/events';
import knownHoles from '../../../main/checks/known-holes';
import newestVersion from '../../../main/checks/newest-version';
import type { Finding, Severity } from '../../../main/contract/finding';
import type { Copy } from '../../../main/probes/openclaw';
import { fakeProbes, seen } from '../../fakes/probes';
import { day, look } from '../../report/history/looks';

// What a notice tells of holes and versions is read out of the facts of two checks: here are the real ones.
const copy = (version: string, name = 'openclaw'): Copy => ({
  path: `/opt/${name}/${version}`,
  package: name,
  version,
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
});
async function found(...copies: Copy[]): Promise<readonly Finding[]> {
  const probes = fakeProbes({
    openclaw: { copies: async () => seen(...copies) },
    advisories: { known: async () => ({ set: bundledAdvisories, askedAt: null, feeds: [], lost: false }) },
    releases: {
      newest: async () => ({
        state: 'answered',
        registry: 'registry.example.org',
        tags: { latest: '2026.9.6', beta: '2026.9.7-beta.1', 'extended-stable': '2026.7.35' },
        askedAt: day(0),
      }),
    },
  });
  return [await knownHoles.inspect(probes), await newestVersion.inspect(probes)];
}
const matters = async (...copies: Copy[]) => notificationEvents(look(day(0), await found(...copies)));
const versions = (all: Awaited<ReturnType<typeof matters>>) =>
  all.flatMap(({ what, key }) => (what === 'version' ? [key] : []));

test('each hole of the real check, with its own rating', async () => {
  const holes = (await matters(copy('2026.3.13'))).filter(({ what }) => what === 'hole');
  expect(holes).toHaveLength(328);
  expect(holes.every(({ key }) => /^known-holes\/(GHSA|CVE)-/.test(key))).toBe(true);
  const count = (severity: Severity) => holes.filter((each) => each.severity === severity).length;
  expect([count('critical'), count('high'), count('medium'), count('low')]).toEqual([10, 136, 148, 34]);
});

test('the newest version of each channel that a copy is behind, and of no other', async () => {
  expect(versions(await matters(copy('2026.7.1')))).toEqual(['newest-version/2026.9.6']);
  expect(versions(await matters(copy('2026.9.6')))).toEqual([]);
  expect(versions(await matters(copy('2026.9.6'), copy('2026.7.33')))).toEqual(['newest-version/2026.7.35']);
  expect(versions(await matters(copy('2026.8.1'), copy('2026.7.33')))).toEqual([
    'newest-version/2026.9.6',
    'newest-version/2026.7.35',
  ]);
  expect(versions(await matters(copy('2026.1.24', 'clawdbot')))).toEqual([]);
});

test('sentences may be said in any other words: the same is told', async () => {
  const other = { id: 'some.other', values: { severity: { id: 'some.low' }, newest: '1.0.0' } };
  const reworded = (finding: Finding): Finding => ({
    ...finding,
    ...{ title: other, because: other, why: other },
    evidence: finding.evidence.map((each) => ({ ...each, saw: other })),
  });
  const all = await found(copy('2026.3.13'), copy('2026.7.33'), copy('2026.1.24', 'clawdbot'));
  const events = notificationEvents(look(day(0), all));
  expect(new Set(events.map(({ what }) => what))).toEqual(new Set(['state', 'hole', 'version']));
  expect(notificationEvents(look(day(0), all.map(reworded)))).toEqual(events);
});

test('what somebody asked for is no news', async () => {
  const [finding] = await found(copy('2026.3.13'));
  const asked = { ...(finding as Finding), id: 'second-opinion' };
  expect(notificationEvents(look(day(0), [asked]))).toEqual([]);
});

test('the worst comes first, and what could not be told last', () => {
  const of = (severity: Severity | null) => rank({ key: '', finding: '', what: 'state', severity });
  expect([null, 'low', 'critical', 'medium', 'high'].map((each) => of(each as Severity | null))).toEqual([
    4, 3, 0, 2, 1,
  ]);
});
