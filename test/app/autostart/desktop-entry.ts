/** The value of Exec, still as it stands in the file. */
export const execLineOf = (entry: string): string => /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';

/**
 * The words of an Exec line as a desktop reads them (specifications.freedesktop.org/desktop-entry, “The Exec key”):
 * first the escapes of strings, then quotes, then field codes.
 */
export function wordsOf(line: string): readonly string[] {
  const text = line.replace(/\\([sntr\\])/g, (_all, sign: string) =>
    String({ s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }[sign]),
  );
  const words = text.match(/"(?:\\[\s\S]|[^"\\])*"|[^\s"]+/g) ?? [];
  return words.map((word) =>
    (word.startsWith('"') ? word.slice(1, -1).replace(/\\(["`$\\])/g, '$1') : word).replaceAll('%%', '%'),
  );
}
