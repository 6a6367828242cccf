import type { Page } from 'playwright';
import { appUpdateMessages } from '../../main/app-update/app-update-messages';
import { obstacleMessages } from '../../main/checks/obstacles/obstacle-messages';
import type { ShownAppUpdate } from '../../main/contract/app-update';
import { type Message, TILES, type TileId } from '../../main/contract/finding';
import type { Language, ReportFinding } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { createTranslate } from '../../main/i18n/translate';
import { CLAUSES } from '../../main/openclaw/guide-clauses';
import { translatorFor } from '../../main/report/render';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { allGood, badHome, noOpenClaw, reportOf } from '../../renderer/practice/reports';
import { sampleCard } from '../../renderer/practice/sampleCard';
import { offerOf, sampleTank } from '../../renderer/practice/tanks';
import type { Shown } from '../../renderer/store/shownScreen';
import type { ANSWERS } from './bridge';
import { brokenHome, halfWay, rootGateway, stateWith, unclear, withBackup } from './reports';
import {
  bothFixed,
  entry,
  history,
  journalOf,
  mixed,
  mostlyLeft,
  putAway,
  single,
  updating,
  working,
  wouldUndo,
} from './works';

/** One picture of the page: the state that main told, and how a reader gets there from its first screen. */
export interface Scene {
  readonly name: string;
  /** The screen that must be shown. */
  readonly screen: Shown;
  readonly state: (language: Language) => AppState;
  readonly go?: (page: Page) => Promise<unknown>;
  /** What main answers, where it is not as usual. */
  readonly answers?: typeof ANSWERS;
}

const newerApp = (l: Language): ShownAppUpdate => ({
  ...{ state: 'offered', version: '1.1.0', method: 'replace', bytes: 107_500_000 },
  ...{ page: 'https://example.org/', answeredAt: '2026-11-22T02:00:00.000Z', problem: null },
  notes:
    l === 'en'
      ? 'Looks at more plugins.\nA start takes half the time.'
      : '能检查更多插件。\n启动时间缩短一半。',
});
const about = { version: '1.0.0', electron: '45.5.0', chromium: '150.0', node: '24.21.0', hasNotices: true };

const tile = (id: TileId) => (page: Page) => page.locator(`[data-tile="${id}"] button`).click();
const end = (page: Page) =>
  page
    .getByRole('button', { name: /Show the summary|看总结|See what was|看看都检查/ })
    .first()
    .click();
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
/** A home in trouble, most of which a program can mend. */
/** Two settings files that can't be read, of which one has a backup. */
const broken = (l: Language) =>
  stateWith(l, withBackup(brokenHome(l)), {
    brokenSettings: [
      {
        file: '/home/lin/.openclaw/openclaw.json',
        line: 4,
        reason: translatorFor(l)({ id: 'settings.syntax' }),
        fix: 'restore-settings-0a1b2c3d',
      },
      {
        file: '/home/lin/.openclaw-work/openclaw.json',
        line: null,
        reason: translatorFor(l)({ id: 'settings.not-object' }),
      },
    ],
  });
