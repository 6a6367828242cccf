import { TILES } from '../../main/contract/finding';
import type { Language, Report, ReportCopy, ReportFinding, ReportTile } from '../../main/contract/report';
import { countMessages } from '../../main/i18n/count-messages';
import { createTranslate } from '../../main/i18n/translate';
import { CLAUSES, type ClauseId } from '../../main/openclaw/guide-clauses';
import { reportMessages } from '../../main/report/report-messages';
import { verdictOf } from '../../main/report/verdict';
import { verdictMessages } from '../../main/report/verdict-messages';
import { worstFirst } from '../order';
import { FINE, inLanguage, type SampleFinding, UNSAFE } from './findings';

/** One finding as a report has it. */
export const findingOf = (language: Language, sample: SampleFinding): ReportFinding => {
  const clause = `guide-${TILES.indexOf(sample.tile) + 1}` as ClauseId;
  return {
    id: sample.id,
    tile: sample.tile,
    state: sample.state,
    ...(sample.severity && { severity: sample.severity }),
    title: inLanguage(language, sample.title),
    because: inLanguage(language, sample.because),
    why: inLanguage(language, sample.why),
    clause: { id: clause, text: CLAUSES[clause][language] },
    byHand: (sample.byHand ?? []).map((step) => inLanguage(language, step)),
    cannot: [],
    evidence: (sample.evidence ?? []).map(({ saw, ...rest }) => ({
      ...rest,
      saw: typeof saw === 'string' ? saw : inLanguage(language, saw),
    })),
    fixes: [],
  };
};

/** The head of a report with these findings and copies, as the app makes it. */
export function headOf(
  language: Language,
  { findings, copies }: Pick<Report, 'findings' | 'copies'>,
): Report['verdict'] {
  const translate = createTranslate(language, [countMessages, verdictMessages]);
  const fixes = findings.flatMap(({ id, fixes }) =>
    fixes.map(({ recommended }) => ({ recommended, mends: [id] })),
  );
  const { title, because, ...verdict } = verdictOf({ findings, fixes, copies } as never);
  return { ...verdict, title: translate(title), because: translate(because) };
}

/** A report of these findings; tiles and verdict follow from them as they do in the app. */
export function reportOf(
  language: Language,
  findings: readonly ReportFinding[],
  copies: readonly ReportCopy[],
): Report {
  const translate = createTranslate(language, [reportMessages]);
  const tiles = TILES.map((id): ReportTile => {
    const own = findings.filter(({ tile }) => tile === id);
    const [worst] = worstFirst(own);
    const state = worst?.state ?? 'unknown';
    return {
      id,
      state,
      ...(worst?.severity && { severity: worst.severity }),
      title: state === 'attention' && worst ? worst.title : translate({ id: `report.${id}.${state}` }),
      because: worst?.because ?? translate({ id: 'report.nothing-checked' }),
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

/** A copy that this account put there with npm, but for what is said. */
export const copyOf = (more: Partial<ReportCopy>): ReportCopy => ({
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

/** Findings, with others in the place of those with the same id. */
export const withOthers = (all: readonly SampleFinding[], more: readonly SampleFinding[]) => [
  ...all.filter(({ id }) => !more.some((each) => each.id === id)),
  ...more,
];
/** Findings as a report has them. */
export const findingsIn = (language: Language, all: readonly SampleFinding[]) =>
  all.map((each) => findingOf(language, each));

/** Two tiles need attention, one can't be told, three are fine. */
export const badHome = (language: Language) =>
  reportOf(
    language,
    findingsIn(
      language,
      withOthers(FINE, UNSAFE).filter(({ id }) => id !== 'separate-home'),
    ),
    [copyOf({})],
  );

/** Six whole panes. */
export const allGood = (language: Language) =>
  reportOf(language, findingsIn(language, FINE), [copyOf({ where: 'vm:lobster' })]);

/** No OpenClaw on an everyday computer. */
export const noOpenClaw = (language: Language) => {
  const nothing: SampleFinding[] = FINE.map((each) => ({
    ...each,
    state: 'not-applicable',
    title: ['There is nothing here to look at', '这里没有可看的'],
    because: ['No OpenClaw was found.', '没有找到 OpenClaw。'],
    evidence: [],
  }));
  const place: SampleFinding = {
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
  return reportOf(language, findingsIn(language, [...nothing, place]), []);
};
