import { plansMessages } from '../../changes/plan/plan-messages';
import { compareWorse } from '../../checks/define/worst-observation';
import type { Card, CardItem, CardSection } from '../../contract/card';
import type { Message, State } from '../../contract/finding';
import type { Report, ReportCopy, ReportEvidence, ReportFinding } from '../../contract/report';
import { safeLine } from '../../contract/safe-text';
import type { ChangeEntry } from '../../contract/work';
import { severityMessages } from '../../i18n/severity-messages';
import { createTranslate } from '../../i18n/translate';
import { reportMessages } from '../report-messages';
import { type Anonymizer, createAnonymizer, type Identities } from './anonymize';
import { cardMessages } from './card-messages';

/** What a card is made of. */
export interface CardSource {
  readonly report: Report;
  /** The system's name and version. */
  readonly system: string;
  /** Who and where the user is; what the report itself says of it is added. */
  readonly identities: Pick<Identities, 'homes' | 'people' | 'computers'>;
  /** The journal in the report's language, newest first. */
  readonly changes: readonly Pick<ChangeEntry, 'at' | 'does' | 'state'>[];
  /** Lines of the debug log, the last one last; none where it is off. */
  readonly log: readonly string[];
}

/** A chat takes a few screens of text, and whoever helps looks at the worst first. */
const MOST_EVIDENCE = 8;
const MOST_SETTINGS = 40;
const MOST_CHANGES = 10;
const MOST_LINES = 30;

/** The card's own words; what a report says is translated already. */
const CATALOGS = [cardMessages, plansMessages, reportMessages, severityMessages];

const OF_PATHS: readonly ReportEvidence['kind'][] = ['file', 'folder', 'service', 'extension', 'package'];
const isPath = (text: string) => /^(?:~?[\\/]|[A-Za-z]:[\\/])/.test(text);

/** What the report itself says of who and where somebody is. */
function identitiesIn({ report, identities }: CardSource): Identities {
  const evidence = report.findings.flatMap((finding) => finding.evidence);
  const paths = [
    ...evidence.flatMap(({ kind, where }) =>
      kind === 'setting' ? where.slice(0, where.lastIndexOf(': ')) : where,
    ),
    ...report.findings.flatMap(({ cannot }) => cannot.map(({ where }) => where)),
    ...report.findings.flatMap(({ fixes }) =>
      fixes.flatMap(({ changes }) => changes.map(({ where }) => where)),
    ),
    ...report.copies.map(({ path }) => path),
  ].filter(isPath);
  const shortened = paths.flatMap((path) => {
    const home = identities.homes.find((each) => path.startsWith(`${each}/`));
    return home === undefined ? [] : [`~${path.slice(home.length)}`];
  });
  const people = [
    ...evidence.flatMap(({ facts }) => facts?.account ?? []),
    ...report.copies.flatMap(({ owner }) => owner ?? []),
  ];
  return {
    homes: identities.homes,
    computers: identities.computers,
    people: [...identities.people, ...people],
    paths: [...paths, ...shortened],
  };
}

/** Some of many, and how many there are besides. */
function some(items: readonly string[], most: number, more: (count: number) => string): readonly string[] {
  return items.length > most ? [...items.slice(0, most), more(items.length - most)] : items;
}

/**
 * The page for somebody who knows, out of a report: what is wrong, with what was seen; what runs; which settings were looked
 * at; what was changed last. Who and where the user is and every secret is replaced by marks (`createAnonymizer`).
 */
export function makeCard(source: CardSource): Card {
  const { report, system, changes, log } = source;
  const translate = createTranslate(report.language, CATALOGS);
  const say = (id: string, values?: Message['values']) =>
    translate({ id: `card-text.${id}`, ...(values && { values }) });
  const hide: Anonymizer = createAnonymizer(
    identitiesIn(source),
    (kind, number) => `‹${say(`mark.${kind}`, { number: String(number) })}›`,
  );
  const text = (whole: string) => safeLine(hide.text(whole));

  const whereOf = ({ kind, where }: ReportEvidence) => {
    if (kind === 'setting') return hide.setting(where);
    return OF_PATHS.includes(kind) && isPath(where) ? hide.path(where) : hide.text(where);
  };
  const seen = (each: ReportEvidence) =>
    safeLine(`${whereOf(each)}: ${hide.text(each.saw)}${each.page ? ` (${each.page})` : ''}`);
  const more = (count: number) => say('more', { count });
  const isBad = (finding: ReportFinding, { state = finding.state }: ReportEvidence) =>
    state === 'attention' || state === 'unknown';

  function findingItem(finding: ReportFinding): CardItem {
    const severity = finding.severity ? `[${translate({ id: `severity.${finding.severity}` })}] ` : '';
    const bad = finding.evidence.filter((each) => isBad(finding, each));
    return {
      text: `${severity}${text(finding.title)}`,
      state: finding.state,
      notes: [
        text(finding.because),
        ...some(bad.map(seen), MOST_EVIDENCE, more),
        ...finding.cannot.map(({ because }) => text(because)),
        ...finding.fixes.map(({ does }) => say('mends', { does: text(does) })),
      ],
    };
  }
  const findingsOf = (state: State) =>
    report.findings.filter((each) => each.state === state).toSorted(compareWorse);

  function copyItem({ package: name, version, running, updatesTo, advisories, path }: ReportCopy): CardItem {
    const notes = [
      ...(running ? [say('copy.running')] : []),
      ...(updatesTo ? [text(say('copy.newer', { version: updatesTo }))] : []),
      ...(advisories
        ? [
            say('copy.holes', {
              critical: advisories.critical,
              high: advisories.high,
              medium: advisories.medium,
              low: advisories.low,
              day: advisories.dataFrom,
            }),
          ]
        : []),
      safeLine(isPath(path) ? hide.path(path) : hide.text(path)),
    ];
    const known = version ?? translate({ id: 'report.version-unknown' });
    return { text: text(say('copy', { package: name, version: known })), notes };
  }

  const plain = (items: readonly string[]) => items.map((each): CardItem => ({ text: each, notes: [] }));
  // Those that are not as they should be stand beside what they mean.
  const settings = report.findings
    .flatMap((finding) => finding.evidence.filter((each) => !isBad(finding, each)))
    .filter(({ kind }) => kind === 'setting')
    .map(seen);
  const copies = report.copies.length > 0 ? report.copies.map(copyItem) : plain([say('no-copy')]);
  const sections: readonly CardSection[] = [
    { title: say('attention'), items: findingsOf('attention').map(findingItem) },
    { title: say('unknown'), items: findingsOf('unknown').map(findingItem) },
    {
      title: say('versions'),
      items: [
        ...copies,
        ...plain([say('tankmate', { version: report.app.version }), say('system', { system: text(system) })]),
      ],
    },
    { title: say('fine'), items: plain(findingsOf('good').map(({ title }) => text(title))) },
    {
      title: say('settings'),
      items: plain(some([...new Set(settings)].toSorted(), MOST_SETTINGS, more)),
    },
    {
      title: say('changes'),
      items: plain(
        changes
          .slice(0, MOST_CHANGES)
          .map(({ at, does, state }) => `${at} ${text(does)} (${translate({ id: `plans.state.${state}` })})`),
      ),
    },
    { title: say('log'), items: plain(log.slice(-MOST_LINES).map(text)) },
  ];
  return {
    title: say('title'),
    lead: [
      translate({ id: 'card-text.looked', values: { at: Date.parse(report.startedAt) } }),
      text(report.verdict.title),
      text(report.verdict.because),
    ],
    sections: sections.filter(({ items }) => items.length > 0),
    foot: say('foot'),
  };
}
