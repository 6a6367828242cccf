/** How a key starts as its issuer writes it: vendors' own prefixes, and JSON web tokens (RFC 7519). */
const PREFIX =
  /^(?:sk|pk|rk|ghp|gho|ghs|ghu|ghr|github_pat|glpat|xox[abeoprs]|xapp|AKIA|ASIA|AIza|ya29|hf|gsk|xai|tvly|npm|pypi|LTAI|AKLT|AKID|bce-v3|eyJ)(?=[-_./A-Z\d])/;

const LONG = 20;
/** Share of neighbours of different kinds (small, capital, digit) above which nobody wrote it as words. */
const MIXED = 0.25;

const kindOf = (letter: string) => (/\d/.test(letter) ? 'digit' : /[A-Z]/.test(letter) ? 'capital' : 'small');

/**
 * True for a run of letters and digits that was drawn, not written: a key by its issuer's prefix, long hexadecimal, or
 * small letters, capitals and digits mixed as no name or version mixes them.
 */
export function looksDrawn(run: string): boolean {
  if (run.length >= 12 && PREFIX.test(run)) return true;
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
