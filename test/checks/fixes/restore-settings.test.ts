import { describe, expect, test } from 'vitest';
import { influencesOf, needsOf } from '../../../main/changes/plan/influences';
import { verifyFix } from '../../../main/changes/verify-fix';
import fix from '../../../main/checks/fixes/restore-settings';
import bind from '../../../main/checks/gateway-bind-setting';
import password from '../../../main/checks/gateway-password';
import { translatorFor } from '../../../main/report/render';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';
import { CONFIG, planOf, probesOf, shownOf, textAfter } from './settings';

const TOKEN = 'tok-4f9aB2c7D1e8F3a6B5c0D9e4';
const BROKEN = `{ gateway: { bind: "loopback" auth: { token: "${TOKEN}" } } }\r\n`;
const GOOD = `{ gateway: { bind: "loopback", auth: { token: "${TOKEN}" } } }\n`;
const HOUR = 60 * 60 * 1000;
const NOON = Date.parse('2026-11-12T12:00:00Z');

const kept = (text: string, hours = 0, more: FakeFile = {}): FakeFile => ({
  text,
  mode: 0o600,
  modifiedAt: NOON + hours * HOUR,
  ...more,
});
const machine = (backups: Record<string, FakeFile>, more: Partial<FakeMachine> = {}, text = BROKEN) => ({
  ...more,
  files: {
    [CONFIG]: { text, mode: 0o600 },
    ...Object.fromEntries(Object.entries(backups).map(([end, file]) => [CONFIG + end, file])),
    ...more.files,
  },
});
const plan = (backups: Record<string, FakeFile>, more?: Partial<FakeMachine>, text?: string) =>
  planOf(fix, probesOf(machine(backups, more, text)));

describe('which backup is put back', () => {
  test('the newest of OpenClaw’s own, whatever its name', async () => {
    const [old, mid, last] = [1, 2, 3].map((port) => `{ gateway: { port: ${port} } }`);
    const all = {
      '.bak': kept(old ?? '', 1),
      '.bak.3': kept(last ?? '', 3),
      '.last-good': kept(mid ?? '', 2),
    };
    expect(textAfter(await plan(all))).toBe(last);
    expect(textAfter(await plan({ ...all, '.pre-update': kept('{}', 4) }))).toBe('{}');
  });

  test('older than one that OpenClaw can’t read either', async () => {
    expect(textAfter(await plan({ '.bak': kept(BROKEN, 2), '.bak.1': kept(GOOD, 1) }))).toBe(GOOD);
  });

  const bad: readonly (readonly [string, FakeFile])[] = [
    ['others may write to it', kept(GOOD, 0, { mode: 0o622 })],
    ['its group may write to it', kept(GOOD, 0, { mode: 0o660 })],
    ['it belongs to another account', kept(GOOD, 0, { uid: 1001 })],
    ['it is a link', { link: '/home/lin/elsewhere.json' }],
    ['it is a folder', { folder: true }],
    ['it can’t be read', kept(GOOD, 0, { denied: true })],
    ['it is a list', kept('[]')],
    ['it names a file that isn’t there', kept('{ $include: "./gone.json5" }')],
    ['its secrets were struck out to be shown', kept('{ gateway: { auth: { token: "***" } } }')],
  ];
  test.each(bad)('none: %s', async (_name, file) => {
    const more = { files: { '/home/lin/elsewhere.json': kept(GOOD) } };
    expect(await plan({ '.bak': file }, more)).toBeNull();
  });

  test('one of the administrator’s is as good as one’s own', async () =>
    expect(textAfter(await plan({ '.bak': kept(GOOD, 0, { uid: 0 }) }))).toBe(GOOD));

  test('none of a person’s own, and none where the settings can be read or aren’t there', async () => {
    expect(await plan({ '.old': kept(GOOD), '.bak.9': kept(GOOD) })).toBeNull();
    expect(await plan({ '.bak': kept('{}') }, {}, GOOD)).toBeNull();
    const gone = probesOf({ files: { [`${CONFIG}.bak`]: kept(GOOD) } });
    expect(await planOf(fix, gone)).toBeNull();
  });
});

test('a file that is included is put back from its own backup, and from no other', async () => {
  const part = '/home/lin/.openclaw/channels.json5';
  const files = { [part]: kept('{ telegram: '), [`${CONFIG}.bak`]: kept(GOOD) };
  const main = '{ channels: { $include: "./channels.json5" } }';
  expect(await plan({}, { files }, main)).toBeNull();
  const own = await plan({}, { files: { ...files, [`${part}.bak`]: kept('{ telegram: {} }') } }, main);
  expect(textAfter(own, part)).toBe('{ telegram: {} }');
  expect(own?.changes).toHaveLength(1);
});

