import type { Language, Report } from '../../main/contract/report';
import { FINE, type SampleFinding, UNSAFE } from './findings';
import { FIXES, type SampleFix, withFixes, withNewer } from './fixes';
import { copyOf, findingsIn, noOpenClaw, reportOf, withOthers } from './reports';

/** What is so on the made-up computer. All that its report says follows from it. */
export interface SampleHome {
  /** Where its OpenClaw lives: outside of a tank, nowhere any more, or inside one. */
  readonly place: 'here' | 'gone' | 'tank';
  /** Ids of the fixes that stand. */
  readonly fixed: readonly string[];
  /** Of the copy outside. */
  readonly version: string;
  readonly runs: boolean;
  /** OpenClaw's own audit was asked in the newest look. */
  readonly audited: boolean;
}

export const OLD_VERSION = '2026.5.2';
export const NEW_VERSION = '2026.9.6';

/** An ordinary unsafe home, before anything was mended. */
export const UNSAFE_HOME: SampleHome = {
  place: 'here',
  fixed: [],
  version: OLD_VERSION,
  runs: true,
  audited: false,
};

/** What the practice computer has besides, so that every tile but one has something to mend or to choose. */
const MORE: readonly SampleFinding[] = [
  {
    id: 'tool-rights',
    tile: 'privileges',
    state: 'attention',
    severity: 'high',
    title: ['It may run any program', '它什么程序都能运行'],
    because: ['Nothing limits its tools, and it never asks.', '它的工具没有限制，运行之前也从不问您。'],
    why: [
      'A sentence on a web page is enough for it to run something here.',
      '网页上的一句话，就能让它在这里运行点什么。',
    ],
    byHand: [['Choose what its tools may do.', '选一选它的工具能做什么。']],
    evidence: [{ kind: 'setting', where: 'tools', saw: '{}' }],
  },
  {
    id: 'state-permissions',
    tile: 'private-data',
    state: 'attention',
    severity: 'medium',
    title: ['Other accounts can read its folder', '别的账户读得到它的文件夹'],
    because: ['~/.openclaw is open to everybody on this computer.', '~/.openclaw 对这台电脑上的所有人开着。'],
    why: ['Its keys and records lie there.', '密钥和聊天记录都在里面。'],
    byHand: [['Run: chmod 700 ~/.openclaw', '运行：chmod 700 ~/.openclaw']],
    evidence: [{ kind: 'folder', where: '/home/lin/.openclaw', saw: 'drwxr-xr-x' }],
  },
  {
    id: 'known-holes',
    tile: 'updates',
    state: 'attention',
    severity: 'high',
    title: ['It has 23 known holes', '它有 23 个已知漏洞'],
    because: [
      '2026.5.2 is affected by 23 advisories, 2 of them critical. 2026.9.6 fixes them all.',
      '2026.5.2 有 23 条公告说的漏洞，其中 2 条最严重。升级到 2026.9.6 就都修好了。',
    ],
    why: ['Published holes are tried by everybody.', '公布过的漏洞，谁都会拿来试。'],
    byHand: [['Run: npm install -g openclaw@latest', '运行：npm install -g openclaw@latest']],
    evidence: [
      { kind: 'package', where: '/home/lin/.npm-global/lib/node_modules/openclaw', saw: OLD_VERSION },
    ],
  },
];

/** How what can be mended looks afterwards, where `FINE` doesn't say. */
const MENDED: readonly SampleFinding[] = [
  {
    id: 'chat-doors',
    tile: 'exposure',
    state: 'good',
    title: ['Only people you know can write to it', '只有您认识的人能给它发消息'],
    because: ['Telegram asks for a pairing first.', 'Telegram 要先配对。'],
    why: ['A message is an order to it.', '对它来说，一条消息就是一道命令。'],
  },
  {
    id: 'tool-rights',
    tile: 'privileges',
    state: 'good',
    title: ['Its tools are limited', '它的工具有限制'],
    because: ['What it runs is limited as you chose.', '它能运行什么，照您选的来。'],
    why: ['What it can’t run, nobody can make it run.', '它运行不了的，别人也没法让它运行。'],
  },
];

/** How it is to live in the tank. */
const IN_TANK: SampleFinding = {
  id: 'separate-home',
  tile: 'isolation',
  state: 'good',
  title: ['It lives in a tank of its own', '它住在自己的缸里'],
  because: ['Nothing of this computer is shared with the tank.', '这台电脑的东西，缸里都够不着。'],
  why: ['What goes wrong in there stays in there.', '里面出了事，也只在里面。'],
};

