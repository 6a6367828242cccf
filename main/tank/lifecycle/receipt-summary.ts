import type { Message } from '../../contract/finding';
import type { Receipt } from '../../contract/tank';
import { tankMessage } from '../model/tank-error';

/**
 * What came of all tries, counted, in a sentence that names what was tried. `open`: ways out; that this computer can't
 * hold the tank to its memory and processors is none, and is said all the same.
 */
export function receiptSummary({ tries }: Receipt): { readonly open: number; readonly because: Message } {
  const of = (outcome: Receipt['tries'][number]['outcome']) =>
    tries.filter((each) => each.outcome === outcome);
  const open = of('open');
  const waysOut = open.filter(({ id }) => id !== 'limits').length;
  const untested = of('untested').length;
  const values = { tried: tries.length - untested, open: waysOut, untested };
  const last = untested > 0 ? 'receipt-untested' : 'receipt-sealed';
  const id = waysOut > 0 ? 'receipt-open' : open.length > 0 ? 'receipt-limits' : last;
  return { open: waysOut, because: tankMessage(id, values) };
}
