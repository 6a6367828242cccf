import { verifyLog } from '../changes/verify-log';
import { appDataFolder } from '../system/read/app-paths';
import { planText } from './plan-text';
import { type CommandFunction, EXIT, WrongUsage, writeJson, writeLines } from './print';

/** `log verify`: whether the log of changes is as it was written. */
export const logCommand: CommandFunction = async (values, [verb, ...extra], language) => {
  if (verb !== 'verify' || extra.length > 0) throw new WrongUsage('log verify');
  const { translate, say } = planText(language);
  const { ok, records, bad, interrupted } = await verifyLog(appDataFolder());
  const problem = bad && { number: bad.number, because: translate(bad.because) };
  if (values.json) await writeJson({ ok, records, bad: problem, interrupted });
  else {
    const line = problem ? say('log.bad', problem) : say('log.fine', { count: records });
    await writeLines([line, ...(interrupted ? [say('log.interrupted')] : [])]);
  }
  return ok ? EXIT.fine : EXIT.attention;
};
