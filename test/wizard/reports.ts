import { TILES, type TileId } from '../../main/contract/finding';
import type { Language, Report, ReportCopy, ReportFinding, ReportTile } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { countMessages } from '../../main/i18n/count-messages';
import { createTranslate } from '../../main/i18n/translate';
import { CLAUSES, type ClauseId } from '../../main/openclaw/guide-clauses';
import { reportMessages } from '../../main/report/report-messages';
import { verdictOf } from '../../main/report/verdict';
import { verdictMessages } from '../../main/report/verdict-messages';
import { worstFirst } from '../../renderer/order';
import { appState } from '../fakes/state';
import { type Both, FINE, type Told, TROUBLE } from './findings';

const pick = (language: Language, [english, chinese]: Both) => (language === 'en' ? english : chinese);

const finding = (language: Language, told: Told): ReportFinding => {
  const clause = `guide-${TILES.indexOf(told.tile) + 1}` as ClauseId;
  return {
    id: told.id,
    tile: told.tile,
    state: told.state,
    ...(told.severity && { severity: told.severity }),
    title: pick(language, told.title),
    because: pick(language, told.because),
    why: pick(language, told.why),
    clause: { id: clause, text: CLAUSES[clause][language] },
    byHand: (told.byHand ?? []).map((step) => pick(language, step)),
    cannot: [],
    evidence: (told.evidence ?? []).map(({ saw, ...rest }) => ({
      ...rest,
      saw: typeof saw === 'string' ? saw : pick(language, saw),
    })),
    fixes: [],
  };
};

/** The head of a report with these findings and copies, as the app makes it. */
export function headOf(
  language: Language,
  { findings, copies }: Pick<Report, 'findings' | 'copies'>,
): Report['verdict'] {
  const speak = createTranslate(language, [countMessages, verdictMessages]);
  const fixes = findings.flatMap(({ id, fixes }) =>
    fixes.map(({ recommended }) => ({ recommended, mends: [id] })),
  );
  const { title, because, ...verdict } = verdictOf({ findings, fixes, copies } as never);
  return { ...verdict, title: speak(title), because: speak(because) };
}

/** A report of these findings; tiles and verdict follow from them as they do in the app. */
export function reportOf(
  language: Language,
  findings: readonly ReportFinding[],
  copies: readonly ReportCopy[],
): Report {
  const speak = createTranslate(language, [reportMessages]);
  const tiles = TILES.map((id): ReportTile => {
    const own = findings.filter(({ tile }) => tile === id);
    const [worst] = worstFirst(own);
    const state = worst?.state ?? 'unknown';
    return {
      id,
      state,
      ...(worst?.severity && { severity: worst.severity }),
      title: state === 'attention' && worst ? worst.title : speak({ id: `report.${id}.${state}` }),
      because: worst?.because ?? speak({ id: 'report.nothing-checked' }),
    };
  });
  return {
    schema: 1,
    app: { name: 'tankmate', version: '0.1.0' },
    platform: 'linux',
    language,
    startedAt: '2026-11-22T02:24:00.000Z',
    durationMs: 812,
    verdict: headOf(language, { findings, copies }),
    tiles,
    copies,
    findings,
  };
}

const copy = (more: Partial<ReportCopy>): ReportCopy => ({
  id: 'copy-1a2b3c4d',
  path: '/home/lin/.npm-global/lib/node_modules/openclaw',
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  running: true,
  where: 'this-computer',
  advisories: { critical: 0, high: 0, medium: 0, low: 0, clearedBy: null, dataFrom: '2026-11-21' },
  ...more,
});

const without = (told: readonly Told[], more: readonly Told[]) => [
  ...told.filter(({ id }) => !more.some((each) => each.id === id)),
  ...more,
];
const tell = (language: Language, told: readonly Told[]) => told.map((each) => finding(language, each));

/** Two tiles need attention, one can't be told, three are fine. */
export const badHome = (language: Language) =>
  reportOf(
    language,
    tell(
      language,
      without(FINE, TROUBLE).filter(({ id }) => id !== 'separate-home'),
    ),
    [copy({})],
  );

/** Six whole panes. */
export const allGood = (language: Language) =>
  reportOf(language, tell(language, FINE), [copy({ where: 'vm:lobster' })]);

/** Nothing but what could not be told. */
export const unclear = (language: Language) =>
  reportOf(
    language,
    tell(
      language,
      without(
        FINE,
        TROUBLE.filter(({ state }) => state === 'unknown'),
      ),
    ),
    [copy({ version: null, advisories: null })],
  );

/** Settings that OpenClaw can't read, and what can't be told because of them. */
export function brokenHome(language: Language) {
  const clouded: Told = {
    id: 'gateway-password',
    tile: 'exposure',
    state: 'unknown',
    title: ['We can’t tell who gets in', '谁进得来，说不准'],
    because: [
      'The settings can’t be read at line 4: a mark is missing there. OpenClaw can’t read them either.',
      '设置第 4 行写坏了：那里少了一个符号。OpenClaw 自己也读不了。',
    ],
    why: ['Whoever gets in can give it orders.', '进得来的人就能指挥它。'],
    byHand: [['See what is wrong: openclaw config validate', '看看哪里不对：openclaw config validate']],
    evidence: [{ kind: 'file', where: '/home/lin/.openclaw/openclaw.json', saw: ['line 4', '第 4 行'] }],
  };
  const rest = FINE.filter(({ id }) => id !== clouded.id);
  return reportOf(language, tell(language, [...rest, clouded]), [copy({})]);
}

