import { expect, test } from 'vitest';
import knownHoles from '../../main/checks/known-holes';
import newestVersion from '../../main/checks/newest-version';
import type { Severity } from '../../main/contract/finding';
import { mattersOf, rank } from '../../main/notify/matters';
import { bundledAdvisories } from '../../main/openclaw/advisories';
import type { Copy } from '../../main/probes/openclaw';
import { fakeProbes, seen } from '../fakes/probes';
import { day, look } from '../history/looks';

// What a notice tells of holes and versions is read out of the evidence of two checks: here are the real ones.
const copy = (version: string, name = 'openclaw'): Copy => ({
  path: `/opt/${name}/${version}`,
  package: name,
  version,
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
});
async function matters(...copies: Copy[]) {
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
  return mattersOf(look(day(0), [await knownHoles.inspect(probes), await newestVersion.inspect(probes)]));
}
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

test('the worst comes first, and what could not be told last', () => {
  const of = (severity: Severity | null) => rank({ key: '', finding: '', what: 'state', severity });
  expect([null, 'low', 'critical', 'medium', 'high'].map((each) => of(each as Severity | null))).toEqual([
    4, 3, 0, 2, 1,
  ]);
});
