/** A text that is asked many times whether a pattern stands anywhere in it: each pattern is looked for once. */
export class WholeText {
  private readonly known = new Map<RegExp, boolean>();
  constructor(readonly text: string) {}

  /** Whether the pattern, one of a module's own and without `g`, is found. */
  says(pattern: RegExp): boolean {
    let found = this.known.get(pattern);
    if (found === undefined) {
      found = pattern.test(this.text);
      this.known.set(pattern, found);
    }
    return found;
  }
}
