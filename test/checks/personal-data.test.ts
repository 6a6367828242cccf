import { describe, expect, it } from 'vitest';
import check from '../../main/checks/personal-data';
import type { ContentMatches } from '../../main/probes/contents';
import { fakeProbes, seen } from '../fakes/probes';
import { contents, hidden, hiddenSetups, nothing, setup } from './setups';

const look = (...each: ContentMatches[]) => {
  const setups = each.map((_, at) => setup(`.openclaw-${at}`));
  return check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(...setups) },
      contents: { personal: async (of) => each[setups.indexOf(of)] as ContentMatches },
    }),
  );
};
const find = (kind: string, count = 1) => contents([{ kind, count, place: 'workspace', file: '/w/a.md' }]);

describe('personal data', () => {
  it.each([
    ['mnemonic-phrase', 'critical'],
    ['identity-card', 'high'],
    ['bank-card', 'high'],
    ['passport', 'high'],
    ['mobile-number', 'medium'],
  ])('%s is %s', async (kind, severity) => {
    const finding = await look(find(kind, 3));
    expect(finding).toMatchObject({ state: 'attention', severity });
    expect(finding.because).toEqual({ id: `personal-data.${kind}`, values: { count: 3 } });
    expect(finding.evidence).toEqual([
      { kind: 'file', where: '/w/a.md', saw: { id: `personal-data.saw-${kind}`, values: { count: 3 } } },
    ]);
  });

  it('is good when nothing was found, and says in how many files', async () => {
    const finding = await look(contents());
    expect(finding).toMatchObject({
      state: 'good',
      because: { id: 'personal-data.none', values: { files: 12 } },
    });
  });

  it('is unknown when something could not be looked into', async () => {
    const finding = await look(contents([], [hidden('/w/photos')]));
    expect(finding).toMatchObject({ state: 'unknown', because: { values: { count: 1 } } });
    expect(finding.evidence).toMatchObject([{ where: '/w/photos', state: 'unknown' }]);
    expect(finding.byHand).toBeDefined();
  });

  it('shows both what was found and what could not be looked into', async () => {
    const finding = await look({ ...find('bank-card'), gaps: [hidden()] });
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    expect(finding.evidence.map(({ state }) => state)).toEqual([undefined, 'unknown']);
  });

  it('is as bad as the worst setup', async () => {
    const finding = await look(contents(), find('mobile-number'), find('identity-card'));
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    expect(finding.evidence.length).toBe(3);
  });

  it('is not applicable without OpenClaw or without files, unknown where setups may hide', async () => {
    expect(await check.inspect(nothing)).toMatchObject({ state: 'not-applicable' });
    expect(await look(contents([], [], 0))).toMatchObject({ state: 'not-applicable' });
    expect(await check.inspect(hiddenSetups)).toMatchObject({ state: 'unknown' });
  });
});
