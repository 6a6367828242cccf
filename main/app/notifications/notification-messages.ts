import type { Severity, State } from '../../contract/finding';
import type { Language, Report } from '../../contract/report';
import type { Catalog } from '../../i18n/messages';
import { severityMessages } from '../../i18n/severity-messages';
import type { verdictMessages } from '../../report/verdict-messages';
import type { Notice } from './policy';

/** The sentences of verdicts, which are loaded with the first look and not with the app. */
export type VerdictSentences = typeof verdictMessages;

/** The notices' own words; what was found is said by the finding itself. */
interface NoticeMessages {
  holes(count: number, worst: Severity): string;
  readonly termOver: string;
  readonly stillCritical: string;
  also(titles: readonly string[], more: number): string;
  summary(count: number): string;
  digest(count: number): string;
  more(count: number): string;
  /** Of Tankmate itself. */
  newVersion(version: string): string;
  readonly newVersionMore: string;
  /** Between two sentences. */
  readonly gap: string;
  /** The first time that the window is closed. */
  readonly stays: string;
  readonly staysSo: string;
}

export const noticeMessages: Readonly<Record<Language, NoticeMessages>> = {
  en: {
    holes: (count, worst) =>
      count === 1
        ? `A newly published hole affects your version. It is rated ${severityMessages.en[`severity.${worst}`]}.`
        : `${count} newly published holes affect your version. The worst is rated ${severityMessages.en[`severity.${worst}`]}.`,
    termOver: 'You left this as it is for a while. That time is over.',
    stillCritical: 'You left this as it is. It is critical, so it comes back.',
    also: (titles, more) => `Also: ${titles.join('; ')}${more > 0 ? `; and ${more} more.` : '.'}`,
    summary: (count) => `While notices were off: ${count} things`,
    digest: (count) => `Small things of the week: ${count}`,
    more: (count) => `and ${count} more`,
    newVersion: (version) => `Tankmate ${version} is out`,
    newVersionMore: 'Click to see what is new.',
    gap: ' ',
    stays: 'Tankmate stays in the tray',
    staysSo:
      'It looks once a day and tells you when something gets worse. To end it, choose Quit in the tray’s menu.',
  },
  'zh-CN': {
    holes: (count, worst) =>
      count === 1
        ? `新公布的一个漏洞影响您装的版本，评级：${severityMessages['zh-CN'][`severity.${worst}`]}。`
        : `新公布的 ${count} 个漏洞影响您装的版本，最重的是${severityMessages['zh-CN'][`severity.${worst}`]}。`,
    termOver: '您说先不管的这一处，期限到了。',
    stillCritical: '您说先不管这一处，可它属于紧急，所以再提醒一次。',
    also: (titles, more) => `还有：${titles.join('；')}${more > 0 ? `；另外 ${more} 件。` : '。'}`,
    summary: (count) => `免打扰期间有 ${count} 件事`,
    digest: (count) => `本周的 ${count} 件小事`,
    more: (count) => `另外 ${count} 件`,
    newVersion: (version) => `管家 ${version} 已经发布`,
    newVersionMore: '点一下，看看有什么新东西。',
    gap: '',
    stays: '管家还在托盘里',
    staysSo: '它每天检查一次，情况变差时会提醒您。要退出，请点托盘图标，再选“退出”。',
  },
};

/** How many findings are named before the rest is counted. */
const NAMED = 4;

/** A notice in its reader's words. */
export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** That the app goes on without its window: said once, the first time that it is closed. */
export const trayNotice = (language: Language): NoticeText => {
  const { stays, staysSo } = noticeMessages[language];
  return { title: stays, body: staysSo };
};

/**
 * Linux desktops may read the body as markup (specifications.freedesktop.org/notification, “Markup”), and a sentence
 * may name files: what would be a tag becomes a look-alike.
 */
export const plainBody = (text: string): string =>
  text.replace(/[<>&]/g, (sign) => ({ '<': '‹', '>': '›', '&': '＆' })[sign] ?? sign);

const findingsOf = ({ events }: Notice) => [...new Set(events.map(({ finding }) => finding))];
/** Several findings in one notice, which then has a title of its own. */
const isCounted = (notice: Notice): notice is Notice & { kind: 'summary' | 'digest' } =>
  notice.kind !== 'news' && findingsOf(notice).length > 1;

/** A notice's title; `own` is the title of the finding that it leads with. */
export const noticeTitle = (notice: Notice, own: string, language: Language): string =>
  isCounted(notice) ? noticeMessages[language][notice.kind](findingsOf(notice).length) : own;

/**
 * The id of what a finding that needs attention is about, with its subject: outside of the window nobody knows who “it”
 * is. Null where the finding's own title has to do.
 */
export function subjectId(
  { id, state }: { readonly id: string; readonly state: State },
  sentences: VerdictSentences,
): string | null {
  const subject = `verdict.${id}`;
  return state === 'attention' && Object.hasOwn(sentences.en, subject) ? subject : null;
}

/** A notice in the language of the report of the same look. */
export function noticeText(
  notice: Notice,
  report: Report,
  sentences: VerdictSentences,
): NoticeText & {
  /** The finding that a click opens. */
  readonly finding: string;
} {
  const { events } = notice;
  const messages = noticeMessages[report.language];
  const verdicts: Catalog = sentences[report.language];
  const of = (id: string) => report.findings.find((each) => each.id === id);
  const titleOf = (id: string) => {
    const found = of(id);
    const subject = found && subjectId(found, sentences);
    return (subject && verdicts[subject]) || (found?.title ?? id);
  };
  const [lead] = events;
  const findings = findingsOf(notice);
  const title = noticeTitle(notice, titleOf(lead.finding), report.language);

  if (isCounted(notice)) {
    const lines = findings.slice(0, NAMED).map(titleOf);
    const more = findings.length - lines.length;
    return {
      finding: lead.finding,
      title,
      body: [...lines, ...(more > 0 ? [messages.more(more)] : [])].join('\n'),
    };
  }
  const mine = events.filter(({ finding }) => finding === lead.finding);
  const holes = mine.filter(({ what }) => what === 'hole');
  // Where the finding itself is new, it says how many holes there are; else only what came is news.
  const onlyHoles = holes.length > 0 && holes.length === mine.length;
  const said = onlyHoles
    ? messages.holes(holes.length, holes[0]?.severity ?? 'high')
    : of(lead.finding)?.because;
  const term = mine.find(({ what }) => what === 'term');
  const others = findings.slice(1);
  const named = others.slice(0, NAMED - 1);
  return {
    finding: lead.finding,
    title,
    body: [
      term && (term.key.includes('/critical ') ? messages.stillCritical : messages.termOver),
      said,
      others.length > 0 && messages.also(named.map(titleOf), others.length - named.length),
    ]
      .filter(Boolean)
      .join(messages.gap),
  };
}
