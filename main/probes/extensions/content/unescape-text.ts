/** `\x41`, `\101`, `\u0041`, `\n` undone, as shells, JavaScript and Python write them. */
export const unescapeText = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{4,6})\}?|([0-7]{1,3})|(\r?\n)|([\s\S]))/g,
    (_all, byte?: string, code?: string, octal?: string, end?: string, char?: string) => {
      if (byte ?? code)
        return String.fromCodePoint(Math.min(Number.parseInt(byte ?? code ?? '0', 16), 0x10ffff));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (end !== undefined) return '';
      return { n: '\n', t: '\t', r: '\r', e: '\u001b' }[char ?? ''] ?? char ?? '';
    },
  );
