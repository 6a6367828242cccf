import type { Page } from 'playwright';
import type { Language } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { badHome, noOpenClaw, reportOf } from '../../renderer/practice/reports';
import {
  making,
  move,
  offerOf,
  qemu,
  receiptWith,
  sampleTank,
  tankDone,
} from '../../renderer/practice/tanks';
import { stateWith } from './reports';
import type { Scene } from './screens';
import { halfMade, noWay } from './tanks';

const tile = (page: Page) => page.locator('[data-tile="isolation"] button').click();
const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const both =
  (...steps: ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const openFolds = (page: Page) =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.fold')) fold.open = true;
  });

export const GIVE = /^Give it a tank of its own|^给它一口自己的缸/;
export const SEE = /^See the tank$|^看看鱼缸$/;

/** Where it lives is worse than all else: on the everyday computer. */
export const atHome = (language: Language) => {
  const { findings, copies } = badHome(language);
  return reportOf(
    language,
    findings.filter(({ tile: id, state }) => id === 'isolation' || state === 'good'),
    copies,
  );
};
/** A home in trouble on which a tank can be made. */
export const offered = (l: Language, more: Partial<AppState> = {}) =>
  stateWith(l, atHome(l), { offer: offerOf(l), tanks: [], moves: [], ...more });
/** The same with a tank. */
export const withTank = (
  l: Language,
  more: Parameters<typeof sampleTank>[1] = {},
  state: Partial<AppState> = {},
) => offered(l, { tanks: [sampleTank(l, more)], moves: [move(l)], ...state });
const keys = [{ id: 'anthropic-api-key', provider: 'Anthropic', count: 2, page: true }];

const OFFERS: readonly Scene[] = [
  { name: 'tiles with a tank to make', screen: 'tiles', state: (l) => offered(l) },
  { name: 'tile with a tank to make', screen: 'tile', state: (l) => offered(l), go: tile },
  {
    name: 'tile without OpenClaw',
    screen: 'tile',
    state: (l) => stateWith(l, noOpenClaw(l), { offer: offerOf(l), tanks: [] }),
    go: tile,
  },
  { name: 'offer', screen: 'offer', state: (l) => offered(l), go: both(press(GIVE), openFolds) },
  {
    name: 'offer, slow, with an administrator',
    screen: 'offer',
    state: (l) =>
      offered(l, {
        offer: offerOf(
          l,
          qemu(l, {
            state: 'install',
            because: l === 'en' ? 'Its program has to be put there first.' : '要先装上它的程序。',
            slow: true,
            needsAdmin: true,
            installs: 'apt-get install --yes --no-install-recommends qemu-system-x86 qemu-utils',
          }),
        ),
      }),
    go: press(GIVE),
  },
  {
    name: 'offer, another way',
    screen: 'offer',
    state: (l) => offered(l),
    go: both(press(GIVE), openFolds, press(/^Take this way: WSL2|^用这种办法：WSL2/)),
  },
  {
    name: 'offer of nothing',
    screen: 'offer',
    state: (l) => offered(l, { offer: noWay(l) }),
    go: both(tile, press(/^Why no tank|^为什么这里造不了/)),
  },
];

const MAKINGS: readonly Scene[] = [
  { name: 'making', screen: 'working', state: (l) => offered(l, { working: making(l) }), go: openFolds },
  {
    name: 'making without a tray, hours to go',
    screen: 'working',
    state: (l) => offered(l, { tray: false, working: making(l, { leftMs: 7_300_000, part: null }) }),
  },
  {
    name: 'moving in, under way',
    screen: 'working',
    state: (l) =>
      withTank(l, {}, { working: making(l, { tank: 'move-in', cancellable: false, leftMs: 20_000 }) }),
  },
  {
    name: 'tiles with a half-made tank',
    screen: 'tiles',
    state: (l) => offered(l, { tanks: [halfMade(l)] }),
  },
  {
    name: 'half-made tank',
    screen: 'tank-page',
    state: (l) => offered(l, { tanks: [halfMade(l)] }),
    go: both(press(SEE), press(/^Remove what|^把造了的拆掉/)),
  },
];

