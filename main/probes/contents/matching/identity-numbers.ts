import isIdentityCard from 'validator/lib/isIdentityCard.js';
import isLuhnNumber from 'validator/lib/isLuhnNumber.js';
import type { MatchHandler } from './match-handler';
import { type NumberGroups, numberGroups } from './number-groups';
import { isSampleCard, isSampleIdentity } from './sample-numbers';

/** Characters before a number that are looked at for a word that says what it is. */
const NEAR = 60;
/** And in which the head of its table may stand. */
const FAR = 400;

/** The key or word before a number says that it is something else. */
const NUMBERED =
  /(?:(?:\b|_|[a-z])(?:id|ids|Id|ID|uid|uuid|no|seq|size|bytes|time|timestamp|ts|At|ms|offset|hash|order|tracking|version|mid|msgid|snowflake|status)\b["']?\s{0,3}[:=#]?\s{0,3}["'#]?|(?:订单号?|单号|流水号|编号|运单号?|版本号?)\s{0,3}[:是为]?\s{0,3})$/;
const CARD_WORD =
  /银行|信用卡|储蓄卡|借记卡|卡号|card|\bbank|visa|master|amex|银联|unionpay|diners|maestro|[卡账][号户]|\bpan\b/i;
const IDENTITY_WORD = /身份证|身分证|证件号|id[-_ ]?(?:card|no|number)|identity|idcard|sfz|公民/i;

/** Inside a web address a long number is an id far more often than a card. */
export const isInAddress = (text: string, at: number): boolean =>
  /:\/\/\S{0,200}$/.test(text.slice(Math.max(0, at - 210), at));
export const textBefore = (text: string, at: number, length = NEAR): string =>
  text.slice(Math.max(0, at - length), at);

/**
 * Payment cards: issuer prefixes and lengths of ISO/IEC 7812 networks in use (UnionPay 62: 16 to 19 digits, also 81;
 * Visa, Mastercard, American Express, JCB, Discover). `validator`'s own card test knows UnionPay's 16 digits only, while
 * most Chinese debit cards have 19.
 */
const ISSUED =
  /^(?:62\d{14}|62\d{17}|81[0-7]\d{13}|81[0-7]\d{16}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d{2})\d{12})$/;
/** Lengths and networks that pass for an id in chat programs: only beside a word that says card. */
const ISSUED_RARELY =
  /^(?:62\d{15,16}|3(?:0[0-5]|[689]\d)\d{11}|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}|9[59]\d{14,17}|4\d{12}|4\d{18}|60\d{14,17})$/;
/** How people group a card's number; another grouping needs the word. */
const CARD_GROUPS = /^(?:4-4-4-4(?:-[1-3])?|4-6-[45]|6-1[03]|4-4-4-4-3|8-8)$/;

/** Birthdays of six digits in the numbers of before 1999: no check digit, so the word must stand by. */
const OLD_IDENTITY = /^[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|7[1]|8[1-3])/;

/** Numbers of one length in a text, of which most fail the check digit, are ids: cards pass it all. */
function columnsOfIds(all: readonly NumberGroups[]): ReadonlySet<number> {
  const seen = new Map<number, { all: number; sound: number }>();
  for (const { digits, groups } of all) {
    if (groups > 1 || digits.length < 13) continue;
    const of = seen.get(digits.length) ?? { all: 0, sound: 0 };
    seen.set(digits.length, {
      all: of.all + 1,
      sound: of.sound + Number(/^\d+$/.test(digits) && isLuhnNumber(digits)),
    });
  }
  return new Set(
    [...seen].filter(([, of]) => of.all >= 3 && of.sound * 2 < of.all).map(([length]) => length),
  );
}

