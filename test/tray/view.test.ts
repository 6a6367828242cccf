import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { State } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { TRAY_ICONS, type TrayView, trayView } from '../../main/tray/view';
import { trayWords } from '../../main/tray/words';
import { appState } from '../fakes/state';

const report = (state: State) =>
  ({
    startedAt: '2026-11-22T02:24:00.000Z',
    verdict: { state, title: `how it is: ${state}`, because: '' },
  }) as Report;
const state = (patch: Partial<AppState>): AppState => appState({ tray: true, ...patch });
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
  const all = Object.values(trayWords['zh-CN']).map((word) =>
    typeof word === 'function' ? (word as (...args: unknown[]) => string)(3, 9) : word,
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
