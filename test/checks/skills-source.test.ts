import { describe, expect, it } from 'vitest';
import check from '../../main/checks/skills-source';
import type { Extension } from '../../main/probes/extensions';
import type { Gap } from '../../main/probes/partial-result';
import { fakeProbes, seen } from '../fakes/probes';
import { extension, hidden, hiddenSetups, nothing, setup } from './setups';

const look = (items: readonly Extension[], gaps: readonly Gap[] = []) =>
  check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup()) },
      extensions: { skills: async () => ({ items, gaps }) },
    }),
  );
const bundled = extension({ source: 'bundled', pinned: true });
const fromHub = extension({
  source: 'clawhub',
  from: 'https://clawhub.ai/a/b',
  version: '1.0.0',
  pinned: true,
  hub: { verdict: null, reasons: [], changed: null },
});

describe('where skills come from', () => {
  it.each([
    ['unrecorded', 'medium', 'unrecorded'],
    ['other-registry', 'medium', 'elsewhere'],
    ['git', 'medium', 'elsewhere'],
    ['path', 'medium', 'elsewhere'],
    ['archive', 'medium', 'elsewhere'],
    ['npm', 'medium', 'elsewhere'],
    ['workshop', 'low', 'workshop'],
  ] as const)('%s is %s', async (source, severity, id) => {
    const finding = await look([bundled, fromHub, extension({ source, name: 'odd' })]);
    expect(finding).toMatchObject({ state: 'attention', severity });
    expect(finding.because).toEqual({ id: `skills-source.${id}`, values: { count: 1, names: ['odd'] } });
  });

  it('from ClawHub is good, and says from where', async () => {
    const finding = await look([bundled, fromHub]);
    expect(finding).toMatchObject({ state: 'good', because: { id: 'skills-source.known' } });
    expect(finding.evidence).toMatchObject([
      {
        kind: 'extension',
        saw: { values: { source: 'clawhub', from: 'https://clawhub.ai/a/b', version: '1.0.0' } },
      },
    ]);
  });

  it.each([
    ['attention', 'high', 'failed', { verdict: 'failed', reasons: ['security.malicious'], changed: false }],
    ['attention', 'medium', 'unlisted', null],
    ['attention', 'medium', 'unlisted', undefined],
    ['attention', 'medium', 'changed', { verdict: 'passed', reasons: [], changed: true }],
    ['unknown', undefined, 'open', { verdict: 'open', reasons: ['pending'], changed: null }],
    ['good', undefined, 'known', { verdict: 'passed', reasons: [], changed: false }],
  ] as const)('from ClawHub is %s %s, %s, by what OpenClaw wrote down', async (state, severity, id, hub) => {
    const { hub: _own, ...rest } = fromHub;
    const finding = await look([{ ...rest, ...(hub !== undefined && { hub }) }]);
    expect(finding).toMatchObject({ state, because: { id: `skills-source.${id}` } });
    if (severity) expect(finding).toMatchObject({ severity });
  });

  it('bundled ones only, or none, are good', async () => {
    expect(await look([bundled, bundled])).toMatchObject({
      state: 'good',
      because: { values: { bundled: 2 } },
    });
    expect(await look([])).toMatchObject({ state: 'good' });
  });

  it('that are turned off don’t matter', async () => {
    expect(await look([extension({ enabled: false })])).toMatchObject({
      state: 'good',
      because: { id: 'skills-source.off' },
    });
  });

  it('with unreadable records or in places unseen are unknown', async () => {
    const unclear = await look([fromHub, extension({ source: 'unknown' })]);
    expect(unclear).toMatchObject({
      state: 'unknown',
      evidence: [{ saw: { id: 'skills-source.saw-unreadable' } }, { state: 'good' }],
    });
    expect(await look([fromHub], [hidden()])).toMatchObject({ state: 'unknown' });
  });

  it('are not applicable without OpenClaw, unknown where setups may hide', async () => {
    expect(await check.inspect(nothing)).toMatchObject({ state: 'not-applicable' });
    expect(await check.inspect(hiddenSetups)).toMatchObject({ state: 'unknown' });
  });
});
