import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { trayMessages } from '../../../main/app/tray/tray-messages';
import { TRAY_ICONS, type TrayView, trayTank, trayView } from '../../../main/app/tray/view';
import { DEFAULTS } from '../../../main/config/preferences';
import type { State } from '../../../main/contract/finding';
import type { Report } from '../../../main/contract/report';
import type { AppState } from '../../../main/contract/state';
import type { TankState } from '../../../main/contract/tank';
import { appState, appUpdateOf } from '../../fakes/state';

const report = (state: State) =>
  ({
    startedAt: '2026-11-22T02:24:00.000Z',
    copies: [],
    verdict: { state, title: `how it is: ${state}`, because: '' },
  }) as unknown as Report;
const state = (patch: Partial<AppState>): AppState => appState({ tray: true, ...patch });
const running = (is: boolean) =>
  ({ ...report('attention'), copies: [{ running: false }, { running: is }] }) as unknown as Report;
const working = {
  kind: 'update',
  now: 'Bringing it up to date',
  done: 1,
  of: 4,
  part: null,
  lines: [],
  cancellable: true,
} as const;
const snoozed = (until: string | null) => ({ ...DEFAULTS, snoozedUntil: until });
const texts = ({ menu }: TrayView) => menu.flatMap((item) => (item.kind === 'text' ? [item.label] : []));
const actions = ({ menu }: TrayView) => menu.flatMap((item) => (item.kind === 'action' ? [item.action] : []));
const looking = { done: 7, of: 21, tilesDone: [] };

test.each([
  ['nothing known yet', {}, 'unknown'],
  ['a good look', { report: report('good') }, 'good'],
  ['no OpenClaw', { report: report('not-applicable') }, 'good'],
  ['attention', { report: report('attention') }, 'attention'],
  ['cannot tell', { report: report('unknown') }, 'unknown'],
  ['looking', { looking }, 'looking'],
  ['looking again', { looking, report: report('attention') }, 'looking'],
  ['the first look failed', { lookFailed: 'failed' }, 'unknown'],
  ['the first look was cancelled', { lookFailed: 'cancelled' }, 'unknown'],
  ['good before, then the look failed', { report: report('good'), lookFailed: 'failed' }, 'unknown'],
  [
    'attention before, then the look failed',
    { report: report('attention'), lookFailed: 'failed' },
    'attention',
  ],
  ['changing something', { working, report: report('attention') }, 'looking'],
  ['good before, then cancelled', { report: report('good'), lookFailed: 'cancelled' }, 'good'],
] satisfies [string, Partial<AppState>, TrayView['icon']][])('%s: %s', (_what, patch, icon) =>
  expect(trayView(state(patch)).icon).toBe(icon),
);

test('says how it is and when it looked', () => {
  const view = trayView(state({ report: report('attention') }));
  expect(texts(view)[0]).toBe('how it is: attention');
  expect(texts(view)[1]).toMatch(/^Looked Nov 2[12], 2026, /);
  expect(view.tooltip).toBe('Tankmate\nhow it is: attention');
});

test('says that it never looked', () => {
  expect(texts(trayView(state({})))).toEqual(['Not looked yet']);
});

test('while looking it says how far it is, and offers to stop', () => {
  const view = trayView(state({ looking, report: report('good') }));
  expect(texts(view)[0]).toBe('Looking: 7 of 21 done');
  expect(actions(view)).toEqual(['cancel', 'open', 'quit']);
  expect(texts(trayView(state({ looking: { done: 0, of: 0, tilesDone: [] } })))[0]).toBe('Looking');
});

test('a look that failed is said, beside what was known', () => {
  const view = trayView(state({ report: report('good'), lookFailed: 'failed' }));
  expect(texts(view).slice(0, 2)).toEqual(['how it is: good', 'The last look failed']);
  expect(view.tooltip).toContain('The last look failed');
  expect(actions(view)).toEqual(['look', 'open', 'quit']);
});

test('while something is changed it says what, and offers to stop that alone', () => {
  const view = trayView(state({ working, report: running(true), lookFailed: 'failed' }));
  expect(texts(view)[0]).toBe('Bringing it up to date');
  expect(view.tooltip).toBe('Tankmate\nBringing it up to date');
  expect(actions(view)).toEqual(['cancelWork', 'open', 'quit']);
  const firm = { ...working, cancellable: false };
  expect(actions(trayView(state({ working: firm, report: running(true) })))).toEqual(['open', 'quit']);
});

test('OpenClaw can be stopped at once where it runs', () => {
  expect(actions(trayView(state({ report: running(true) })))).toEqual(['look', 'stopNow', 'open', 'quit']);
  expect(actions(trayView(state({ report: running(false) })))).toEqual(['look', 'open', 'quit']);
});

describe('the tank', () => {
  const tanks = (...states: TankState[]) =>
    states.map((each) => ({ name: `tank-${each}`, state: each })) as unknown as NonNullable<
      AppState['tanks']
    >;
  const of = (tank: TankState, patch: Partial<AppState> = {}) =>
    trayView(state({ report: report('good'), tanks: tanks(tank), ...patch }));
  const deeds = (view: TrayView) => actions(view).filter((each) => each.endsWith('Tank'));

  test.each([
    ['running', 'The tank is running', ['openTank', 'stopTank']],
    ['silent', 'The tank runs, but doesn’t answer', ['stopTank']],
    ['stopped', 'The tank is stopped', ['startTank']],
    ['lost', 'The tank has been lost', []],
    ['unknown', 'How the tank stands can’t be told', []],
    ['unfinished', 'The tank isn’t finished yet', []],
  ] satisfies [TankState, string, string[]][])('%s: says so, and offers what fits', (tank, line, offered) => {
    expect(texts(of(tank))).toContain(line);
    expect(deeds(of(tank))).toEqual(offered);
  });

  test('while something is done with it, it can be opened, and nothing else', () => {
    expect(deeds(of('running', { working }))).toEqual(['openTank']);
    expect(deeds(of('stopped', { working }))).toEqual([]);
  });

  test('without one nothing is said of it, and the first of several is meant', () => {
    expect(deeds(trayView(state({ report: report('good') })))).toEqual([]);
    const two = tanks('stopped', 'running');
    expect(trayTank(state({ tanks: two }))?.state).toBe('stopped');
    expect(deeds(trayView(state({ tanks: two })))).toEqual(['startTank']);
  });

  test('in Chinese as well', () => {
    expect(texts(of('running', { language: 'zh-CN' }))).toContain('鱼缸正在运行');
  });
});

