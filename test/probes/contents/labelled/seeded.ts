/** A generator of made-up values, the same at each run: no value that looks real lies in the repository. */
function seeded(seed: number) {
  let state = seed >>> 0;
  const below = (limit: number) => {
    // mulberry32 (github.com/cprosche/mulberry32): small, and good enough to draw letters.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const of = (letters: string) => (count: number) =>
    Array.from({ length: count }, () => letters[below(letters.length)]).join('');
  return { below, of };
}

const { below, of } = seeded(20261130);
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

export { below };
export const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
export const digits = of(DIGITS);
export const hex = of('0123456789abcdef');
export const upper = of(UPPER);
export const lower = of(LOWER);
export const upperDigits = of(UPPER + DIGITS);
export const lowerDigits = of(LOWER + DIGITS);
export const base62 = of(UPPER + LOWER + DIGITS);
export const base64url = of(`${UPPER}${LOWER}${DIGITS}-_`);
export const letters = of(UPPER + LOWER);
export const uuid = () => [8, 4, 4, 4, 12].map(hex).join('-');
const two = (value: number) => String(value).padStart(2, '0');

/** A password as people make them: a word, a number, a sign. */
export const password = () =>
  `${upper(1)}${lower(5)}${pick(['!', '@', '#', '_', ''])}${digits(3)}${lower(2)}`;

const born = () => `${1950 + below(55)}${two(1 + below(12))}${two(1 + below(28))}`;
const REGIONS = ['110105', '310104', '440305', '510107', '330106', '610113', '420106'];

/** GB 11643-1999: the check character of a resident identity number. */
export function identityNumber(): string {
  const first = `${pick(REGIONS)}${born()}${digits(3)}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first + '10X98765432'[sum % 11];
}
/** The numbers of before 1999: two digits of the year, no check digit. */
export const oldIdentityNumber = () => `${pick(REGIONS)}${born().slice(2)}${digits(3)}`;

/** ISO/IEC 7812-1, annex B: the Luhn digit. */
export function cardNumber(prefix: string, length: number): string {
  const first = prefix + digits(length - 1 - prefix.length);
  const sum = [...first].reverse().reduce((total, digit, at) => {
    const double = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (double > 9 ? double - 9 : double);
  }, 0);
  return first + ((10 - (sum % 10)) % 10);
}
export const mobileNumber = () => pick(['138', '139', '150', '158', '177', '186', '199', '135']) + digits(8);

/** ICAO Doc 9303: a machine-readable zone of a passport, its check digits weighed 7, 3, 1. */
export function passportLines(): string {
  const value = (letter: string) =>
    letter === '<' ? 0 : /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 55;
  const check = (text: string) =>
    [...text].reduce((sum, letter, at) => sum + value(letter) * ([7, 3, 1][at % 3] as number), 0) % 10;
  const number = `E${pick(['A', 'B', 'H', 'J'])}${digits(7)}`;
  const day = born().slice(2);
  const until = `3${below(9)}${two(1 + below(12))}${two(1 + below(28))}`;
  const rest = '<<<<<<<<<<<<<<';
  const second = `${number}${check(number)}CHN${day}${check(day)}M${until}${check(until)}${rest}0`;
  const all = `${number}${check(number)}${day}${check(day)}${until}${check(until)}${rest}0`;
  const name = `P<CHN${upper(4)}<<${upper(4)}<${upper(3)}`;
  return `${name.padEnd(44, '<')}\n${second}${check(all)}`;
}

/** Digits in groups of these sizes, the rest as the last. */
export function grouped(number: string, sizes: readonly number[], between: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(number.slice(at, at + size));
    at += size;
  }
  if (at < number.length) parts.push(number.slice(at));
  return parts.join(between);
}
export const wideDigits = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
