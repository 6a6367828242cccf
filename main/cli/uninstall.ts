import type { Progress } from '../changes';
import { safeText } from '../contract/safe-text';
import { keyPage } from '../openclaw/key-pages';
import { runPurge } from '../operations/uninstall/purge';
import { previewUninstall, runUninstall } from '../operations/uninstall/run-uninstall';
import { localizeLeftover, localizeOutcome } from '../report/localize-outcomes';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { writeOutcomes } from './outcomes';
import { type CommandFunction, EXIT, untilStopped, WrongUsage, writeJson, writeLines } from './print';
import { writeChanges } from './write-changes';

/** `leave --data keep|delete`, and `leave forget`, which deletes for good what was quarantined. */
export const uninstallCommand: CommandFunction = async (values, [verb, ...extra], language) => {
  const unexpected = verb !== undefined && verb !== 'forget' ? [verb, ...extra] : extra;
  if (unexpected.length > 0) throw new WrongUsage(`unexpected: ${unexpected.join(' ')}`);
  const folder = appDataFolder();
  const translate = translatorFor(language);
  const onProgress = ({ now, line }: Progress) => {
    if (values.progress) process.stderr.write(`${safeText(line ?? translate(now))}\n`);
  };
  if (verb === 'forget') {
    if (!values.yes) throw new WrongUsage('leave forget deletes for good: it needs --yes');
    const outcome = await untilStopped((signal) => runPurge({ folder, signal, onProgress }));
    await writeOutcomes([outcome], values, language);
    return outcome.result === 'fixed' || outcome.result === 'skipped' ? EXIT.fine : EXIT.attention;
  }
  const { data } = values;
  if (data !== 'keep' && data !== 'delete') throw new WrongUsage('--data keep or --data delete');
  if (!values.yes) {
    await writeChanges(await previewUninstall(folder, data), values.json, language);
    return EXIT.usage;
  }
  const { outcomes, keys, exported, left } = await untilStopped((signal) =>
    runUninstall({ folder, data, signal, onProgress }),
  );
  const still = left.map((why) => localizeLeftover(why, translate));
  const renew = keys.map(({ id, provider, count }) => ({ id, provider, count, page: keyPage(id) }));
  if (values.json)
    await writeJson({
      outcomes: outcomes.map((outcome) => localizeOutcome(outcome, translate)),
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
