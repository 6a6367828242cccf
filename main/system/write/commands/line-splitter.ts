import { stripVTControlCharacters } from 'node:util';

const LONGEST = 400;
const MOST = 5000;

/**
 * Cuts a stream of text into lines for `onLine`: without colours and control characters, 400 characters at most, 5000
 * lines at most. Both ends of line, and the bare CR of a progress bar, end a line.
 */
export function lineSplitter(onLine: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = '';
  let given = 0;
  const emit = (line: string) => {
    const plain = stripVTControlCharacters(line)
      .replace(/\p{Cc}/gu, '')
      .trim();
    if (plain === '' || given >= MOST) return;
    given += 1;
    onLine(plain.slice(0, LONGEST));
  };
  return {
    push(text) {
      const parts = (rest + text).split(/\r\n|\n|\r/);
      // A line without end must not grow for ever.
      rest = (parts.pop() ?? '').slice(-LONGEST * 4);
      for (const part of parts) emit(part);
    },
    end() {
      emit(rest);
      rest = '';
    },
  };
}
