import type { Page } from 'playwright';
import type { TileId } from '../../main/contract/finding';
import type { Language } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { allGood, badHome, halfWay, noOpenClaw, rootGateway, stateWith, unclear } from './reports';

/** One picture of the page: the state that main told, and how a reader gets there from its first screen. */
export interface Scene {
  readonly name: string;
  /** The screen that must be shown. */
  readonly screen: 'welcome' | 'looking' | 'tiles' | 'tile' | 'end';
  readonly state: (language: Language) => AppState;
  readonly go?: (page: Page) => Promise<unknown>;
}

const tile = (id: TileId) => (page: Page) => page.locator(`[data-tile="${id}"] button`).click();
const end = (page: Page) => page.getByRole('button', { name: /Show the summary|看总结/ }).click();
const done: TileId[] = ['isolation', 'extensions', 'updates'];

/** Everything that the page can show. */
export const SCENES: readonly Scene[] = [
  { name: 'welcome', screen: 'welcome', state: (l) => stateWith(l, null) },
  {
    name: 'welcome again',
    screen: 'welcome',
    state: (l) => stateWith(l, badHome(l)),
    go: (page) => page.locator('.after button').last().click(),
  },
  { name: 'looking', screen: 'looking', state: (l) => stateWith(l, null, { looking: halfWay(done) }) },
  {
    name: 'stopped',
    screen: 'looking',
    state: (l) => stateWith(l, null, { welcomed: true, lookFailed: 'cancelled' }),
  },
  {
    name: 'failed',
    screen: 'looking',
    state: (l) => stateWith(l, null, { welcomed: true, lookFailed: 'failed' }),
  },
  { name: 'tiles', screen: 'tiles', state: (l) => stateWith(l, badHome(l)) },
  { name: 'tiles, all good', screen: 'tiles', state: (l) => stateWith(l, allGood(l)) },
  {
    name: 'tiles, unclear',
    screen: 'tiles',
    state: (l) => stateWith(l, unclear(l), { lookFailed: 'failed' }),
  },
  { name: 'no OpenClaw', screen: 'tiles', state: (l) => stateWith(l, noOpenClaw(l)) },
  { name: 'tile in trouble', screen: 'tile', state: (l) => stateWith(l, badHome(l)), go: tile('exposure') },
  {
    name: 'tile that can’t be told',
    screen: 'tile',
    state: (l) => stateWith(l, badHome(l)),
    go: tile('private-data'),
  },
  {
    name: 'good tile',
    screen: 'tile',
    state: (l) => stateWith(l, allGood(l)),
    go: async (page) => {
      await tile('exposure')(page);
      await page.locator('summary').first().click();
    },
  },
  {
    name: 'tile that does not apply',
    screen: 'tile',
    state: (l) => stateWith(l, noOpenClaw(l)),
    go: tile('updates'),
  },
  { name: 'known holes', screen: 'tile', state: (l) => stateWith(l, rootGateway(l)), go: tile('updates') },
  { name: 'end', screen: 'end', state: (l) => stateWith(l, rootGateway(l)), go: end },
  {
    name: 'end without a tray',
    screen: 'end',
    state: (l) => stateWith(l, allGood(l), { tray: false }),
    go: end,
  },
  { name: 'end without OpenClaw', screen: 'end', state: (l) => stateWith(l, noOpenClaw(l)), go: end },
];
