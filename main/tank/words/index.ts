import { containersWords } from './containers';
import { enginesWords } from './engines';
import { guestWords } from './guest';
import { makingWords } from './making';
import { movesWords } from './moves';
import { qemuWords } from './qemu';
import { receiptWords } from './receipt';
import { receiptReasonsWords } from './receipt-reasons';
import { terminalWords } from './terminal';
import { waysWords } from './ways';

/** Every catalogue of this room. */
export const tankWords = [
  containersWords,
  enginesWords,
  guestWords,
  makingWords,
  movesWords,
  qemuWords,
  receiptWords,
  receiptReasonsWords,
  terminalWords,
  waysWords,
];