test('it is shown with its date and without a secret, and only the user decides', async () => {
  const proposal = await plan({ '.bak': kept(GOOD) });
  expect(proposal?.changes).toEqual([
    { kind: 'edit', path: CONFIG, before: BROKEN, after: GOOD, format: 'json5' },
  ]);
  expect(shownOf(proposal)).not.toContain(TOKEN);
  expect(fix.recommended).toBe(false);
  const said = (['en', 'zh-CN'] as const).map((language) => translatorFor(language)(proposal?.does ?? ''));
  expect(said[0]).toMatch(/openclaw\.json back as OpenClaw kept it on November 1[123], 2026, \d\d:00$/);
  expect(said[1]).toMatch(/openclaw\.json 换回 2026年11月1[123]日 \d\d:00 的备份$/);
});

test('what was unknown can be told again, and that is better even where it turns out to be unsafe', async () => {
  const unsafe = '{ gateway: { bind: "lan", auth: { mode: "none" } } }';
  const look = (text: string) => {
    const probes = probesOf({ files: { [CONFIG]: text } });
    return Promise.all([bind, password].map((check) => check.inspect(probes)));
  };
  const [before, after] = [await look(BROKEN), await look(unsafe)];
  expect(before.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  expect(after.map(({ state }) => state)).toEqual(['attention', 'attention']);
  const mends = { mends: [bind.id, password.id], hides: false, bringsUp: [] };
  expect(verifyFix(mends, before, after).helped).toBe(true);
  const port = { ...before[0], id: 'doors-to-outside', state: 'good' } as (typeof before)[0];
  const opened = [...after, { ...port, state: 'attention', severity: 'high' } as typeof port];
  expect(verifyFix(mends, [...before, port], opened).helped).toBe(false);
});

test('a secret that the broken text doesn’t hold is written only where nobody else reads it', async () => {
  const needs = async (text: string) => {
    const proposal = await plan({ '.bak': kept(GOOD) }, {}, text);
    if (!proposal) throw new Error('nothing planned');
    expect(influencesOf(proposal)).toContainEqual({ kind: 'setting', file: CONFIG, key: '' });
    return needsOf(proposal);
  };
  expect(await needs(BROKEN)).toEqual([]);
  expect(await needs('{ gateway: ')).toEqual([{ kind: 'closed', path: CONFIG }]);
});

test('a gateway that watches its settings is waited for, and none is ended', async () => {
  const around = { gateways: [{}] };
  for (const mode of ['hybrid', 'off']) {
    const text = `{ gateway: { reload: { mode: "${mode}" } } }`;
    const proposal = await planOf(fix, probesOf(machine({ '.bak': kept(text) }), around));
    expect(proposal?.changes.map(({ kind }) => kind)).toEqual(['edit']);
    expect(proposal?.settleMs).toBeGreaterThan(0);
  }
});

test('what is in the way is told: a text that isn’t UTF-8', async () => {
  const bytes = Buffer.from([0x7b, 0xc4, 0xe3, 0x7d]);
  const files = { [CONFIG]: { bytes, mode: 0o600 } };
  const probes = probesOf(machine({ '.bak': kept(GOOD) }, { files }));
  const [proposal] = await fix.plan(probes, '/home/lin/tankmate');
  expect(proposal).toMatchObject({
    changes: [],
    cannot: [{ where: CONFIG, because: { id: 'obstacle.encoding' } }],
  });
});

test('on Windows who may write is told by the list of the file', async () => {
  const windows = 'C:\\Users\\lin\\.openclaw\\openclaw.json';
  const host: FakeMachine = {
    platform: 'win32',
    files: { [windows]: BROKEN, [`${windows}.bak`]: GOOD },
  };
  expect(fakeHost(host).uid).toBeNull();
  const withOthers = (others: 'none' | 'write') =>
    probesOf(host, {
      more: {
        permissions: {
          of: async (paths) =>
            paths.map((path) => ({ path, kind: 'file' as const, owner: 'lin', mode: '', others, who: [] })),
        },
      },
    });
  expect(textAfter(await planOf(fix, withOthers('none')), windows)).toBe(GOOD);
  expect(await planOf(fix, withOthers('write'))).toBeNull();
});
