import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { JobOutcome, JobSummary, Leftover, UnlocalizedSummary } from '../contract/work';
import type { Translate } from '../i18n/translate';

/** How one fix, undo or undertaking ended, in a reader's words. */
export const localizeOutcome = (outcome: Outcome, translate: Translate): JobOutcome => ({
  fix: outcome.fix,
  entry: outcome.entry,
  does: translate(outcome.does),
  result: outcome.result,
  because: translate(outcome.because),
  afterwards: outcome.afterwards && translate(outcome.afterwards),
  ...(outcome.choices && { choices: outcome.choices }),
});

/** One thing that an uninstall left, and why: the message is the reason, its `where` the thing. */
export const localizeLeftover = (why: Message, translate: Translate): Leftover => ({
  where: String(why.values?.where ?? ''),
  why: translate(why),
});

/** What work came to, in a reader's words. */
export const localizeSummary = (
  { outcomes, left, ...summary }: UnlocalizedSummary,
  translate: Translate,
): JobSummary => ({
  ...summary,
  outcomes: outcomes.map((outcome) => localizeOutcome(outcome, translate)),
  ...(left && { left: left.map((why) => localizeLeftover(why, translate)) }),
});
