import type { Message } from '../contract/finding';
import type { Receipt } from '../contract/tank';
import { say } from './trouble';

/** What came of all tries, counted: how many got out, and a sentence that names what was tried. */
export function summaryOf({ tries }: Receipt): { readonly open: number; readonly because: Message } {
  const count = (outcome: Receipt['tries'][number]['outcome']) =>
    tries.filter((each) => each.outcome === outcome).length;
  const values = {
    tried: tries.length - count('untested'),
    open: count('open'),
    untested: count('untested'),
  };
  const id = values.open > 0 ? 'receipt-open' : values.untested > 0 ? 'receipt-untested' : 'receipt-sealed';
  return { open: values.open, because: say(id, values) };
}
