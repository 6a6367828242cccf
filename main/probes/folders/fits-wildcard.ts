/**
 * Whether a name fits a pattern in which `*` stands for anything. In time of their lengths' product at most, whatever
 * somebody wrote into the pattern: after a star only the last one is tried anew.
 */
export function fitsWildcard(name: string, pattern: string, isCaseless: boolean): boolean {
  const [text, wanted] = isCaseless
    ? [name.toLowerCase(), pattern.toLowerCase()]
    : ([name, pattern] as const);
  let [at, of] = [0, 0];
  /** Behind the last star, and how far the text went when it was met. */
  let [star, met] = [-1, 0];
  while (at < text.length) {
    if (wanted[of] === '*') {
      star = ++of;
      met = at;
    } else if (wanted[of] === text[at]) {
      of++;
      at++;
    } else if (star >= 0) {
      of = star;
      at = ++met;
    } else return false;
  }
  return /^\**$/.test(wanted.slice(of));
}