/** What OpenClaw's own audit says of the home outside, and that there is nothing for it to look at. */
const OPINION: Readonly<Record<'here' | 'tank', SampleFinding>> = {
  here: {
    id: 'second-opinion',
    tile: 'exposure',
    state: 'good',
    title: ['OpenClaw’s own audit says nothing else', 'OpenClaw 自带的审计没有别的意见'],
    because: [
      'It ran on a copy of ~/.openclaw, and reports nothing that Tankmate doesn’t say as well.',
      '它看了 ~/.openclaw 的一份副本，它说的，管家也都说了。',
    ],
    why: ['It was written by others than Tankmate.', '它不是管家写的。'],
  },
  tank: {
    id: 'second-opinion',
    tile: 'exposure',
    state: 'not-applicable',
    title: ['There is nothing for OpenClaw’s own audit to look at', '没有东西可以让 OpenClaw 自带的审计看'],
    because: ['No OpenClaw keeps anything outside of the tank.', '缸外面没有 OpenClaw 存的东西。'],
    why: ['It was written by others than Tankmate.', '它不是管家写的。'],
  },
};

/** What the fixes of the gallery mend here. */
const MENDS: Readonly<Record<string, readonly string[]>> = {
  'listen-locally': ['gateway-listens-locally'],
  'close-chats': ['chat-doors'],
  'tools-hardened': ['tool-rights'],
  'tools-ask-first': ['tool-rights'],
  'close-permissions-1a2b3c4d': ['state-permissions'],
};

/** What can be mended on the practice computer, in the order in which it is carried out. */
export const SAMPLE_FIXES: readonly SampleFix[] = FIXES.flatMap((fix) => {
  const mends = MENDS[fix.id];
  return mends
    ? [{ ...fix, mends, changes: fix.changes.filter(({ where }) => !/\.(keep|txt)$/.test(where)) }]
    : [];
});

/** Findings of a home that are not good, or are so because of a fix. */
function findingsOf({ fixed, version }: SampleHome): readonly SampleFinding[] {
  const mended = new Set(SAMPLE_FIXES.filter(({ id }) => fixed.includes(id)).flatMap(({ mends }) => mends));
  if (version !== OLD_VERSION) mended.add('known-holes');
  const good = withOthers(FINE, MENDED);
  const bad = withOthers(UNSAFE, MORE);
  return withOthers(good, bad)
    .filter(({ id }) => id !== 'separate-home')
    .map((each) => (mended.has(each.id) ? (good.find(({ id }) => id === each.id) ?? each) : each));
}

function reportAsIs(language: Language, home: SampleHome): Report {
  if (home.place === 'gone') return noOpenClaw(language);
  const opinion = home.audited ? [OPINION[home.place]] : [];
  if (home.place === 'tank')
    return reportOf(language, findingsIn(language, withOthers(FINE, [...MENDED, IN_TANK, ...opinion])), [
      copyOf({ where: 'vm:openclaw', path: '/usr/lib/node_modules/openclaw', running: home.runs }),
    ]);
  const old = home.version === OLD_VERSION;
  const copy = copyOf({
    version: home.version,
    running: home.runs,
    advisories: {
      ...(old
        ? { critical: 2, high: 9, medium: 10, low: 2, clearedBy: NEW_VERSION }
        : { critical: 0, high: 0, medium: 0, low: 0, clearedBy: null }),
      dataFrom: '2026-11-21',
    },
  });
  return withFixes(
    withNewer(
      reportOf(language, findingsIn(language, [...findingsOf(home), ...opinion]), [copy]),
      NEW_VERSION,
    ),
    SAMPLE_FIXES.map(({ id }) => id),
    SAMPLE_FIXES,
  );
}

/** A home never changes, and its report is asked for again with each change of the state. */
const known = new WeakMap<SampleHome, Partial<Record<Language, Report>>>();

/**
 * What a look at the made-up computer comes to.
 * @param at when it was begun, ISO 8601, UTC
 */
export function sampleReport(language: Language, home: SampleHome, at: string): Report {
  const report = known.get(home)?.[language] ?? reportAsIs(language, home);
  known.set(home, { ...known.get(home), [language]: report });
  return { ...report, startedAt: at };
}