const PAGES: readonly Scene[] = [
  { name: 'running tank', screen: 'tank-page', state: (l) => withTank(l), go: press(SEE) },
  {
    name: 'running tank, lived in, with an update and a leak',
    screen: 'tank-page',
    state: (l) =>
      withTank(
        l,
        {
          movedInAt: '2026-11-20T02:24:00.000Z',
          openclaw: { version: '2026.9.6', healthy: true, updatesTo: '2026.10.1' },
          receipt: receiptWith(l, { 'host-loopback': 'open', 'other-guests': 'untested' }),
          receiptDue: true,
        },
        { moves: [] },
      ),
    go: both(press(SEE), press(/^Go back to it: As it was|^回到这里：刚造好/)),
  },
  {
    name: 'running tank, deleting a snapshot',
    screen: 'tank-page',
    state: (l) => withTank(l),
    go: both(press(SEE), press(/^Delete: Before it moved in|^删除：搬进来之前/)),
  },
  ...(['stopped', 'silent', 'lost', 'unknown'] as const).map(
    (state): Scene => ({
      name: `${state} tank`,
      screen: 'tank-page',
      state: (l) =>
        withTank(l, {
          state,
          port: null,
          usage: { memory: null, disk: null },
          openclaw: { version: null, healthy: false, updatesTo: null },
          receipt: state === 'silent' ? null : receiptWith(l, { lan: 'untested' }),
          snapshots: state === 'stopped' ? null : [],
        }),
      go: press(SEE),
    }),
  ),
  {
    name: 'several tanks',
    screen: 'tank-page',
    state: (l) =>
      withTank(l, {}, { tanks: [sampleTank(l), sampleTank(l, { name: 'second', state: 'stopped' })] }),
    go: both(press(SEE), press(/^Remove the tank|^拆掉鱼缸/)),
  },
  {
    name: 'moving in',
    screen: 'move-in',
    state: (l) => withTank(l),
    go: both(press(SEE), press(/^Move in…|^搬进去…/), (page) => page.getByRole('checkbox').last().click()),
  },
];

/** A tank in which nobody answers yet. */
const MUTE = { answers: false } as const;
const KEYS: readonly Scene[] = [
  {
    name: 'running tank without a model',
    screen: 'tank-page',
    state: (l) => withTank(l, MUTE),
    go: press(SEE),
  },
  {
    name: 'giving a key',
    screen: 'give-key',
    state: (l) => withTank(l, MUTE),
    go: both(press(SEE), press(/^Give it a model|^给它接上模型/)),
  },
  {
    name: 'giving what is no key',
    screen: 'give-key',
    state: (l) => withTank(l, MUTE),
    go: both(
      press(SEE),
      press(/^Give it a model|^给它接上模型/),
      (page) => page.getByLabel(/^Paste the key|^把密钥粘贴/).fill('half a key'),
      press(/^Hand it over|^交给它/),
    ),
  },
  {
    name: 'create: done, nothing to move in',
    screen: 'result',
    state: (l) => withTank(l, MUTE, { moves: [], workDone: tankDone(l, 'create') }),
  },
  {
    name: 'give-key: refused',
    screen: 'result',
    state: (l) => withTank(l, MUTE, { workDone: tankDone(l, 'give-key', 'rolled-back') }),
  },
];

/** The deeds whose results differ in more than their words. */
const DEEDS = ['create', 'receipt', 'move-in', 'give-key', 'fetch', 'remove'] as const;
const RESULTS: readonly Scene[] = [
  ...DEEDS.map(
    (deed): Scene => ({
      name: `${deed}: done`,
      screen: 'result',
      state: (l) =>
        withTank(
          l,
          {},
          {
            ...(deed === 'remove' && { tanks: [] }),
            workDone: tankDone(l, deed, 'fixed', deed === 'move-in' ? { keys } : {}),
          },
        ),
    }),
  ),
  {
    name: 'create: cut off',
    screen: 'result',
    state: (l) => offered(l, { tanks: [halfMade(l)], workDone: tankDone(l, 'create', 'left-changed') }),
  },
  {
    name: 'update: half done',
    screen: 'result',
    state: (l) => withTank(l, {}, { workDone: tankDone(l, 'update', 'left-changed') }),
  },
  {
    name: 'move-in: refused',
    screen: 'result',
    state: (l) => withTank(l, {}, { workDone: tankDone(l, 'move-in', 'refused') }),
  },
];

/** Everything of the tank that the page can show. */
export const TANK_SCENES: readonly Scene[] = [...OFFERS, ...MAKINGS, ...PAGES, ...KEYS, ...RESULTS];
