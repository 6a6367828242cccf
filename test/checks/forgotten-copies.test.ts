import { describe, expect, test } from 'vitest';
import check from '../../main/checks/forgotten-copies';
import { sharedMessages } from '../../main/i18n/shared-messages';
import { createTranslate } from '../../main/i18n/translate';
import type { Copy, Service, Setup } from '../../main/probes/openclaw';
import { openclawMessages } from '../../main/probes/openclaw/openclaw-messages';
import type { PartialResult } from '../../main/probes/partial-result';
import { fakeProbes, seen } from '../fakes/probes';

const copy = (changes: Partial<Copy> = {}): Copy => ({
  path: `/usr/lib/node_modules/${changes.package ?? 'openclaw'}`,
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
  ...changes,
});
const setup = (folder: string, legacy: boolean): Setup => ({
  name: folder,
  stateDir: `/home/lin/${folder}`,
  configPath: `/home/lin/${folder}/openclaw.json`,
  home: '/home/lin',
  owner: 'lin',
  from: 'home',
  legacy,
});
const service = (name: string, legacy: boolean): Service => ({
  name,
  kind: 'systemd-user',
  file: `/home/lin/.config/systemd/user/${name}.service`,
  account: 'lin',
  administrator: false,
  env: {},
  legacy,
});
const inspect = (
  copies: PartialResult<Copy>,
  setups: PartialResult<Setup> = seen(),
  services: PartialResult<Service> = seen(),
) =>
  check.inspect(
    fakeProbes({
      openclaw: { copies: async () => copies, setups: async () => setups, services: async () => services },
      gateways: { running: async () => seen() },
    }),
  );
const closed = { items: [], gaps: [{ where: '/opt/closed', because: { id: 'look.not-allowed' } }] };

describe('forgotten copies', () => {
  test('are none where one copy is all there is', async () => {
    const finding = await inspect(seen(copy()), seen(setup('.openclaw', false)));
    expect(finding).toMatchObject({ state: 'good', because: { id: 'forgotten-copies.one' } });
    expect(finding.evidence).toEqual([
      { kind: 'package', where: '/usr/lib/node_modules/openclaw', saw: 'openclaw 2026.9.6' },
    ]);
    expect(finding.byHand).toBeUndefined();
  });

  test('don’t concern a computer without OpenClaw', async () => {
    expect(await inspect(seen())).toMatchObject({ state: 'not-applicable' });
  });

  test.each(['clawdbot', 'moltbot'])('are packages called %s', async (name) => {
    const finding = await inspect(seen(copy(), copy({ package: name, version: '2026.1.24' })));
    expect(finding).toMatchObject({
      state: 'attention',
      severity: 'high',
      because: { id: 'forgotten-copies.old-copy', values: { count: 1, names: [`${name} 2026.1.24`] } },
    });
  });

  test('are services from before the renaming', async () => {
    const finding = await inspect(seen(copy()), seen(), seen(service('clawdbot-gateway', true)));
    expect(finding).toMatchObject({ severity: 'high', because: { id: 'forgotten-copies.old-service' } });
  });

  test.each([
    [['2026.9.6', '2026.3.13'], 'medium', 'several'],
    [['2026.9.6', '2026.9.6'], 'low', 'several-same'],
    [['2026.9.6', null], 'medium', 'several-unknown'],
  ] as const)('are second installs: %j', async (versions, severity, because) => {
    const found = versions.map((version, at) => copy({ version, path: `/p${at}/openclaw` }));
    const finding = await inspect(seen(...found));
    expect(finding).toMatchObject({ severity, because: { id: `forgotten-copies.${because}` } });
    expect(finding.evidence).toHaveLength(2);
  });

  test('are carried by other apps, but OpenClaw’s own app and containers stand for themselves', async () => {
    const carried = copy({
      path: '/opt/ClawX/resources/openclaw',
      bundledIn: '/opt/ClawX',
      version: '2026.2.1',
    });
    expect(await inspect(seen(copy(), carried))).toMatchObject({
      severity: 'low',
      because: { id: 'forgotten-copies.carried', values: { app: '/opt/ClawX', version: '2026.2.1' } },
    });
    expect(await inspect(seen({ ...carried, version: null }))).toMatchObject({
      because: { id: 'forgotten-copies.carried-unknown' },
    });
    const own = copy({ bundledIn: '/Applications/OpenClaw.app' });
    const contained = copy({ kind: 'container', where: 'container:claw', version: null });
    expect(await inspect(seen(copy(), own, contained))).toMatchObject({
      state: 'good',
      because: { id: 'forgotten-copies.apart', values: { count: 3 } },
    });
  });

  test('leave folders behind', async () => {
    const finding = await inspect(seen(copy()), seen(setup('.openclaw', false), setup('.clawdbot', true)));
    expect(finding).toMatchObject({
      severity: 'medium',
      because: { id: 'forgotten-copies.old-folders', values: { count: 1, names: ['/home/lin/.clawdbot'] } },
    });
  });

  test('may hide where one can’t look: never good, and no less bad than what was seen', async () => {
    expect(await inspect({ ...closed, items: [copy()] })).toMatchObject({ state: 'unknown' });
    expect(await inspect(closed)).toMatchObject({ state: 'unknown' });
    expect(await inspect(seen(copy()), closed)).toMatchObject({ state: 'unknown' });
    expect(await inspect(seen(copy()), seen(), closed)).toMatchObject({ state: 'unknown' });
    const both = await inspect({ ...closed, items: [copy({ package: 'clawdbot' })] });
    expect(both).toMatchObject({ state: 'attention', severity: 'high' });
    expect(both.evidence).toContainEqual({
      kind: 'folder',
      where: '/opt/closed',
      saw: { id: 'look.not-allowed' },
      state: 'unknown',
    });
  });

  test('are told in both languages', async () => {
    const finding = await inspect(
      seen(copy({ package: 'clawdbot', version: '2026.1.24' })),
      seen(setup('.clawdbot', true)),
    );
    const [en, zh] = (['en', 'zh-CN'] as const).map((language) =>
      createTranslate(language, [check.messages, sharedMessages, openclawMessages])(finding.because),
    );
    expect(en).toBe(
      '1 copy is from before OpenClaw got its name: clawdbot 2026.1.24. No fixed version will come.',
    );
    expect(zh).toBe('有 1 份改名前的旧版：clawdbot 2026.1.24，以后不会再有修复。');
  });
});
