import type { VersionRange } from '../advisories';

const PART = /^(>=|<=|<|>|=)\s*v?([0-9A-Za-z.-]+)$/;

/**
 * Reads the ranges that GitHub and npm write: `< 2026.2.14`, `>= 2026.1.5, <= 2026.1.28`, `>=2026.1.5 <2026.2.14`,
 * `= 2026.2.3`, `*` (docs.github.com, vulnerable_version_range). Null for anything else: a range that isn't
 * understood is left to the other feeds.
 */
export function readRange(text: string): VersionRange | null {
  const trimmed = text.trim();
  if (trimmed === '*') return { introduced: '0' };
  let range: { introduced: string; fixed?: string; lastAffected?: string } = { introduced: '0' };
  for (const part of trimmed.split(',').flatMap((each) =>
    each
      .trim()
      .split(/(?<=\s)(?=[<>=])/)
      .map((one) => one.trim()),
  )) {
    const [, sign, version] = PART.exec(part) ?? [];
    if (version === undefined) return null;
    if (sign === '>=') range.introduced = version;
    else if (sign === '<') range.fixed = version;
    else if (sign === '<=') range.lastAffected = version;
    else if (sign === '=') range = { introduced: version, lastAffected: version };
    // `> X` has no place in a range that starts with an affected version: X itself is counted in, no hole is missed.
    else range.introduced = version;
  }
  return range;
}
