import { diffArrays } from 'diff';

/** Lines that could not be put back: what somebody else wrote there stays. */
export interface LinesConflict {
  /** The line that stands there instead; null where none can be named. */
  readonly now: string | null;
  /** What stood there before; empty where nothing did. */
  readonly before: string;
}

export interface MergedLines {
  readonly merged: string;
  readonly conflicts: readonly LinesConflict[];
}

/** One place at which a change replaced lines, with the lines around it as the change left them. */
interface Hunk {
  readonly was: readonly string[];
  readonly is: readonly string[];
  /** The line above and below; null at the ends of the text. */
  readonly above: string | null;
  readonly below: string | null;
}

const linesOf = (text: string) => text.split('\n').map((line) => line.replace(/\r$/, ''));

function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: { was: string[]; is: string[]; at: number }[] = [];
  let at = 0;
  let open = false;
  for (const { added, removed, value } of diffArrays([...before], [...after])) {
    if (!added && !removed) {
      at += value.length;
      open = false;
      continue;
    }
    if (!open) hunks.push({ was: [], is: [], at });
    open = true;
    const hunk = hunks.at(-1);
    if (removed) hunk?.was.push(...value);
    else hunk?.is.push(...value);
    if (added) at += value.length;
  }
  return hunks.map(({ was, is, at }) => ({
    was,
    is,
    above: after[at - 1] ?? null,
    below: after[at + is.length] ?? null,
  }));
}

/** All places at which these lines stand together. */
function places(lines: readonly string[], wanted: readonly string[]): readonly number[] {
  if (wanted.length === 0) return [];
  return lines.flatMap((_, at) => (wanted.every((line, index) => lines[at + index] === line) ? [at] : []));
}

/** The name that a line of an `.env` file, a shell or a YAML file sets. */
const nameIn = (line: string) => /^\s*(?:export\s+|set\s+-gx\s+)?([A-Za-z_][\w.-]*)\s*[=:]/.exec(line)?.[1];

/** Where the lines of a hunk stand, or are missing from: null where it can't be told for sure. */
function placeOf({ is, above, below }: Hunk, lines: readonly string[]): number | null {
  const fits = (at: number) =>
    Number((lines[at - 1] ?? null) === above) + Number((lines[at + is.length] ?? null) === below);
  const found = is.length > 0 ? places(lines, is) : [...lines.keys(), lines.length];
  const [best, ...others] = found.toSorted((a, b) => fits(b) - fits(a));
  if (best === undefined) return null;
  const [second] = others;
  const alone = second === undefined || fits(second) < fits(best);
  // Blank lines alone are no landmark, and lines that were taken out need one.
  const sure = is.length > 0 ? is.some((line) => line.trim() !== '') || fits(best) === 2 : fits(best) > 0;
  const landmark = [above, below].some((line) => line?.trim());
  return alone && sure && (is.length > 0 || landmark || lines.every((line) => line === '')) ? best : null;
}

/**
 * Takes a change from `before` to `after` out of a text of lines as it stands `now`. A place that can't be found for
 * sure, or whose names somebody else has set meanwhile, stays as it is and is told. Line ends follow `now`.
 */
export function mergeLines(before: string, after: string, now: string): MergedLines {
  const end = now.includes('\r\n') ? '\r' : '';
  const old = linesOf(before);
  const conflicts: LinesConflict[] = [];
  let text = now;
  for (const hunk of hunksOf(old, linesOf(after))) {
    const { was, is } = hunk;
    const lines = linesOf(text);
    const at = placeOf(hunk, lines);
    const names = was.flatMap((line) => nameIn(line) ?? []);
    const rest = at === null ? lines : lines.toSpliced(at, is.length);
    const other = rest.find((line) => names.includes(nameIn(line) ?? '') && !old.includes(line));
    const stands = was.length > 0 ? places(lines, was).length > 0 : is.every((line) => !lines.includes(line));
    if (stands && (at === null || is.length === 0)) continue;
    if (at === null || other !== undefined) conflicts.push({ now: other ?? null, before: was.join('\n') });
    else {
      const raw = text.split('\n');
      const made = raw.toSpliced(at, is.length, ...was.map((line) => `${line}${end}`));
      // The last line has no end, and what was last before gets one.
      const ends = (line: string, place: number) =>
        place === made.length - 1
          ? line.replace(/\r$/, '')
          : place === raw.length - 1 && at === raw.length && end && !line.endsWith(end)
            ? `${line}${end}`
            : line;
      text = made.map(ends).join('\n');
    }
  }
  return { merged: text, conflicts };
}
