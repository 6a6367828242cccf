import { describe, expect, it } from 'vitest';
import check from '../../main/checks/everyday-computer';
import type { Sign } from '../../main/probes/everyday';
import { fakeProbes, seen } from '../fakes/probes';

const sign = (kind: Sign['kind'], more: Partial<Sign> = {}): Sign => ({
  kind,
  name: kind,
  where: `/home/lin/${kind}`,
  ...more,
});
const hiddenPlace = { where: '/home/ann', because: { id: 'look.not-allowed' } };

const inspect = (signs: readonly Sign[], { where = 'this-computer' as string | null, hidden = false } = {}) =>
  check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: {
        copies: async () =>
          where
            ? seen({
                path: '/x',
                package: 'openclaw',
                version: '2026.9.6',
                kind: 'npm' as const,
                owner: null,
                where,
              })
            : seen(),
        setups: async () => seen(),
        services: async () => seen(),
      },
      gateways: { running: async () => seen() },
      everyday: { signs: async () => ({ items: signs, gaps: hidden ? [hiddenPlace] : [] }) },
    }),
  );

describe('everyday-computer', () => {
  it.each([
    ['chat and many documents', [sign('chat'), sign('documents', { count: 50 })], 'high'],
    ['old browser and mail', [sign('browser', { ageDays: 30 }), sign('mail')], 'high'],
    ['finance alone', [sign('finance')], 'medium'],
    ['old browser alone', [sign('browser', { ageDays: 400 })], 'medium'],
    ['many photos alone', [sign('photos', { count: 1000 })], 'medium'],
    ['a young browser', [sign('browser', { ageDays: 29 })], 'low'],
    ['a few documents', [sign('documents', { count: 10 })], 'low'],
  ])('attention with %s', async (_name, signs, severity) => {
    expect(await inspect(signs)).toMatchObject({ state: 'attention', severity });
    // What could not be seen doesn't make it better.
    expect(await inspect(signs, { hidden: true })).toMatchObject({ state: 'attention', severity });
  });

  it('says no more in its title than its evidence shows', async () => {
    const title = async (...signs: Sign[]) =>
      (await inspect(signs)).title.id.replace('everyday-computer.', '');
    expect(await title(sign('chat'), sign('mail'))).toBe('attention-high');
    expect(await title(sign('finance'))).toBe('attention');
    expect(await title(sign('documents', { count: 10 }))).toBe('attention-low');
  });

  it('good without signs, naming what was looked for', async () => {
    expect((await inspect([])).because.id).toBe('everyday-computer.none');
    expect((await inspect([sign('documents', { count: 9 })])).state).toBe('good');
  });

  it('unknown when a place could not be looked at', async () => {
    expect((await inspect([], { hidden: true })).state).toBe('unknown');
  });

  it('not applicable in a container, and without OpenClaw, where it says what place this would be', async () => {
    const chat = [sign('chat')];
    const id = async (...of: Parameters<typeof inspect>) => {
      const finding = await inspect(...of);
      expect(finding.state).toBe('not-applicable');
      return finding.because.id.replace('everyday-computer.', '');
    };
    expect(await id(chat, { where: 'container:claw' })).toBe('elsewhere');
    expect(await id(chat, { where: null })).toBe('nowhere-bad');
    expect(await id([], { where: null })).toBe('nowhere-good');
    expect(await id([], { where: null, hidden: true })).toBe('nowhere-untold');
  });

  it('counts and names, nothing else', async () => {
    const finding = await inspect([
      sign('documents', { count: 70 }),
      sign('browser', { ageDays: 3, name: 'Firefox' }),
    ]);
    expect(finding.evidence.map(({ saw }) => saw)).toEqual([
      { id: 'everyday-computer.files', values: { name: 'documents', count: 70 } },
      { id: 'everyday-computer.days', values: { name: 'Firefox', days: 3 } },
    ]);
  });
});
