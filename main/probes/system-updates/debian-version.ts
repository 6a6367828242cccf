/** Order of characters in a version: `~` before the end, the end before letters, letters before all else (deb-version(7)). */
const orderOf = (code: number): number => {
  if (code === 126) return -1;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter ? code : code + 256;
};
const isDigit = (code: number) => code >= 48 && code <= 57;

function compareParts(one: string, other: string): number {
  let at = 0;
  let against = 0;
  while (at < one.length || against < other.length) {
    const inText = (text: string, from: number) => from < text.length && !isDigit(text.charCodeAt(from));
    while (inText(one, at) || inText(other, against)) {
      const left = inText(one, at) ? orderOf(one.charCodeAt(at)) : 0;
      const right = inText(other, against) ? orderOf(other.charCodeAt(against)) : 0;
      if (left !== right) return left - right;
      at++;
      against++;
    }
    const numberFrom = (text: string, from: number) => {
      let start = from;
      while (text.charCodeAt(start) === 48) start++;
      let end = start;
      while (isDigit(text.charCodeAt(end))) end++;
      return { digits: text.slice(start, end), end };
    };
    const left = numberFrom(one, at);
    const right = numberFrom(other, against);
    if (left.digits.length !== right.digits.length) return left.digits.length - right.digits.length;
    if (left.digits !== right.digits) return left.digits < right.digits ? -1 : 1;
    at = left.end;
    against = right.end;
  }
  return 0;
}

function partsOf(version: string): readonly [epoch: string, upstream: string, revision: string] {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return [
    colon < 0 ? '0' : version.slice(0, colon),
    dash < 0 ? rest : rest.slice(0, dash),
    dash < 0 ? '0' : rest.slice(dash + 1),
  ];
}

/** Which of two versions of a Debian package is newer: below, at or above 0 as `one` is older, the same, or newer (deb-version(7)). */
export function compareDebianVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  return (
    compareParts(left[0], right[0]) || compareParts(left[1], right[1]) || compareParts(left[2], right[2])
  );
}
