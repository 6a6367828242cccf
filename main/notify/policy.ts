import { acceptanceOf } from '../contract/accepted';
import type { Look } from '../contract/look';
import type { Preferences } from '../contract/work';
import { type Matter, mattersOf, rank } from './matters';
import { forgetMended, isWeekOld, type NoticeMemory, remember, wasTold } from './memory';

/** One notice, in no language yet: what it tells, the worst first. */
export interface Notice {
  /** `summary`: what came while notices were off. `digest`: the small things of a week. */
  readonly kind: 'news' | 'summary' | 'digest';
  readonly matters: readonly [Matter, ...Matter[]];
}

export interface Decision {
  readonly notice: Notice | null;
  readonly memory: NoticeMemory;
}

/** What a look says, against what was told before. */
export interface Situation {
  /** Undefined before the first look of all. */
  readonly memory: NoticeMemory | undefined;
  readonly look: Look;
  readonly preferences: Preferences;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Low ones and what could not be told can wait for the end of the week: a lost probe is not an alarm. */
const canWait = ({ severity, what }: Matter): boolean =>
  what !== 'term' && (severity === null || severity === 'low');

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** What was accepted and still stands though the time for it is over. A critical finding comes back after a week already. */
function endedTerms({ accepted }: Preferences, look: Look, now: number): readonly Matter[] {
  return accepted.flatMap(({ finding, since, until }) => {
    const found = look.findings.find(({ id }) => id === finding);
    if (found?.state !== 'attention') return [];
    const severity = found.severity ?? 'high';
    const term = (key: string): readonly Matter[] => [{ key, finding, what: 'term', severity }];
    if (Date.parse(until) <= now) return term(`${finding}/until ${until}`);
    if (severity === 'critical' && Date.parse(since) + WEEK_MS <= now)
      return term(`${finding}/critical ${since}`);
    return [];
  });
}

/** An accepted finding is silent, but for critical holes and whatever else makes it worse. */
function isSilenced(matter: Matter, { accepted }: Preferences, look: Look, now: number): boolean {
  const found = look.findings.find(({ id }) => id === matter.finding);
  if (!found || matter.what === 'term' || matter.severity === null) return false;
  return acceptanceOf(accepted, { ...found, severity: matter.severity }, now) !== null;
}

/**
 * At most one notice a look, and none twice. Nothing at the first look, whose window shows it all, and nothing while
 * notices are off: what still stands at the first look afterwards is told in one.
 */
export function decide({ memory: before, look, preferences, now }: Situation): Decision {
  const at = new Date(now).toISOString();
  const all = [...mattersOf(look), ...endedTerms(preferences, look, now)];
  if (!before) {
    const blank: NoticeMemory = { told: {}, away: {}, digestAt: at, held: false };
    return { notice: null, memory: remember(blank, all, all, now) };
  }
  const mended = forgetMended(before, look, now);
  const unheard = all.filter((matter) => !wasTold(mended, matter));
  const silenced = unheard.filter((matter) => isSilenced(matter, preferences, look, now));
  const memory = remember(mended, silenced, all, now);
  const fresh = unheard.filter((each) => !silenced.includes(each)).sort((a, b) => rank(a) - rank(b));
  const news = fresh.filter((each) => !canWait(each));

  if (preferences.snoozedUntil !== null && Date.parse(preferences.snoozedUntil) > now)
    return { notice: null, memory: { ...memory, held: memory.held || news.length > 0 } };

  const tell = (
    kind: Notice['kind'],
    [first, ...others]: readonly Matter[],
    kept: Partial<NoticeMemory>,
  ) => ({
    notice: first ? ({ kind, matters: [first, ...others] } as const) : null,
    memory: { ...remember(memory, first ? [first, ...others] : [], all, now), held: false, ...kept },
  });
  if (news.length > 0) return tell(memory.held ? 'summary' : 'news', memory.held ? fresh : news, {});
  // A week that had nothing small passes as well, so that the next small thing waits for the end of its own.
  return isWeekOld(memory.digestAt, now) ? tell('digest', fresh, { digestAt: at }) : tell('news', [], {});
}
