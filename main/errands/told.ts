import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { LANGUAGES } from '../contract/report';
import type { KeyToRenew, Leftover, Told, WorkDone, Working, WorkKind, WorkOutcome } from '../contract/work';
import type { Progress } from '../fixes';
import type { Speak } from '../language/speak';
import { voice } from '../report/render';

/** The last lines of programs that are kept for those who unfold them. */
const LINES_KEPT = 50;

/** The same in every language. */
export const inEveryLanguage = <T>(tell: (speak: Speak) => T): Told<T> =>
  Object.fromEntries(LANGUAGES.map((language) => [language, tell(voice(language))])) as Told<T>;

/** How one fix, undo or undertaking ended, in a reader's words. */
export const tellOutcome = (outcome: Outcome, speak: Speak): WorkOutcome => ({
  fix: outcome.fix,
  entry: outcome.entry,
  does: outcome.does ? speak(outcome.does) : outcome.fix,
  result: outcome.result,
  because: speak(outcome.because),
  afterwards: outcome.afterwards && speak(outcome.afterwards),
});

/** One thing that leaving left, and why: the message is the reason, its `where` the thing. */
export const tellLeft = (why: Message, speak: Speak): Leftover => ({
  where: String(why.values?.where ?? ''),
  why: speak(why),
});

/** What work came to, in every language. */
export const tellDone = (
  kind: WorkKind,
  outcomes: readonly Outcome[],
  keys: readonly KeyToRenew[] = [],
  left?: readonly Message[],
): Told<WorkDone> =>
  inEveryLanguage((speak) => ({
    kind,
    outcomes: outcomes.map((outcome) => tellOutcome(outcome, speak)),
    keys,
    ...(left && { left: left.map((why) => tellLeft(why, speak)) }),
  }));

/** Turns the engine's progress into what is shown, and remembers the last lines that programs said. */
export function progressTeller(
  kind: WorkKind,
  tell: (working: Told<Working>) => void,
): (progress: Progress) => void {
  let lines: readonly string[] = [];
  return ({ now, done, of, part, line }) => {
    if (line !== undefined) lines = [...lines, line].slice(-LINES_KEPT);
    tell(
      inEveryLanguage((speak) => ({
        kind,
        now: speak(now),
        done,
        of,
        part: part ?? null,
        lines,
        cancellable: true,
      })),
    );
  };
}
