import { verifyLog } from '../fixes/verify-log';
import { ownFolder } from '../state/folder';
import { planText } from './plan-text';
import { EXIT, type Run, WrongUsage, writeJson, writeLines } from './say';

/** `log verify`: whether the log of changes is as it was written. */
export const run: Run = async (values, [verb, ...extra], language) => {
  if (verb !== 'verify' || extra.length > 0) throw new WrongUsage('log verify');
  const { speak, say } = planText(language);
  const { ok, records, bad, interrupted } = await verifyLog(ownFolder());
  const told = bad && { number: bad.number, because: speak(bad.because) };
  if (values.json) await writeJson({ ok, records, bad: told, interrupted });
  else {
    const line = told ? say('log.bad', told) : say('log.fine', { count: records });
    await writeLines([line, ...(interrupted ? [say('log.interrupted')] : [])]);
  }
  return ok ? EXIT.fine : EXIT.attention;
};
