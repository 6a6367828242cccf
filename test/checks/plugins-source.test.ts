import { describe, expect, it } from 'vitest';
import check from '../../main/checks/plugins-source';
import type { Extension } from '../../main/probes/extensions';
import type { Unseen } from '../../main/probes/seen';
import type { Settings } from '../../main/probes/settings';
import { fakeProbes, seen } from '../fakes/probes';
import { because, extension, hidden, hiddenSetups, nothing, setup } from './setups';

const LISTED = { plugins: { allow: ['thing'] } };
const look = (found: readonly Extension[], value: object | null = LISTED, unseen: readonly Unseen[] = []) => {
  const settings = (
    value ? { state: 'read', setup: setup(), value, files: [] } : { state: 'absent', setup: setup() }
  ) as Settings;
  return check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup()) },
      settings: { all: async () => seen(settings) },
      extensions: { plugins: async () => ({ found, unseen }) },
    }),
  );
};
const fromHub = extension({ source: 'clawhub', from: '@o/thing', version: '1.0.0', pinned: false });

describe('where plugins come from', () => {
  it.each([
    ['unrecorded', null, 'high', 'unrecorded'],
    ['git', true, 'medium', 'elsewhere'],
    ['path', null, 'medium', 'elsewhere'],
    ['archive', null, 'medium', 'elsewhere'],
    ['other-registry', true, 'medium', 'elsewhere'],
    ['npm', false, 'low', 'unpinned'],
  ] as const)('%s (pinned: %s) is %s', async (source, pinned, severity, id) => {
    const finding = await look([fromHub, extension({ source, pinned, name: 'odd' })]);
    expect(finding).toMatchObject({ state: 'attention', severity });
    expect(finding.because).toEqual({ id: `plugins-source.${id}`, values: { count: 1, names: ['odd'] } });
  });

  it('from ClawHub, and from npm by an exact version, are good when a list says what may run', async () => {
    expect(await look([fromHub, extension({ source: 'npm', pinned: true })])).toMatchObject({
      state: 'good',
      because: { id: 'plugins-source.known', values: { count: 2 } },
    });
  });

  it.each([[{}], [{ plugins: { allow: [] } }], [{ plugins: { allow: 'thing' } }], [null]])(
    'without a list of what may run (%j) is medium',
    async (value) => {
      expect(await look([fromHub], value)).toMatchObject({
        state: 'attention',
        severity: 'medium',
        because: { id: 'plugins-source.no-list' },
      });
    },
  );

  it('a folder that loads whatever lies in it is medium, even while it is empty', async () => {
    const value = { plugins: { allow: ['thing'], load: { paths: ['/home/lin/odd', 7] } } };
    expect(await look([], value)).toMatchObject({
      state: 'attention',
      severity: 'medium',
      because: { id: 'plugins-source.any-in-folder', values: { places: ['/home/lin/odd'] } },
    });
    expect(await look([], { plugins: { load: { paths: [] } } })).toMatchObject({ state: 'good' });
  });

  it('none added is good, whatever the list', async () => {
    expect(await look([], {})).toMatchObject({ state: 'good', because: { id: 'plugins-source.none' } });
  });

  it('that are turned off don’t matter', async () => {
    expect(await look([extension({ enabled: false })], {})).toMatchObject({
      state: 'good',
      because: { id: 'plugins-source.off' },
    });
  });

  it('with unreadable records or in places unseen are unknown', async () => {
    expect(await look([extension({ source: 'unknown' })])).toMatchObject({
      state: 'unknown',
      evidence: [{ saw: { id: 'plugins-source.saw-unreadable' } }],
    });
    expect(await look([fromHub], LISTED, [{ where: '/x', because }])).toMatchObject({ state: 'unknown' });
    expect(await look([], LISTED, [hidden()])).toMatchObject({ state: 'unknown' });
  });

  it('are not applicable without OpenClaw, unknown where setups may hide', async () => {
    expect(await check.inspect(nothing)).toMatchObject({ state: 'not-applicable' });
    expect(await check.inspect(hiddenSetups)).toMatchObject({ state: 'unknown' });
  });
});