test('notices can be put off, and the end is shown', () => {
  const menu = (until: string | null, language: 'en' | 'zh-CN' = 'en') =>
    trayView(state({ language, report: report('good'), preferences: snoozed(until) })).menu.find(
      ({ kind }) => kind === 'snooze',
    );
  expect(menu(null)).toEqual({
    kind: 'snooze',
    label: 'No notices',
    choices: [
      { label: 'For 1 hour', how: 'hour' },
      { label: 'For 1 day', how: 'day' },
      { label: 'For 1 week', how: 'week' },
    ],
  });
  const off = menu('2026-11-22T10:00:00.000Z');
  expect(off).toMatchObject({ label: expect.stringMatching(/^No notices until Nov 22, 2026, /) });
  expect(off).toMatchObject({ choices: expect.arrayContaining([{ label: 'Notices again', how: 'off' }]) });
  expect(menu('2026-11-22T10:00:00.000Z', 'zh-CN')).toMatchObject({
    label: expect.stringMatching(/^免打扰到 2026年11月22日 /),
  });
  expect(trayView(state({})).menu.some(({ kind }) => kind === 'snooze')).toBe(false);
});

test('the last notice is named, in the state’s language, and opens', () => {
  const lastNotice = {
    at: '2026-11-22T09:00:00.000Z',
    finding: 'known-holes',
    title: { en: 'It has known holes', 'zh-CN': '有已知漏洞' },
  } as const;
  const item = (language: 'en' | 'zh-CN') =>
    trayView(
      state({
        language,
        report: report('good'),
        lastNotice: { ...lastNotice, title: lastNotice.title[language] },
      }),
    ).menu.find((each) => each.kind === 'action' && each.action === 'openNotice');
  expect(item('en')).toMatchObject({
    label: expect.stringMatching(/^Told Nov 22, 2026, .*: It has known holes$/),
  });
  expect(item('zh-CN')).toMatchObject({ label: expect.stringMatching(/提醒过：有已知漏洞$/) });
});

test('speaks the state’s language and marks it', () => {
  const view = trayView(state({ language: 'zh-CN', report: report('good') }));
  expect(view.tooltip).toMatch(/^龙虾缸管家/);
  expect(texts(view)[1]).toMatch(/^上次检查：2026年11月2[12]日 /);
  const languages = view.menu.find((item) => item.kind === 'languages');
  expect(languages).toMatchObject({
    choices: [
      { label: '简体中文', language: 'zh-CN', chosen: true },
      { label: 'English', language: 'en', chosen: false },
    ],
  });
});

test('Chinese words are Chinese, and none is missing', () => {
  const all = Object.values(trayMessages['zh-CN']).flatMap((word) =>
    typeof word === 'function'
      ? [(word as (...args: unknown[]) => string)(3, 9)]
      : typeof word === 'object'
        ? Object.values(word)
        : [word],
  );
  for (const word of all) expect(word).toMatch(/\p{Script=Han}/u);
});

test.each(TRAY_ICONS)('%s has its picture for every system', (icon) => {
  const bytes = (name: string) => readFileSync(`assets/tray/${name}`);
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
  for (const name of [`${icon}.png`, `${icon}@2x.png`, `${icon}Template.png`, `${icon}Template@2x.png`])
    expect(bytes(name).subarray(0, 4)).toEqual(png);
  // Width in the header of PNG, and the number of sizes in the header of an icon.
  expect(bytes(`${icon}.png`).readUInt32BE(16)).toBe(32);
  expect(bytes(`${icon}Template.png`).readUInt32BE(16)).toBe(16);
  expect(bytes(`${icon}.ico`).readUInt16LE(4)).toBe(5);
});

test('the four shapes differ without colour', () => {
  const shapes = TRAY_ICONS.map((icon) => readFileSync(`assets/tray/${icon}Template@2x.png`, 'base64'));
  expect(new Set(shapes).size).toBe(4);
});

test('tells of a newer Tankmate until it is put off, and of one that is in place', () => {
  const appUpdate = appUpdateOf('0.2.0');
  const labels = (patch: Partial<AppState>) =>
    trayView(state(patch)).menu.flatMap((item) =>
      item.kind === 'action' && item.action === 'openAbout' ? [item.label] : [],
    );
  expect(labels({ appUpdate })).toEqual(['Tankmate 0.2.0 is out']);
  expect(labels({ appUpdate, preferences: { ...DEFAULTS, postponedVersion: '0.2.0' } })).toEqual([]);
  expect(labels({ appUpdate: { ...appUpdate, state: 'installed' } })).toEqual([
    'Tankmate 0.2.0 runs from the next start on',
  ]);
  expect(labels({ appUpdate: { ...appUpdate, state: 'current', version: null } })).toEqual([]);
  expect(labels({})).toEqual([]);
});
