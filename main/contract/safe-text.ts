/**
 * What others wrote (names of files, lines of programs) as it may be shown: control codes, which a terminal would obey,
 * and marks that turn the direction of what is read (UAX #9) are replaced. Lines stay lines.
 */
export const safeText = (text: string): string => text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '\uFFFD');

/** The same for what stands in one line: a name can't make another. */
export const safeLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