/** No OpenClaw on an everyday computer. */
export const noOpenClaw = (language: Language) => {
  const nothing: Told[] = FINE.map((each) => ({
    ...each,
    state: 'not-applicable',
    title: ['There is nothing here to look at', '这里没有可看的'],
    because: ['No OpenClaw was found.', '没有找到 OpenClaw。'],
    evidence: [],
  }));
  const place: Told = {
    id: 'everyday-computer',
    tile: 'isolation',
    state: 'attention',
    severity: 'low',
    title: ['This would not be a good place for one', '这里不适合养龙虾'],
    because: [
      'It is your everyday computer: 1,204 documents and WeChat are here.',
      '这是您的日常电脑：有 1,204 份文档，还有微信。',
    ],
    why: ['Whatever it can reach, it may pass on.', '它够得着的，都可能传出去。'],
    byHand: [['Take a spare computer or a virtual machine for it.', '给它找一台闲置电脑，或者一个虚拟机。']],
    evidence: [{ kind: 'folder', where: '/home/lin/Documents', saw: ['1,204 files', '1,204 个文件'] }],
  };
  return reportOf(language, tell(language, [...nothing, place]), []);
};

/** An old gateway run by root, hit by 308 advisories, beside a second copy in a container. */
export const rootGateway = (language: Language) => {
  const holes: Told = {
    id: 'known-holes',
    tile: 'updates',
    state: 'attention',
    severity: 'critical',
    title: ['It has 308 known holes', '它有 308 个已知漏洞'],
    because: [
      '2026.3.13 is hit by 308 advisories, 10 of them critical: someone on the internet can take it over without a password. 2026.6.9 clears them all.',
      '2026.3.13 中了 308 条公告，其中 10 条最严重：互联网上的人不用密码就能接管它。升级到 2026.6.9 就都修好了。',
    ],
    why: ['Published holes are tried by everybody.', '公布过的漏洞，谁都会拿来试。'],
    byHand: [['Run: npm install -g openclaw@latest', '运行：npm install -g openclaw@latest']],
    evidence: Array.from({ length: 308 }, (_, index) => ({
      kind: 'advisory' as const,
      where: `GHSA-${String(index).padStart(4, '0')}-abcd-wxyz`,
      saw: ['critical, cleared by 2026.6.9', '最严重，2026.6.9 已修好'] as Both,
    })),
  };
  const owner: Told = {
    id: 'gateway-owner',
    tile: 'privileges',
    state: 'attention',
    severity: 'critical',
    title: ['It runs as the boss of this computer', '它是这台电脑的主人'],
    because: ['The gateway belongs to root.', '网关是 root 在运行。'],
    why: ['Nothing on this computer is closed to root.', '在这台电脑上，root 没有打不开的门。'],
    byHand: [['Stop it and start it from an ordinary account.', '停掉它，用普通账户重新启动。']],
    evidence: [{ kind: 'process', where: 'pid 77', saw: 'openclaw-gateway, root' }],
  };
  return reportOf(language, tell(language, without(FINE, [...TROUBLE, holes, owner])), [
    copy({
      path: '/usr/lib/node_modules/openclaw',
      version: '2026.3.13',
      owner: 'root',
      advisories: {
        critical: 10,
        high: 116,
        medium: 148,
        low: 34,
        clearedBy: '2026.6.9',
        dataFrom: '2026-08-07',
      },
    }),
    copy({ path: '/app', kind: 'container', where: 'container:claw-1', running: false }),
    copy({ path: '/home/lin/.openclaw-old/openclaw', version: null, advisories: null, running: false }),
  ]);
};

/** Texts as an attacker would name their files and folders. */
export const hostile = (language: Language) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>‮gnp.exe';
  const worst = finding(language, {
    id: 'plain-secrets',
    tile: 'private-data',
    state: 'attention',
    severity: 'high',
    title: [evil, evil],
    because: [evil, evil],
    why: [evil, evil],
    byHand: [[evil, evil]],
    evidence: [
      { kind: 'advisory', where: 'javascript:alert(1)', saw: evil },
      { kind: 'file', where: '/'.padEnd(400, 'a'), saw: 'x'.repeat(400) },
      ...Array.from({ length: 10_000 }, (_, index) => ({
        kind: 'file' as const,
        where: `${evil}${index}`,
        saw: evil,
      })),
    ],
  });
  return reportOf(
    language,
    [...tell(language, FINE), worst],
    [copy({ path: evil, version: evil, where: evil })],
  );
};

/** The state of an app that has this report. */
export const stateWith = (
  language: Language,
  report: Report | null,
  more: Partial<AppState> = {},
): AppState => appState({ language, welcomed: report !== null, report, ...more });

/** A look half way. */
export const halfWay = (done: readonly TileId[]): AppState['looking'] => ({
  done: 11,
  of: 21,
  tilesDone: done,
});
