import { type Message, SEVERITIES } from '../../contract/finding';
import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import { type FindingLevel, isSeverityLevel, type ScanSummary } from './summary';

export interface Difference {
  readonly worse: readonly Message[];
  readonly better: readonly Message[];
}

/** The check's own title for a state is its message of that name. */
const titleOf = (id: string, level: FindingLevel): Message => ({
  id: `${id}.${isSeverityLevel(level) ? 'attention' : level}`,
});
const rating = (level: FindingLevel): Message => ({ id: `severity.${level}` });

function ofFinding(id: string, before: FindingLevel, now: FindingLevel): Partial<Difference> {
  const title = titleOf(id, now);
  if (isSeverityLevel(now)) {
    if (!isSeverityLevel(before))
      return { worse: [{ id: 'history.now', values: { title, severity: rating(now) } }] };
    const moved: Message = {
      id: 'history.moved',
      values: { title, before: rating(before), now: rating(now) },
    };
    return SEVERITIES.indexOf(now) < SEVERITIES.indexOf(before) ? { worse: [moved] } : { better: [moved] };
  }
  // What can't be told any more is no better, even if it was bad before.
  if (now === 'unknown') return { worse: [{ id: 'history.is', values: { title } }] };
  const wasBad = isSeverityLevel(before) || before === 'unknown';
  return wasBad ? { better: [{ id: 'history.is', values: { title } }] } : {};
}

function ofCopies(before: ScanSummary, now: ScanSummary): Difference {
  const worse: Message[] = [];
  const better: Message[] = [];
  for (const [id, was] of Object.entries(before.copies)) {
    const is = now.copies[id];
    if (!was.version) continue;
    if (!is) better.push({ id: 'history.gone', values: { version: was.version } });
    else if (is.version && is.version !== was.version && isVersion(is.version) && isVersion(was.version)) {
      const moved: Message = { id: 'history.version', values: { before: was.version, now: is.version } };
      (compareVersions(is.version, was.version) > 0 ? better : worse).push(moved);
    } else if (is.holes !== null && was.holes !== null && is.holes > was.holes)
      worse.push({ id: 'history.holes', values: { count: is.holes - was.holes, version: was.version } });
  }
  return { worse, better };
}

/** What got worse or better from one scan to the next. A check that looked only once says nothing. */
export function differenceOf(before: ScanSummary, now: ScanSummary): Difference {
  const findings = Object.entries(now.findings).map(([id, level]) => {
    const was = before.findings[id];
    return was === undefined || was === level ? {} : ofFinding(id, was, level);
  });
  const copies = ofCopies(before, now);
  return {
    worse: [...findings.flatMap(({ worse = [] }) => worse), ...copies.worse],
    better: [...findings.flatMap(({ better = [] }) => better), ...copies.better],
  };
}
