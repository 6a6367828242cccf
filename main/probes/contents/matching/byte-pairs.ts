import { COMMON_PAIRS } from './common-pairs';
import { ISSUED_KEYS } from './issued-keys';

/** How much must follow what was noticed. */
export type Follows = 'value' | 'token' | 'nothing' | 'at-sign' | 'digit';

/** Names of secrets, and what stands around numbers, phrases and packed texts. */
const NAMES: readonly (readonly [Follows, readonly string[]])[] = [
  [
    'value',
    (
      'passw|passphrase|passcode|pass:|pass=|pass"|pass>|pwd|secret|token|credential|apikey|_key|-key|sskey|etkey| key|psk|cookie|authoriz|_auth|"auth|curl|' +
      'sshpass|pw:|pw=|密码|口令|密钥|秘钥|密匙|令牌|授权码|凭证|密碼|金鑰|權杖|憑證'
    ).split('|'),
  ],
  [
    'nothing',
    '护照|passport|助记|助記|恢复|种子|钱包|錢包|&#4|&#5|&#x|<<<|=3d|private key|putty-user|.netrc'.split(
      '|',
    ),
  ],
  ['at-sign', ['://']],
  ['digit', ['&nbsp;', '&ensp;', '&emsp;', '&thinsp;']],
];

/** A letter of ASCII. */
export const isLetter = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
/** Its small form. */
export const fold = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
/** The small forms of all bytes. */
export const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => fold(byte));

/** Bytes that tell of a secret. */
export interface Needle {
  readonly bytes: Buffer;
  readonly follows: Follows;
  /** Written as it stands here; a name may be in capitals. */
  readonly exact: boolean;
}

/** Those that also begin many words wait for the long run that follows them. */
const ORDINARY = new Set([
  'pat',
  'cio',
  '-us',
  're_',
  'pa-',
  'exa_',
  'dapi',
  'EAA',
  'key-',
  'sig=',
  'secret_',
  'BSA',
  '1//0',
]);
const marks = new Set(
  ISSUED_KEYS.flatMap((each) => each.marks.filter((mark) => mark.length >= 3 && !ORDINARY.has(mark))),
);
const NEEDLES: readonly Needle[] = [
  ...NAMES.flatMap(([follows, names]) =>
    names.map((name) => ({ bytes: Buffer.from(name), follows, exact: false })),
  ),
  ...[...marks].map((mark) => ({ bytes: Buffer.from(mark), follows: 'token' as const, exact: true })),
];

/** How often a pair stands in texts, roughly. */
function commonness(first: number, second: number): number {
  const place = COMMON_PAIRS.indexOf(String.fromCharCode(fold(first), fold(second)));
  if (place >= 0) return 300 - place;
  if (first === 32 || second === 32) return 120;
  return isLetter(first) && isLetter(second) ? 60 : 20;
}

/** A needle at the pair of its bytes that is waited for, and another byte of it, by which most places are told at once. */
export interface Waiting {
  readonly needle: Needle;
  readonly offset: number;
  /** From the pair on. */
  readonly beside: number;
  readonly byte: number;
}

/** Flags of a pair of neighbouring bytes. */
export const NEEDLE = 1;
export const DIGITS = 2;
export const WIDE = 4;

const NONE: Waiting[] = [];

/**
 * Two bytes at once, every second byte: each needle waits at one of its pairs for an even place, at another for an odd
 * one. Numbers are noticed by a pair of digits, full-width ones by their first bytes.
 */
function pairs(): { readonly flags: Uint8Array; readonly waiting: readonly (readonly Waiting[])[] } {
  const flags = new Uint8Array(65536);
  const waiting: Waiting[][] = Array.from({ length: 65536 }, () => NONE);
  for (const needle of NEEDLES) {
    const { bytes, exact } = needle;
    const variants = (byte: number) => (isLetter(byte) && !exact ? [fold(byte), fold(byte) - 32] : [byte]);
    for (const parity of [0, 1]) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let at = parity; at + 1 < bytes.length; at += 2) {
        const often = commonness(bytes[at] ?? 0, bytes[at + 1] ?? 0);
        if (often < least) [best, least] = [at, often];
      }
      if (best < 0) continue;
      const beside = best + 2 < bytes.length ? 2 : -1;
      for (const first of variants(bytes[best] ?? 0))
        for (const second of variants(bytes[best + 1] ?? 0)) {
          const pair = first | (second << 8);
          flags[pair] = (flags[pair] ?? 0) | NEEDLE;
          waiting[pair] = [
            ...(waiting[pair] ?? []),
            { needle, offset: best, beside, byte: fold(bytes[best + beside] ?? 0) },
          ];
        }
    }
  }
  for (let first = 48; first < 58; first++)
    for (let second = 48; second < 58; second++)
      flags[first | (second << 8)] = (flags[first | (second << 8)] ?? 0) | DIGITS;
  flags[0xef | (0xbc << 8)] = (flags[0xef | (0xbc << 8)] ?? 0) | WIDE;
  for (let digit = 0x90; digit <= 0x99; digit++)
    flags[0xbc | (digit << 8)] = (flags[0xbc | (digit << 8)] ?? 0) | WIDE;
  return { flags, waiting };
}
/** Flags by pair, the first byte below, and the needles that wait there. */
export const { flags: PAIR_FLAGS, waiting: WAITING } = pairs();
