declare const mark: unique symbol;

/**
 * A PowerShell text that the app can send. Only `powerShellText` makes one, and only such a text can be run, so that the
 * tests find each of them, parse it, and hold its commands and parameters to Microsoft's documents.
 */
export type PowerShellText = string & { readonly [mark]: true };

/**
 * Marks a text as PowerShell.
 * @param _name what the tests call it; no two have the same
 * @param text the text itself. Paths and words of others never stand in it: they come in the environment, as `$env:NAME`
 */
export const powerShellText = (_name: string, text: string): PowerShellText => text as PowerShellText;

const QUIET = ['-NoProfile', '-NonInteractive'] as const;

/**
 * Arguments that run a script of ours: `-EncodedCommand` takes base64 of UTF-16LE (about_PowerShell_exe), so that no
 * quote is read on the way.
 */
export const encoded = (script: PowerShellText): readonly string[] => [
  ...QUIET,
  '-EncodedCommand',
  Buffer.from(script, 'utf16le').toString('base64'),
];

/** The script in such arguments, for tests and the log. */
export const decoded = (args: readonly string[]): string =>
  Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');

/** Arguments that run a line of ours which may be shown and read as it is (about_PowerShell_exe, `-Command`). */
export const commanded = (line: PowerShellText): readonly string[] => [...QUIET, '-Command', line];
