import type { Outcome } from '../contract/change';
import type { Language } from '../contract/report';
import type { AttemptOutcome } from '../contract/tank';
import { translatorFor } from '../report/render';
import { newestReceipt } from '../tank/attestation/receipt-store';
import { localizeAttempts } from '../tank/lifecycle/localize-tank';
import type { StoredTank } from '../tank/model/tank-store';
import { writeOutcomes } from './outcomes';
import { EXIT, type Values, writeJson, writeLines } from './print';
import { tryLines } from './tank-text';

interface ReceiptContext {
  readonly values: Values;
  readonly language: Language;
}

/**
 * Prints the newest receipt of a tank, with `--yes` after trying anew. 0: nothing got out; 1: something did, or no
 * receipt could be taken; 2: a part of it could not be tried; 64: there is none yet.
 */
export async function writeReceipt(
  { plan, folder }: StoredTank,
  anew: () => Promise<Outcome>,
  { values, language }: ReceiptContext,
): Promise<number> {
  const translate = translatorFor(language);
  const before = await newestReceipt(folder);
  const outcome = values.yes ? await anew() : null;
  const receipt = await newestReceipt(folder);
  // What is told must be of these tries, not of a month ago.
  if (outcome && (!receipt || receipt.at === before?.at)) {
    await writeOutcomes([outcome], values, language);
    return EXIT.attention;
  }
  if (!receipt) {
    await writeLines([translate({ id: 'tank.making-no-receipt' })], process.stderr);
    return EXIT.usage;
  }
  const tries = localizeAttempts(receipt.tries, translate);
  if (values.json) await writeJson({ tank: plan.name, at: receipt.at, tries });
  else await writeLines([`${plan.name}  ${receipt.at}`, ...tryLines(tries, language)]);
  const anyWith = (wanted: AttemptOutcome) => receipt.tries.some((each) => each.outcome === wanted);
  if (anyWith('open')) return EXIT.attention;
  return anyWith('untested') ? EXIT.unknown : EXIT.fine;
}
