import { compareWorse } from '../checks/define/worst-observation';
import type { State } from '../contract/finding';
import type { Report, ReportCopy, ReportFinding } from '../contract/report';
import { safeLine } from '../contract/safe-text';
import { translatorFor } from './render';

/** Marks that differ in shape, not in colour. */
const MARK: Record<State, string> = {
  good: '[ok]',
  attention: '[!!]',
  unknown: '[??]',
  'not-applicable': '[--]',
};
const EVIDENCE_LINES = 4;

/** The report for people at a terminal: six tiles, then what to do, worst first. */
export function reportText(report: Report): string {
  const translate = translatorFor(report.language);
  const say = (id: string, values?: Record<string, string | number>) =>
    translate({ id, ...(values && { values }) });

  const copyLine = (copy: ReportCopy) =>
    [
      `${copy.package} ${copy.version ?? say('report.version-unknown')}`,
      copy.running ? say('report.running') : '',
      copy.path,
    ]
      .filter(Boolean)
      .join(' · ');
  const findingLines = (finding: ReportFinding) => {
    const severity = finding.severity ? ` (${say(`severity.${finding.severity}`)})` : '';
    const shown = finding.evidence.slice(0, EVIDENCE_LINES);
    const rest = finding.evidence.length - shown.length;
    return [
      `${MARK[finding.state]} ${finding.title}${severity}`,
      `     ${finding.because}`,
      `     ${say('report.why')}: ${finding.why}`,
      ...shown.map(({ where, saw, page }) => `       · ${where}: ${saw}${page ? ` (${page})` : ''}`),
      ...(rest > 0 ? [`       · ${say('report.more', { count: rest })}`] : []),
      ...finding.cannot.map(({ because }) => `     ${say('report.cannot')}: ${because}`),
      ...finding.byHand.map((step, index) => `     ${index + 1}. ${step}`),
      `     ${finding.clause.text}`,
      '',
    ];
  };
  const todo = report.findings
    .filter(({ state }) => state === 'attention' || state === 'unknown')
    .toSorted(compareWorse);

  return [
    report.verdict.title,
    report.verdict.because,
    '',
    ...report.tiles.flatMap(({ state, title, because }) => [`${MARK[state]} ${title}`, `     ${because}`]),
    '',
    ...(report.copies.length > 0
      ? [say('report.heading.copies'), ...report.copies.map((copy) => `     ${copyLine(copy)}`), '']
      : []),
    ...(todo.length > 0 ? [say('report.heading.todo'), '', ...todo.flatMap(findingLines)] : []),
    say('report.looked', { seconds: (report.durationMs / 1000).toFixed(1) }),
    '',
  ]
    .map(safeLine)
    .join('\n');
}