const mendable = (l: Language) => withNewer(withFixes(badHome(l)), '2026.10.1');
/** The same, where the settings are marked as immutable and a folder is root's: what stands there is what helps. */
function hindered(l: Language) {
  const translate = createTranslate(l, [obstacleMessages]);
  const [where, folder] = ['/home/lin/.openclaw/openclaw.json', '/home/lin/.openclaw/credentials'];
  const helps = (id: string, values: Record<string, string>) =>
    translate({ id: `obstacle.${id}-helps`, values }).split('\n');
  const cannot = [
    {
      where,
      because: translate({ id: 'obstacle.immutable', values: { where } }),
      helps: helps('immutable', { command: `sudo chattr -i ${where}` }),
    },
    {
      where: folder,
      because: translate({ id: 'obstacle.administrators', values: { where: folder } }),
      helps: helps('administrators', { account: 'lin', where: folder }),
    },
  ];
  const steps = cannot.flatMap((each) => each.helps);
  const report = badHome(l);
  const findings = report.findings.map((each) =>
    each.tile === 'exposure'
      ? { ...each, cannot, byHand: steps.filter((step, at) => steps.lastIndexOf(step) === at) }
      : each,
  );
  return { ...report, findings };
}
/** A home in which OpenClaw's own audit was asked, and warns of something that its check calls fine. */
function withOpinion(l: Language) {
  const { findings, copies } = rootGateway(l);
  const say = (id: string, values: Message['values'] = {}) =>
    translatorFor(l)({ id: `second-opinion.${id}`, values });
  const seen = (where: string, saw: string) => ({ kind: 'audit', where, saw }) as const;
  const title: Message = { id: 'state-permissions.good' };
  const opinion: ReportFinding = {
    ...{ id: 'second-opinion', tile: 'private-data', state: 'attention', severity: 'critical' },
    title: say('attention'),
    because: say('more', { version: '2026.9.6', path: '/home/lin/.openclaw', count: 2 }),
    why: say('why'),
    clause: { id: 'guide-5', text: CLAUSES['guide-5'][l] },
    byHand: say('by-hand').split('\n'),
    evidence: [
      seen('fs.config.perms_world_readable', say('otherwise', { rating: say('critical'), title })),
      seen('gateway.something_new', say('alone', { rating: say('warn') })),
      seen('openclaw security audit', say('ran', { critical: 1, warnings: 1 })),
    ],
    ...{ cannot: [], fixes: [] },
  };
  return reportOf(l, [...findings, opinion], copies);
}
const until = '2099-02-22T09:00:00.000Z';
const accepted = [
  { finding: 'chat-doors', reason: 'iPad, 192.168.1.7', since: '2026-11-22T02:00:00.000Z', until },
];
/** What is left is lived with. */
function chosen(l: Language) {
  const { findings, copies } = badHome(l);
  const left = findings.filter(({ id, tile }) => id !== 'gateway-listens-locally' && tile !== 'private-data');
  const rest = allGood(l).findings.filter(({ tile }) => tile === 'private-data');
  return reportOf(l, [...left, ...rest], copies);
}
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
    name: 'looking, with the audit beside it',
    screen: 'looking',
    state: (l) =>
      stateWith(l, null, { looking: { done: 33, of: 34, tilesDone: TILES, asks: 'second-opinion' } }),
  },
  {
    name: 'stopped',
    screen: 'looking',
    state: (l) => stateWith(l, null, { welcomed: true, lookFailed: 'cancelled' }),
  },
  {
    name: 'failed',
    screen: 'looking',
    state: (l) =>
      stateWith(l, null, {
        welcomed: true,
        lookFailed: 'failed',
        failure: translatorFor(l)({ id: 'error.disk-full' }),
      }),
  },
  { name: 'tiles', screen: 'tiles', state: (l) => stateWith(l, badHome(l)) },
  { name: 'broken settings', screen: 'tiles', state: broken },
  {
    name: 'broken settings, their backup',
    screen: 'fix',
    state: broken,
    go: press(/^Put the last backup back|^换回上一份备份/),
  },
  {
    name: 'tiles, without a sandbox',
    screen: 'tiles',
    state: (l) => stateWith(l, badHome(l), { sandboxOff: true }),
  },
  { name: 'tiles, all good', screen: 'tiles', state: (l) => stateWith(l, allGood(l)) },
  {
    name: 'tiles, unclear',
    screen: 'tiles',
    state: (l) => stateWith(l, unclear(l), { lookFailed: 'failed' }),
  },
  { name: 'no OpenClaw', screen: 'tiles', state: (l) => stateWith(l, noOpenClaw(l)) },
  { name: 'tile in trouble', screen: 'tile', state: (l) => stateWith(l, badHome(l)), go: tile('exposure') },
  {
    name: 'tile that can’t be mended here',
    screen: 'tile',
    state: (l) => stateWith(l, hindered(l)),
    go: tile('exposure'),
  },
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
    name: 'end, with a second opinion',
    screen: 'end',
    state: (l) => stateWith(l, withOpinion(l)),
    go: end,
  },
  {
    name: 'end without a tray',
    screen: 'end',
    state: (l) => stateWith(l, allGood(l), { tray: false }),
    go: end,
  },
  {
    name: 'as safe as it gets, by choice',
    screen: 'end',
    state: (l) =>
      stateWith(l, chosen(l), {
        tanks: [sampleTank(l)],
        preferences: {
          ...stateWith(l, null).preferences,
          startsAtLogin: true,
          place: 'here',
          accepted,
        },
      }),
    go: end,
  },
  { name: 'end without OpenClaw', screen: 'end', state: (l) => stateWith(l, noOpenClaw(l)), go: end },
  // What changes the computer.
  { name: 'tiles that can be mended', screen: 'tiles', state: (l) => stateWith(l, mendable(l)) },
  {
    name: 'tiles with an interrupted change',
    screen: 'tiles',
    state: (l) => stateWith(l, mendable(l), { changes: [entry(l, 'entry-broken', 'open')] }),
  },
  {
    name: 'tile with fixes',
    screen: 'tile',
    state: (l) => stateWith(l, mendable(l)),
    go: both(tile('exposure'), openFolds),
  },
  {
    name: 'tile with an accepted finding',
    screen: 'tile',
    state: (l) => stateWith(l, mendable(l), { preferences: { ...stateWith(l, null).preferences, accepted } }),
    go: tile('exposure'),
  },
  {
    name: 'tile with an update',
    screen: 'tile',
    state: (l) => stateWith(l, mendable(l)),
    go: tile('updates'),
  },
  {
    name: 'a fix',
    screen: 'fix',
    state: (l) => stateWith(l, mendable(l)),
    go: both(tile('isolation'), press(/^Move its workspace|^把它的工作区/)),
  },
  {
    name: 'a fix with a choice',
    screen: 'fix',
    state: (l) => stateWith(l, mendable(l)),
    go: both(tile('exposure'), press(/^Let it only read|^只让它在/)),
  },
  {
    name: 'the plan',
    screen: 'plan',
    state: (l) => stateWith(l, withNewer(withFixes(rootGateway(l)))),
    go: both(press(/^Mend \d|^现在补好/), (page) => page.locator('.tick').nth(1).click()),
  },
  {
    name: 'where it shall live',
    screen: 'place',
    state: (l) => stateWith(l, mendable(l), { offer: offerOf(l), tanks: [] }),
    go: press(/^Mend \d|^现在补好/),
  },
  {
    name: 'the plan of one tile',
    screen: 'plan',
    state: (l) => stateWith(l, mendable(l)),
    go: both(tile('exposure'), press(/^Mend \d|^现在补好/)),
  },
  {
    name: 'by hand',
    screen: 'by-hand',
    state: (l) => stateWith(l, badHome(l)),
    go: both(press(/^See to|^按步骤处理/), (page) => page.locator('.tick').nth(1).click()),
  },
  {
    name: 'the plan, unfolded',
    screen: 'plan',
    state: (l) => stateWith(l, mendable(l)),
    go: both(press(/^Mend \d|^现在补好/), openFolds),
  },
  {
    name: 'an update',
    screen: 'update',
    state: (l) => stateWith(l, withNewer(rootGateway(l))),
    go: press(/^Bring OpenClaw .*up to date|^把 OpenClaw .*升到最新/),
  },
  {
    name: 'working',
    screen: 'working',
    state: (l) => stateWith(l, mendable(l), { working: working(l) }),
  },
  {
    name: 'updating',
    screen: 'working',
    state: (l) => stateWith(l, mendable(l), { working: updating(l), tray: false }),
    go: openFolds,
  },
  {
    name: 'all fixed',
    screen: 'result',
    state: (l) => stateWith(l, mendable(l), { workDone: bothFixed(l), changes: journalOf(l, bothFixed(l)) }),
  },
  {
    name: 'every outcome',
    screen: 'result',
    state: (l) => stateWith(l, mendable(l), { workDone: mixed(l), changes: journalOf(l, mixed(l)) }),
  },
  ...(
    [
      ['undo', 'fixed'],
      ['update', 'rolled-back'],
      ['update', 'left-changed'],
      ['stop', 'refused'],
      ['leave', 'skipped'],
    ] as const
  ).map(
    ([kind, result]): Scene => ({
      name: `${kind}: ${result}`,
      screen: 'result',
      state: (l) => stateWith(l, mendable(l), { workDone: single(l, kind, result) }),
    }),
  ),
  {
    name: 'nothing was to be done',
    screen: 'result',
    state: (l) => stateWith(l, allGood(l), { workDone: { kind: 'undo', outcomes: [], keys: [] } }),
  },
  {
    name: 'empty history',
    screen: 'changes',
    state: (l) => stateWith(l, allGood(l)),
    go: press(/^Changes and history|^改动和记录/),
  },
  {
    name: 'history',
    screen: 'changes',
    state: (l) =>
      stateWith(l, mendable(l), {
        history: history(l),
        changes: [
          entry(l, 'entry-broken', 'open'),
          entry(l, 'entry-listen-locally', 'done'),
          { ...entry(l, 'entry-half', 'left-changed'), undo: wouldUndo(l) },
          { ...entry(l, 'entry-part', 'undone-in-part'), left: wouldUndo(l).left },
        ],
      }),
    go: both(press(/^Changes and history|^改动和记录/), openFolds),
  },
  {
    name: 'accesses',
    screen: 'accesses',
    state: (l) => stateWith(l, badHome(l), { home: '/home/lin' }),
    go: both(end, press(/^Everything that was opened|^看看上次检查打开/), (page) =>
      page.locator('summary').first().click(),
    ),
  },
  {
    name: 'accesses, only some',
    screen: 'accesses',
    state: (l) => stateWith(l, withOpinion(l), { home: '/home/lin' }),
    go: both(end, press(/^Everything that was opened|^看看上次检查打开/), (page) =>
      page.getByRole('textbox').fill('openclaw'),
    ),
  },
  {
    name: 'accesses, none kept',
    screen: 'accesses',
    state: (l) => stateWith(l, badHome(l), { home: '/home/lin' }),
    answers: { getAccesses: null },
    go: both(end, press(/^Everything that was opened|^看看上次检查打开/)),
  },
  {
    name: 'the helper’s card',
    screen: 'card',
    state: (l) => stateWith(l, badHome(l), { card: sampleCard(withFixes(badHome(l))) }),
    go: both(press(/^Help and about|^帮助与关于/), press(/^Show this to|^让懂的人看看/)),
  },
  {
    name: 'settings',
    screen: 'settings',
    state: (l) => stateWith(l, allGood(l)),
    go: press(/^Settings|^设置/),
  },
  {
    name: 'settings, all chosen',
    screen: 'settings',
    state: (l) =>
      stateWith(l, mendable(l), {
        preferences: {
          asksFeeds: false,
          asksAppUpdates: false,
          postponedVersion: null,
          mirror: 'npmmirror',
          startsAtLogin: true,
          snoozedUntil: until,
          place: 'here',
          accepted: [...accepted, { finding: 'no-longer-there', reason: '', since: until, until }],
        },
      }),
    go: press(/^Settings|^设置/),
  },
  {
    name: 'about',
    screen: 'about',
    state: (l) => stateWith(l, mendable(l), { about, debugLog: '/home/lin/.config/Tankmate/debug.log' }),
    go: press(/^Help and about|^帮助与关于/),
  },
  {
    name: 'about, a newer version',
    screen: 'about',
    state: (l) => stateWith(l, mendable(l), { about, appUpdate: newerApp(l) }),
    go: press(/^Help and about|^帮助与关于/),
  },
  {
    name: 'about, a newer version to fetch, after a refusal',
    screen: 'about',
    state: (l) =>
      stateWith(l, mendable(l), {
        about,
        appUpdate: { ...newerApp(l), method: 'link', problem: appUpdateMessages[l]['app-update.replayed'] },
      }),
    go: both(press(/^Help and about|^帮助与关于/), openFolds),
  },
  {
    name: 'about, a newer version in place',
    screen: 'about',
    state: (l) => stateWith(l, mendable(l), { about, appUpdate: { ...newerApp(l), state: 'installed' } }),
    go: press(/^Help and about|^帮助与关于/),
  },
  {
    name: 'about, no key built in',
    screen: 'about',
    state: (l) =>
      stateWith(l, mendable(l), {
        about,
        appUpdate: { ...newerApp(l), state: 'off', problem: appUpdateMessages[l]['app-update.no-key'] },
      }),
    go: press(/^Help and about|^帮助与关于/),
  },
  {
    name: 'tiles, a newer version',
    screen: 'tiles',
    state: (l) => stateWith(l, badHome(l), { appUpdate: newerApp(l) }),
  },
  {
    name: 'about, before any look',
    screen: 'about',
    state: (l) => stateWith(l, null, { about: { ...about, hasNotices: false }, wantedScreen: 'about' }),
  },
  {
    name: 'leaving',
    screen: 'leave',
    state: (l) => stateWith(l, rootGateway(l)),
    go: both(press(/^Settings|^设置/), press(/^See what would|^看看会移走/)),
  },
  {
    name: 'leaving, to confirm',
    screen: 'leave',
    state: (l) => stateWith(l, rootGateway(l)),
    go: both(
      press(/^Settings|^设置/),
      press(/^See what would|^看看会移走/),
      (page) => page.getByRole('radio').last().click(),
      press(/^Go on to|^下一步/),
    ),
  },
  {
    name: 'left, but for two things',
    screen: 'result',
    state: (l) => stateWith(l, allGood(l), { workDone: mostlyLeft(l), quarantined: putAway }),
  },
  {
    name: 'put away',
    screen: 'changes',
    state: (l) =>
      stateWith(l, allGood(l), { quarantined: putAway, changes: [entry(l, 'entry-leave', 'final')] }),
    go: press(/^Changes and history|^改动和记录/),
  },
  {
    name: 'deleting for good, to confirm',
    screen: 'forget',
    state: (l) => stateWith(l, allGood(l), { workDone: mostlyLeft(l), quarantined: putAway }),
    go: press(/^Delete for good what|^彻底删除收起来/),
  },
  {
    name: 'end, asking about the login',
    screen: 'end',
    state: (l) => stateWith(l, mendable(l)),
    go: end,
  },
];
