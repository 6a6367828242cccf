/** A text in quotes: `from` and `to` inside of them, `end` behind the closing one. */
export interface Quoted {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** How far apart the quotes of one text may stand. */
const MOST = 65_536;
const OPENING = /(\\{0,15})(["'`])/y;
/** A line that assigns something of its own: a quote that was still open before it had been forgotten. */
const ASSIGNS = /[\t ]*["']?[\w$.-]{1,100}["']?[\t ]*[:=](?![=\r\n])[\t ]*[^\s]/y;

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/**
 * Where the closing quote's backslashes begin. Text in quotes may lie in quotes itself, again and again: each time a
 * backslash comes before a quote, and two for each backslash. `depth` is how many come before the quotes themselves.
 */
function closing(text: string, from: number, quote: string, depth: number): number | null {
  const last = Math.min(text.length, from + MOST);
  let slashes = 0;
  for (let at = from; at < last; at++) {
    const letter = text[at];
    if (letter === '\\') slashes++;
    else {
      if (letter === quote) {
        if (slashes < depth) return null;
        if (slashes % (2 * (depth + 1)) === depth) return at - depth;
      }
      if (letter === '\n' && slashes === 0) {
        ASSIGNS.lastIndex = at + 1;
        if (ASSIGNS.test(text)) return null;
      }
      if (letter !== '\r') slashes = 0;
    }
  }
  return null;
}

/** The text in quotes that begins here, escaped ones (`\"`) too; null where none does, or where it has no end. */
export function quotedAt(text: string, at: number): Quoted | null {
  OPENING.lastIndex = at;
  const [whole, slashes = '', quote = ''] = OPENING.exec(text) ?? [];
  if (whole === undefined) return null;
  // TOML's and Python's quotes over several lines.
  const three = quote.repeat(3);
  if (slashes === '' && text.startsWith(three, at)) {
    const close = text.slice(at + 3, at + 3 + MOST).indexOf(three);
    if (close >= 0) return { from: at + 3, to: at + 3 + close, end: at + 6 + close };
  }
  const from = at + whole.length;
  let to = closing(text, from, quote, slashes.length);
  if (to === null && quote === "'" && slashes === '') {
    // Shells and YAML know no backslash between single quotes.
    const close = text.indexOf(quote, from);
    if (close >= 0 && close <= endOfLine(text, from)) to = close;
  }
  return to === null ? null : { from, to, end: to + whole.length };
}
