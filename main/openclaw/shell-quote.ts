/** One word as a POSIX shell takes it (Shell Command Language, 2.2 Quoting); a plain one stays as it is. */
export const quoteShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * One word as PowerShell takes it: between single quotes nothing is special but the quote itself, of which it knows five
 * (about_Quoting_Rules).
 */
export const quotePowerShell = (word: string): string =>
  `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/**
 * One word of a command line as CommandLineToArgvW and the C runtime read it back (learn.microsoft.com, "Parsing C
 * command-line arguments"): backslashes count only before a quote, and are doubled there.
 */
export function quoteWindowsArgument(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replace(/((?<!\\)\\+)?"/g, '$1$1\\"').replace(/(?<!\\)\\+$/, '$&$&')}"`;
}
