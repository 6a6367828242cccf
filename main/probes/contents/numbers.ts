import isIdentityCard from 'validator/lib/isIdentityCard.js';
import isLuhnNumber from 'validator/lib/isLuhnNumber.js';

/** Hears of each thing found; the value is only there to tell two of them apart. */
export type Heard = (kind: string, value: string) => void;

/** Not inside a longer number, word, decimal fraction or UUID. */
const START = String.raw`(?<![0-9A-Za-z_]|[0-9]\.|[0-9a-fA-F]{4}-)`;
const END = String.raw`(?![0-9A-Za-z_]|\.[0-9]|-[0-9a-fA-F]{4})`;

/** The key or word before a number says that it is something else. */
const NUMBERED =
  /(?:(?:\b|_|[a-z])(?:id|ids|Id|ID|uid|uuid|no|seq|size|bytes|time|timestamp|ts|At|ms|offset|hash|order|tracking|version)\b["']?\s*[:=#]?\s*["']?|(?:订单号?|单号|流水号|编号|运单号?|版本号?)\s*[:：是为]?\s*)$/;
const CARD_WORD = /银行卡|信用卡|储蓄卡|借记卡|卡号|card|bank/i;
const PHONE_WORD = /手机|电话|phone|mobile|tel/i;
/** Characters before a match that are looked at for such words. */
const BEFORE = 24;

const digits = (text: string) => text.replace(/[^0-9]/g, '');
const before = (text: string, at: number) => text.slice(Math.max(0, at - BEFORE), at);
/** Inside a web address a long number is an id far more often than a card. */
const inAddress = (text: string, at: number) => /:\/\/\S*$/.test(text.slice(Math.max(0, at - 200), at));

/**
 * Resident identity numbers of 18 characters: province, birthday and the check character of GB 11643-1999,
 * as `validator` knows them. In one piece or as 6-8-4.
 */
const IDENTITY = new RegExp(
  `${START}[1-9]\\d{5}([ -]?)(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\1\\d{3}[\\dXx]${END}`,
  'g',
);

/**
 * Payment cards: issuer prefixes and lengths of ISO/IEC 7812 networks in use (UnionPay 62: 16 to 19 digits, also 81;
 * Visa, Mastercard, American Express, JCB, Discover) and the Luhn check digit. `validator`'s own card test knows
 * UnionPay's 16 digits only, while most Chinese debit cards have 19. Groups of digits only where no further group makes a row of numbers of them.
 */
const CARD = new RegExp(
  `${START}(?:\\d{15,19}|(?<!\\d{3}[ -])(?:\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{1,3})?|\\d{4}([ -])\\d{6}\\2\\d{5})(?![ -]\\d{4}))${END}`,
  'g',
);
const ISSUED =
  /^(?:62\d{14}|62\d{17}|81[0-7]\d{13}|81[0-7]\d{16}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d{2})\d{12})$/;
/** Rare lengths that pass for an id in chat programs: only beside a word that says card. */
const ISSUED_RARELY = /^62\d{15,16}$/;

/** Chinese passports: E with eight digits or a letter and seven, older G with eight; meaningless without the word. */
const PASSPORT =
  /(?:护照|passport)[^\n]{0,40}?(?<![A-Za-z0-9])(E[A-HJ-NP-Z]\d{7}|[EG]\d{8})(?![A-Za-z0-9])|(?<![A-Za-z0-9])(E[A-HJ-NP-Z]\d{7}|[EG]\d{8})(?![A-Za-z0-9])[^\n]{0,12}?(?:护照|passport)/gi;

/** Identity cards, bank cards and passports in a text. */
export function findNumbers(text: string, heard: Heard): void {
  for (const { 0: written } of text.matchAll(IDENTITY)) {
    const number = written.replace(/[ -]/g, '').toUpperCase();
    if (isIdentityCard(number, 'zh-CN')) heard('identity-card', number);
  }
  for (const match of text.matchAll(CARD)) {
    const all = digits(match[0]);
    // Three digits after a card of four groups may be its security code.
    const number = match[1] && !ISSUED.test(all) ? all.slice(0, 16) : all;
    const said = before(text, match.index);
    const card = CARD_WORD.test(said);
    if (!ISSUED.test(number) && !(card && ISSUED_RARELY.test(number))) continue;
    if (!card && (NUMBERED.test(said) || inAddress(text, match.index))) continue;
    if (isLuhnNumber(number)) heard('bank-card', number);
  }
  for (const match of text.matchAll(PASSPORT)) heard('passport', (match[1] ?? match[2] ?? '').toUpperCase());
}

/** Chinese mobile numbers as they are written at home, with 86, 0086 or +86; any country's with a plus. */
const MOBILE = new RegExp(
  `${START}(?:\\+|00)?(?:86[ -]?)?(?:1[3-9]\\d)([ -]?)\\d{4}\\1\\d{4}${END}|(?<![0-9A-Za-z_+])\\+[1-9][\\d ().-]{6,17}\\d${END}`,
  'g',
);

/** Mobile numbers in a text: candidates by shape, then judged by libphonenumber's list of mobile ranges. */
export async function mobileNumbers(): Promise<(text: string, heard: Heard) => void> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/mobile');
  return (text, heard) => {
    for (const match of text.matchAll(MOBILE)) {
      const written = match[0];
      const said = before(text, match.index);
      const plain = !written.startsWith('+') && !PHONE_WORD.test(said);
      if (plain && (NUMBERED.test(said) || inAddress(text, match.index))) continue;
      const number = parsePhoneNumberFromString(written.replace(/^(?:00)?86/, '+86'), 'CN');
      if (number?.isValid()) heard('mobile-number', number.number);
    }
  };
}