function isCard(text: string, found: NumberGroups, ids: ReadonlySet<number>, many: number): string | null {
  const { digits, groups, sizes, start, mark } = found;
  // What follows a card of four groups may be its security code or the month.
  const isWhole = ISSUED.test(digits) && isLuhnNumber(digits);
  const number = /^4-4-4-4-[1-4]$/.test(sizes) && !isWhole ? digits.slice(0, 16) : digits;
  if (!/^\d{13,19}$/.test(number)) return null;
  const word =
    CARD_WORD.test(textBefore(text, start)) ||
    (groups === 1 && CARD_WORD.test(textBefore(text, start, FAR).split('\n', 1)[0] ?? ''));
  if (!ISSUED.test(number) && !(word && ISSUED_RARELY.test(number))) return null;
  if (isSampleCard(number) || !isLuhnNumber(number)) return null;
  if (word) return number;
  if (NUMBERED.test(textBefore(text, start)) || isInAddress(text, start)) return null;
  if (groups > 1) return CARD_GROUPS.test(sizes) && !mark.includes('\n') ? number : null;
  // A bare number of 19 digits is an id of some network as easily; so is one among many of its length.
  return ids.has(number.length) || (many > 3 && number.length === 19) ? null : number;
}

/** Chinese passports: E with eight digits or a letter and seven, G, D, S and P with eight; meaningless without the word. */
const PASSPORT = /(?<![A-Za-z0-9])(E[A-HJ-NP-Z] ?\d{7}|[EGDSPHK] ?\d{8})(?![A-Za-z0-9])/gi;
/** Any country's, right behind the word. */
const NAMED_PASSPORT =
  /(?:passport|护照)(?:[-_ ]?(?:no|num|number|id|号码?))?\.?["']?\s{0,3}(?:is|是|为|[:=#])\s{0,3}["']?([A-Z]{0,2}\d{7,9})(?![A-Za-z0-9])/gi;
const PASSPORT_WORD = /护照|passport/i;

/** The second line of a passport's machine-readable zone (ICAO Doc 9303, part 4). */
const MACHINE_READABLE =
  /(?<![A-Z0-9<])([A-Z0-9<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)[A-Z0-9<]{14}[0-9<]\d(?![A-Z0-9<])/g;
const WEIGHTS = [7, 3, 1];
function checks(field: string, digit: string): boolean {
  const value = (letter: string) =>
    letter === '<' ? 0 : /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 55;
  const sum = [...field].reduce((total, letter, at) => total + value(letter) * (WEIGHTS[at % 3] ?? 0), 0);
  return sum % 10 === Number(digit);
}

/** Identity cards, bank cards and passports in a text. */
export function findNumbers(text: string, heard: MatchHandler): void {
  const all = [...numberGroups(text)].filter(({ digits }) => digits.length >= 13);
  if (all.length > 0) {
    const ids = columnsOfIds(all);
    const lengths = new Map<number, number>();
    for (const { digits } of all) lengths.set(digits.length, (lengths.get(digits.length) ?? 0) + 1);
    for (const found of all) {
      const number = found.digits.toUpperCase();
      if (number.length === 18 && isIdentityCard(number, 'zh-CN')) {
        if (!isSampleIdentity(number)) heard('identity-card', number);
        continue;
      }
      if (
        number.length === 15 &&
        OLD_IDENTITY.test(number) &&
        REGION.test(number) &&
        isNamedIdentity(text, found)
      ) {
        if (!isSampleIdentity(number)) heard('identity-card', number);
        continue;
      }
      const card = isCard(text, found, ids, lengths.get(number.length) ?? 0);
      if (card !== null) heard('bank-card', card);
    }
  }
  if (PASSPORT_WORD.test(text)) {
    for (const match of text.matchAll(PASSPORT)) {
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 16);
      if (PASSPORT_WORD.test(textBefore(text, match.index, 90)) || PASSPORT_WORD.test(after))
        heard('passport', (match[1] ?? '').replace(' ', '').toUpperCase());
    }
    for (const [, number = ''] of text.matchAll(NAMED_PASSPORT)) {
      // The Chinese ones were heard above.
      if (new Set(number).size > 3 && !/^(?:E[A-Z]\d{7}|[EGDSPHK]\d{8})$/i.test(number))
        heard('passport', number.toUpperCase());
    }
  }
  if (text.includes('<<'))
    for (const [, number = '', a = '', born = '', b = '', until = '', c = ''] of text.matchAll(
      MACHINE_READABLE,
    ))
      if (checks(number, a) && checks(born, b) && checks(until, c))
        heard('passport', number.split('<', 1)[0] ?? '');
}

const isNamedIdentity = (text: string, { start }: NumberGroups) =>
  IDENTITY_WORD.test(textBefore(text, start)) || IDENTITY_WORD.test(textBefore(text, start, FAR));
