import type { Programs } from '../system-programs';
import { type ElevatedCommand, type ElevationMethod, withEnv } from './elevation-method';

/**
 * The script never changes: the command's words come as its arguments, and AppleScript quotes each for the shell itself
 * (`quoted form of`, AppleScript Language Guide; `do shell script`, TN2065). No word is ever part of the script.
 */
const SCRIPT = [
  'on run argv',
  'set theCommand to ""',
  'repeat with theWord in argv',
  'set theCommand to theCommand & quoted form of (theWord as text) & " "',
  'end repeat',
  'do shell script theCommand with administrator privileges without altering line endings',
  'end run',
];

/** The user closed the question; no right to ask, or three wrong passwords (Authorization.h, MacErrors.h). */
const REFUSED: readonly number[] = [-128, -60005, -60006, -60007, -60008];

/** osascript ends with 1 and tells the number in parentheses at the end, in every language: `execution error: … (-128)`. */
export const byOsascript = ({ osascript }: Programs, asked: ElevatedCommand): ElevationMethod => ({
  process: { program: osascript, args: [...SCRIPT.flatMap((line) => ['-e', line]), ...withEnv(asked)] },
  read({ code, err }) {
    const number = /\((-?\d+)\)\s*$/.exec(err)?.[1];
    if (code !== 1 || number === undefined) return { code };
    return REFUSED.includes(Number(number)) ? 'refused' : { code: Number(number) };
  },
});
