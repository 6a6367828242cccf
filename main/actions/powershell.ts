/**
 * Arguments that run a script of ours: `-EncodedCommand` takes base64 of UTF-16LE (about_PowerShell_exe), so that no
 * quote is read on the way. Paths never stand in a script: they come in the environment, as `$env:NAME`.
 */
export const encoded = (script: string): readonly string[] => [
  '-NoProfile',
  '-NonInteractive',
  '-EncodedCommand',
  Buffer.from(script, 'utf16le').toString('base64'),
];

/** The script in such arguments, for tests and the log. */
export const decoded = (args: readonly string[]): string =>
  Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
