/** The line, counted from 1, of each place in a text: its line ends are found once, so that many places cost little. */
export function lineFinder(text: string): (index: number) => number {
  let ends: number[] | null = null;
  return (index) => {
    if (ends === null) {
      ends = [];
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
    }
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Where a text that is too long to be read at once is cut, in characters. */
export interface PartSize {
  readonly length: number;
  /** What two parts share, so that nothing is cut in two that is shorter. */
  readonly overlap: number;
}

/** The parts of a long text with the line on which each begins, counted from 1; of a short one the text itself. */
export function partsOfText(
  text: string,
  { length, overlap }: PartSize,
): readonly { readonly text: string; readonly line: number }[] {
  if (text.length <= length) return [{ text, line: 1 }];
  const lineAt = lineFinder(text);
  const parts: { text: string; line: number }[] = [];
  for (let from = 0; from + overlap < text.length; from += length - overlap)
    parts.push({ text: text.slice(from, from + length), line: lineAt(from) });
  return parts;
}
