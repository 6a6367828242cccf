import { acceptanceOf } from '../../contract/accepted';
import type { ScanResult } from '../../contract/scan-result';
import type { Preferences } from '../../contract/work';
import { type DeliveredLog, forgetFixed, isWeekOld, recordDelivered, wasDelivered } from './delivered';
import { type NotificationEvent, notificationEvents, rank } from './events';

/** One notice, in no language yet: what it tells, the worst first. */
export interface Notice {
  /** `summary`: what came while notices were off. `digest`: the small things of a week. */
  readonly kind: 'news' | 'summary' | 'digest';
  readonly events: readonly [NotificationEvent, ...NotificationEvent[]];
}

export interface Decision {
  readonly notice: Notice | null;
  readonly memory: DeliveredLog;
}

/** What a scan says, against what was told before. */
export interface Situation {
  /** Undefined before the first scan of all. */
  readonly memory: DeliveredLog | undefined;
  readonly look: ScanResult;
  readonly preferences: Preferences;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Low ones and what could not be told can wait for the end of the week: a lost probe is not an alarm. */
const canWait = ({ severity, what }: NotificationEvent): boolean =>
  what !== 'term' && (severity === null || severity === 'low');

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** What was accepted and still stands though the time for it is over. A critical finding comes back after a week already. */
function expiredAcceptances(
  { accepted }: Preferences,
  look: ScanResult,
  now: number,
): readonly NotificationEvent[] {
  return accepted.flatMap(({ finding, since, until }) => {
    const found = look.findings.find(({ id }) => id === finding);
    if (found?.state !== 'attention') return [];
    const severity = found.severity ?? 'high';
    const term = (key: string): readonly NotificationEvent[] => [{ key, finding, what: 'term', severity }];
    if (Date.parse(until) <= now) return term(`${finding}/until ${until}`);
    if (severity === 'critical' && Date.parse(since) + WEEK_MS <= now)
      return term(`${finding}/critical ${since}`);
    return [];
  });
}

/** An accepted finding is silent, but for critical holes and whatever else makes it worse. */
function isSilenced(
  event: NotificationEvent,
  { accepted }: Preferences,
  look: ScanResult,
  now: number,
): boolean {
  const found = look.findings.find(({ id }) => id === event.finding);
  if (!found || event.what === 'term' || event.severity === null) return false;
  return acceptanceOf(accepted, { ...found, severity: event.severity }, now) !== null;
}

/**
 * At most one notice a scan, and none twice. Nothing at the first scan, whose window shows it all, and nothing while
 * notices are off: what still stands at the first scan afterwards is told in one.
 */
export function decide({ memory: before, look, preferences, now }: Situation): Decision {
  const at = new Date(now).toISOString();
  const all = [...notificationEvents(look), ...expiredAcceptances(preferences, look, now)];
  if (!before) {
    const blank: DeliveredLog = { told: {}, away: {}, digestAt: at, held: false };
    return { notice: null, memory: recordDelivered(blank, all, all, now) };
  }
  const withoutFixed = forgetFixed(before, look, now);
  const undelivered = all.filter((event) => !wasDelivered(withoutFixed, event));
  const silenced = undelivered.filter((event) => isSilenced(event, preferences, look, now));
  const memory = recordDelivered(withoutFixed, silenced, all, now);
  const fresh = undelivered.filter((each) => !silenced.includes(each)).sort((a, b) => rank(a) - rank(b));
  const urgent = fresh.filter((each) => !canWait(each));

  if (preferences.snoozedUntil !== null && Date.parse(preferences.snoozedUntil) > now)
    return { notice: null, memory: { ...memory, held: memory.held || urgent.length > 0 } };

  const notify = (
    kind: Notice['kind'],
    [first, ...others]: readonly NotificationEvent[],
    kept: Partial<DeliveredLog>,
  ) => ({
    notice: first ? ({ kind, events: [first, ...others] } as const) : null,
    memory: { ...recordDelivered(memory, first ? [first, ...others] : [], all, now), held: false, ...kept },
  });
  if (urgent.length > 0) return notify(memory.held ? 'summary' : 'news', memory.held ? fresh : urgent, {});
  // A week that had nothing small passes as well, so that the next small thing waits for the end of its own.
  return isWeekOld(memory.digestAt, now) ? notify('digest', fresh, { digestAt: at }) : notify('news', [], {});
}
