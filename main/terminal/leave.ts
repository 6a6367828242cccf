import { tellLeft, tellOutcome } from '../errands/told';
import { forgetNow } from '../errands/works/forget-now';
import { leaveNow, planOfLeave } from '../errands/works/leave-now';
import type { Progress } from '../fixes';
import { keyPage } from '../openclaw/key-pages';
import { voice } from '../report/render';
import { ownFolder } from '../state/folder';
import { writeOutcomes } from './outcomes';
import { EXIT, type Run, safe, untilStopped, WrongUsage, writeJson, writeLines } from './say';
import { writeChanges } from './shown';

/** `leave --data keep|delete`, and `leave forget`, which deletes for good what was put away. */
export const run: Run = async (values, [verb, ...extra], language) => {
  const unexpected = verb !== undefined && verb !== 'forget' ? [verb, ...extra] : extra;
  if (unexpected.length > 0) throw new WrongUsage(`unexpected: ${unexpected.join(' ')}`);
  const folder = ownFolder();
  const speak = voice(language);
  const onProgress = ({ now, line }: Progress) => {
    if (values.progress) process.stderr.write(`${safe(line ?? speak(now))}\n`);
  };
  if (verb === 'forget') {
    if (!values.yes) throw new WrongUsage('leave forget deletes for good: it needs --yes');
    const outcome = await untilStopped((signal) => forgetNow({ folder, signal, onProgress }));
    await writeOutcomes([outcome], values, language);
    return outcome.result === 'fixed' || outcome.result === 'skipped' ? EXIT.fine : EXIT.attention;
  }
  const { data } = values;
  if (data !== 'keep' && data !== 'delete') throw new WrongUsage('--data keep or --data delete');
  if (!values.yes) {
    await writeChanges(await planOfLeave(folder, data), values.json);
    return EXIT.usage;
  }
  const { outcomes, keys, exported, left } = await untilStopped((signal) =>
    leaveNow({ folder, data, signal, onProgress }),
  );
  const still = left.map((why) => tellLeft(why, speak));
  const renew = keys.map(({ id, provider, count }) => ({ id, provider, count, page: keyPage(id) }));
  if (values.json)
    await writeJson({
      outcomes: outcomes.map((outcome) => tellOutcome(outcome, speak)),
      exported,
      keys: renew,
      left: still,
    });
  else {
    await writeOutcomes(outcomes, values, language);
    await writeLines(still.map(({ where, why }) => (where === '' ? why : `${where}  ${why}`)));
    await writeLines(renew.map(({ provider, count, page }) => `${provider} (${count})  ${page ?? ''}`));
  }
  const fine = outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
  return fine && left.length === 0 ? EXIT.fine : EXIT.attention;
};
