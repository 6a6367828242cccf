import type { Outcome } from '../contract/change';
import type { Language } from '../contract/report';
import { localizeOutcome } from '../report/localize-outcomes';
import { planText } from './plan-text';
import { EXIT, type Values, writeJson, writeLines } from './print';

/** 0 when all of it was done or there was nothing to do, 1 when something was taken back, left changed or refused. */
const exitOf = (outcomes: readonly Outcome[]) =>
  outcomes.every(
    ({ result, because }) =>
      result === 'fixed' || (result === 'skipped' && because.id === 'fixes.nothing-to-do'),
  )
    ? EXIT.fine
    : EXIT.attention;

/** Prints what came of a batch of changes (`{ outcomes: […] }` with `--json`); resolves to the exit code. */
export async function writeOutcomes(
  outcomes: readonly Outcome[],
  values: Pick<Values, 'json'>,
  language: Language,
): Promise<number> {
  const text = planText(language);
  if (values.json)
    await writeJson({ outcomes: outcomes.map((outcome) => localizeOutcome(outcome, text.translate)) });
  else if (outcomes.length === 0) await writeLines([text.translate({ id: 'fixes.nothing-to-do' })]);
  else await writeLines(text.outcomes(outcomes));
  return exitOf(outcomes);
}
