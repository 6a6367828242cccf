import type { Outcome } from '../contract/change';
import type { Language } from '../contract/report';
import type { TryOutcome } from '../contract/tank';
import { voice } from '../report/render';
import type { Workshop } from '../tank/make';
import type { Tank } from '../tank/tanks';
import { tellTries } from '../tank/tell';
import { writeOutcomes } from './outcomes';
import { EXIT, type Values, writeJson, writeLines } from './say';
import { tryLines } from './tank-text';

interface Telling {
  readonly shop: Workshop;
  readonly values: Values;
  readonly language: Language;
}

/**
 * Prints the newest receipt of a tank, with `--yes` after trying anew. 0: nothing got out; 1: something did, or no
 * receipt could be taken; 2: a part of it could not be tried; 64: there is none yet.
 */
export async function writeReceipt(
  { plan, folder }: Tank,
  anew: () => Promise<Outcome>,
  { shop, values, language }: Telling,
): Promise<number> {
  const speak = voice(language);
  const before = await shop.parts.newestReceipt(folder);
  const outcome = values.yes ? await anew() : null;
  const receipt = await shop.parts.newestReceipt(folder);
  // What is told must be of these tries, not of a month ago.
  if (outcome && (!receipt || receipt.at === before?.at)) {
    await writeOutcomes([outcome], values, language);
    return EXIT.attention;
  }
  if (!receipt) {
    await writeLines([speak({ id: 'tank.making-no-receipt' })], process.stderr);
    return EXIT.usage;
  }
  const tries = tellTries(receipt.tries, speak);
  if (values.json) await writeJson({ tank: plan.name, at: receipt.at, tries });
  else await writeLines([`${plan.name}  ${receipt.at}`, ...tryLines(tries, language)]);
  const came = (wanted: TryOutcome) => receipt.tries.some((each) => each.outcome === wanted);
  if (came('open')) return EXIT.attention;
  return came('untested') ? EXIT.cannotTell : EXIT.fine;
}
