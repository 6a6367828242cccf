const LONG = 20;
/** Share of neighbours of different kinds (small, capital, digit) above which nobody wrote it as words. */
const MIXED = 0.25;

const kindOf = (letter: string) => (/\d/.test(letter) ? 'digit' : /[A-Z]/.test(letter) ? 'capital' : 'small');

/**
 * True for a run of letters and digits that nobody wrote: long hexadecimal, or small letters, capitals and digits mixed as
 * no name or version mixes them.
 */
export function looksRandom(run: string): boolean {
  const bare = run.replace(/[^A-Za-z\d]/g, '');
  if (bare.length < LONG) return false;
  if (/^[\da-f]+$/i.test(bare)) return /\d/.test(bare) && bare.length >= 24;
  if (/^\d+$/.test(bare)) return true;
  let changes = 0;
  for (let at = 1; at < bare.length; at++) {
    const [was, is] = [kindOf(bare[at - 1] ?? ''), kindOf(bare[at] ?? '')];
    // A capital before a small letter begins a word.
    if (was !== is && !(was === 'capital' && is === 'small')) changes++;
  }
  return changes / bare.length > MIXED && (/\d/.test(bare) || bare.length >= 32);
}
