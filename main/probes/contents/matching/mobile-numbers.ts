import { isInAddress, textBefore } from './identity-numbers';
import type { MatchHandler } from './match-handler';
import { isSamplePhone } from './sample-numbers';

/** What a column or a sentence calls a telephone number. */
export const PHONE_WORD =
  /手机|电话|联系|号码|短信|微信|支付宝|紧急|phone|mobile|\btel|cell|contact|whatsapp|wechat|weixin|alipay|sms|call|jid|handy|\bmob\b|\bwa[_-]?id/i;
/** The key or word before a number says that it counts or orders something. */
const COUNTED =
  /(?:(?:\b|_|[a-z])(?:seq|size|bytes|time|timestamp|ts|At|ms|offset|hash|order|tracking|version|message|msg|length|count|total|price|amount|file|row|request|trace|span)(?:[-_]?(?:id|no|Id|ID))?\b["']?\s{0,3}[:=#]?\s{0,3}["'#]?|(?:订单号?|单号|流水号|编号|运单号?|版本号?)\s{0,3}[:是为]?\s{0,3})$/;
/** Right before a number that only shows how one is written. */
const SHOWN_AS =
  /(?:例如|比如|譬如|示例|格式|(?:，|,|（|\(|^)如|placeholder["']?\s{0,3}[:=]\s{0,3}["']?|\be\.g\.|for example|example)\s{0,3}[:：]?\s{0,3}["'“]?$/i;
/** An id that stands as a number is one; in quotes it may be somebody's telephone. */
const AN_ID = /(?:\b|_|[a-z])(?:id|ids|Id|ID|uid|uuid|no)\b["']?\s{0,3}[:=#]?\s{0,3}#?$/;

/** Chinese mobile numbers as they are written at home, in one piece or in groups, with 86, 0086 or +86; any country's with a plus. */
const MOBILE =
  /(?<![0-9A-Za-z_]|[0-9]\.|[0-9a-fA-F]{4}-|[0-9]{3}[ ]|[$])(?:\(?(?:\+|00)?86\)?[ -]{0,2})?1[3-9]\d(?:([ .-])?\d{4}\1\d{4}|([ .-])\d{3}\2\d{5}|\d([ .-])\d{4}\3\d{3}|\d{2}([ .-])\d{3}\4\d{3})(?![0-9A-Za-z_]|\.[0-9]|-[0-9a-fA-F]{4})|(?<![0-9A-Za-z_+])\+[1-9][\d ().-]{6,17}\d(?![0-9A-Za-z_]|\.[0-9])/g;

/** More numbers than this on lines without a word are data. */
const FEW = 3;

/** A row of a table of numbers: there is no letter on its line. */
function lineOf(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('\n', at), at - 300);
  const end = text.indexOf('\n', at);
  return text.slice(from + 1, Math.min(end < 0 ? text.length : end, at + 300));
}

/** Mobile numbers in a text: candidates by shape, then judged by libphonenumber's list of mobile ranges. */
export async function mobileNumbers(): Promise<(text: string, heard: MatchHandler) => void> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/mobile');
  return (text, heard) => {
    const all = [...text.matchAll(MOBILE)];
    if (all.length === 0) return;
    const isNamedPhone = (at: number) => PHONE_WORD.test(textBefore(text, at));
    const named = PHONE_WORD.test(text.slice(0, 400));
    let bare = 0;
    for (const match of all)
      if (!match[0].startsWith('+') && !/[^\d\s,;|.+-]/.test(lineOf(text, match.index))) bare++;
    for (const match of all) {
      const written = match[0];
      if (SHOWN_AS.test(textBefore(text, match.index))) continue;
      const plain = !/^\(?\+/.test(written) && !isNamedPhone(match.index);
      if (plain) {
        const said = textBefore(text, match.index);
        if (COUNTED.test(said) || AN_ID.test(said) || isInAddress(text, match.index)) continue;
        if (bare > FEW && !named && !/[^\d\s,;|.+-]/.test(lineOf(text, match.index))) continue;
      }
      const number = parsePhoneNumberFromString(
        written.replace(/^\(?(?:00|\+)?86\)?[ -]{0,2}/, '+86').replace(/\./g, ''),
        'CN',
      );
      if (number?.isValid() && !isSamplePhone(number.number)) heard('mobile-number', number.number);
    }
  };
}
