import { describe, expect, it } from 'vitest';
import check from '../../main/checks/plugins-source';
import type { Extension } from '../../main/probes/extensions';
import { createFileProbe } from '../../main/probes/files';
import type { Gap } from '../../main/probes/partial-result';
import type { OpenClawSettings } from '../../main/probes/settings';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { because, extension, hidden, hiddenSetups, nothing, setup } from './setups';

const LISTED = { plugins: { allow: ['thing'] } };
const look = (items: readonly Extension[], value: object | null = LISTED, gaps: readonly Gap[] = []) => {
  const settings = (
    value ? { state: 'read', setup: setup(), value, files: [] } : { state: 'absent', setup: setup() }
  ) as OpenClawSettings;
  return check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup()) },
      settings: { all: async () => seen(settings) },
      extensions: { plugins: async () => ({ items, gaps }) },
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

  it('one that is turned on and whose folder is nowhere is unknown, one that comes with a copy is not', async () => {
    const value = {
      plugins: {
        allow: ['telegram', 'evil'],
        entries: { evil: { enabled: true }, telegram: { enabled: true }, off: { enabled: false } },
      },
    };
    const settings = { state: 'read', setup: setup(), value, files: [] } as unknown as OpenClawSettings;
    const copy = {
      path: '/opt/claw',
      package: 'openclaw',
      version: '2026.9.6',
      kind: 'npm',
      owner: null,
      where: 'this-computer',
    } as const;
    const host = fakeHost({ files: { '/opt/claw/dist/extensions/telegram/openclaw.plugin.json': '{}' } });
    const finding = await check.inspect(
      fakeProbes({
        openclaw: { setups: async () => seen(setup()), copies: async () => seen(copy) },
        settings: { all: async () => seen(settings) },
        extensions: { plugins: async () => seen() },
        files: createFileProbe(host),
      }),
    );
    expect(finding).toMatchObject({
      state: 'unknown',
      because: { id: 'plugins-source.named-only', values: { names: ['evil'] } },
    });
  });

  it('from ClawHub, and from npm by an exact version, are good when a list says what may run', async () => {
    expect(await look([fromHub, extension({ source: 'npm', pinned: true })])).toMatchObject({
      state: 'good',
      because: { id: 'plugins-source.known', values: { count: 2 } },
    });
  });

  const npm = { source: 'npm', from: '@o/thing', version: '1.0.0', pinned: true } as const;
  it.each([
    [{ present: '1.0.1' }, 'attention', 'medium', 'drifted'],
    [{ proven: false }, 'attention', 'low', 'unproven'],
    [{ present: null }, 'unknown', undefined, 'version-unclear'],
    [{ present: '1.0.0', proven: true }, 'good', undefined, 'known'],
  ] as const)('from npm, with %j, are %s', async (more, state, severity, id) => {
    const finding = await look([extension({ ...npm, ...more })]);
    expect(finding).toMatchObject({ state, because: { id: `plugins-source.${id}` } });
    expect(finding.severity).toBe(severity);
  });

  const allowing = async (
    allow: readonly unknown[],
    files: Readonly<Record<string, string>>,
    gaps: Gap[] = [],
  ) => {
    const value = { plugins: { allow } };
    const settings = { state: 'read', setup: setup(), value, files: [] } as unknown as OpenClawSettings;
    const copy = {
      path: '/opt/claw',
      package: 'openclaw',
      version: '2026.9.6',
      kind: 'npm',
      owner: null,
      where: 'this-computer',
    } as const;
    return check.inspect(
      fakeProbes({
        openclaw: {
          setups: async () => seen(setup()),
          copies: async () => ({ items: [copy], gaps }),
        },
        settings: { all: async () => seen(settings) },
        extensions: { plugins: async () => seen(fromHub) },
        files: createFileProbe(fakeHost({ files })),
      }),
    );
  };
  const MANIFEST = '/opt/claw/dist/extensions/chat/openclaw.plugin.json';
  const ALIASES = JSON.stringify({
    id: 'chat',
    channels: ['telegram'],
    setup: { providers: [{ id: 'local' }] },
    modelCatalog: { providers: { big: {} } },
  });
  it('a list that names one that isn’t there is low', async () => {
    expect(await allowing(['thing', 'chat', 'ghost', 7], { [MANIFEST]: ALIASES })).toMatchObject({
      state: 'attention',
      severity: 'low',
      because: { id: 'plugins-source.phantom', values: { count: 1, names: ['ghost'] } },
    });
  });
  it('a list may name one by its channel, provider or in capitals, and all of them at once', async () => {
    const names = ['Thing', 'CHAT', 'telegram', 'local', 'big', 'group:plugins', ' '];
    expect(await allowing(names, { [MANIFEST]: ALIASES })).toMatchObject({ state: 'good' });
  });
  it.each([
    ['lists none', {}, []],
    ['has a manifest of nonsense', { [MANIFEST]: '{' }, []],
    ['may not be the only one', { [MANIFEST]: ALIASES }, [hidden()]],
  ])('a name of the list is unknown when the copy %s', async (_name, files, gaps) => {
    expect(await allowing(['thing', 'ghost'], files, gaps)).toMatchObject({
      state: 'unknown',
      because: { id: 'plugins-source.phantom-unclear' },
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

  it('each settings file of one state folder is judged by its own list', async () => {
    const [named, usual] = [{ ...setup(), configPath: '/home/lin/elsewhere.json' }, setup()];
    const settings = (
      [
        { state: 'read', setup: named, value: LISTED, files: [] },
        { state: 'absent', setup: usual },
      ] as const
    ).toReversed();
    for (const all of [settings, settings.toReversed()]) {
      const finding = await check.inspect(
        fakeProbes({
          openclaw: { setups: async () => seen(named, usual) },
          settings: { all: async () => seen(...(all as OpenClawSettings[])) },
          extensions: { plugins: async () => seen(fromHub) },
        }),
      );
      expect(finding).toMatchObject({ state: 'attention', because: { id: 'plugins-source.no-list' } });
      expect(finding.evidence[0]?.where).toBe(`${usual.configPath}: plugins.allow`);
    }
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
