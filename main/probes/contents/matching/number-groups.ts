/** Digits in a row, perhaps in groups as people set them down. */
export interface NumberGroups {
  /** The digits (and a last `X`) alone. */
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** How many groups it was written in. */
  readonly groups: number;
  /** Sizes of the groups, with a dash between: `4-4-4-4`. */
  readonly sizes: string;
  /** What stands between them; empty for one group. */
  readonly mark: string;
}

/** One group: `x` belongs to the last one of an identity number. */
const GROUP = /\d{1,40}(?:[Xx](?![0-9A-Za-z]))?/g;
/** What stands between two groups of one number: a mark, up to two spaces, or a line's end. */
const BETWEEN = /^(?:[ ]{1,2}|[-._/·•*]|[ ][-·•/][ ]|\r?\n)$/;
/** A longer row is a table or a list of numbers. */
const MOST_GROUPS = 8;
const LONGEST = 24;

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Not in the midst of a word, a longer number, a decimal fraction or a UUID. */
function standsFree(text: string, { start, end }: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 6);
  if (/[0-9A-Za-z_]$|[0-9]\.$|[0-9a-fA-F]{4}-$|[$#]$/.test(before)) return false;
  return !/^[0-9A-Za-z_]|^\.[0-9]|^-[0-9a-fA-F]{4}/.test(after);
}

/**
 * The numbers of a text, each group by itself and each whole row of groups with the same mark between, at most eight.
 * Part of a longer row is none: it would make a number of any table. Takes time that grows with the text's length.
 */
export function* numberGroups(text: string): Generator<NumberGroups> {
  let row: Piece[] = [];
  let mark = '';
  const flush = function* (): Generator<NumberGroups> {
    const [first, last] = [row[0], row.at(-1)];
    if (!first || !last || row.length < 2 || row.length > MOST_GROUPS) return;
    const digits = row.map((each) => each.text).join('');
    const found = { start: first.start, end: last.end };
    if (digits.length > LONGEST || !standsFree(text, found)) return;
    yield {
      ...found,
      digits,
      groups: row.length,
      sizes: row.map((each) => each.text.length).join('-'),
      mark,
    };
  };
  for (const match of text.matchAll(GROUP)) {
    const piece: Piece = { text: match[0], start: match.index, end: match.index + match[0].length };
    if (standsFree(text, piece))
      yield { ...piece, digits: piece.text, groups: 1, sizes: String(piece.text.length), mark: '' };
    const previous = row.at(-1);
    const between = previous ? text.slice(previous.end, Math.min(piece.start, previous.end + 4)) : '';
    const joined = previous && piece.start - previous.end <= 3 && BETWEEN.test(between);
    if (joined && (row.length === 1 || between === mark)) {
      mark = between;
      row.push(piece);
      continue;
    }
    yield* flush();
    // Where the mark changes, the last group may begin the next row.
    row = joined && previous && row.length > 1 ? [previous, piece] : [piece];
    mark = row.length === 2 ? between : '';
  }
  yield* flush();
}
