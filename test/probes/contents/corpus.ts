/** Made-up numbers with right check digits, and near misses. Nobody's: the people and cards are drawn by a fixed dice. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
const roll = dice(20261122);
const some = (count: number, from = '0123456789') =>
  Array.from({ length: count }, () => from[roll(from.length)]).join('');
const pick = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
const two = (value: number) => String(value).padStart(2, '0');

/** GB 11643-1999, annex: weights 2^(17-i) mod 11. */
function identity(): string {
  const region = pick(['110105', '310104', '440305', '510107', '330106', '650102']);
  const born = `${1940 + roll(70)}${two(1 + roll(12))}${two(1 + roll(28))}`;
  const first = `${region}${born}${some(3)}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first + '10X98765432'[sum % 11];
}

/** ISO/IEC 7812-1, annex B: the Luhn digit. */
function card(prefix: string, length: number): string {
  const first = prefix + some(length - 1 - prefix.length);
  const sum = [...first].reverse().reduce((total, digit, at) => {
    const double = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (double > 9 ? double - 9 : double);
  }, 0);
  return first + ((10 - (sum % 10)) % 10);
}
const wrong = (number: string) => {
  const last = number.at(-1) ?? '';
  return number.slice(0, -1) + (last === 'X' ? '3' : String((Number(last) + 1) % 10));
};
const phone = () => pick(['138', '139', '150', '158', '177', '186', '199', '135']) + some(8);
const hex = (count: number) => some(count, '0123456789abcdef');
const uuid = () => [8, 4, 4, 4, 12].map(hex).join('-');
const many = <T>(make: () => T): T[] => Array.from({ length: 40 }, make);

export interface Sample {
  readonly text: string;
  /** Kind that should be heard, null for a near miss. */
  readonly kind: string | null;
}
const samples = (kind: string | null, texts: readonly string[]): Sample[] =>
  texts.map((text) => ({ kind, text }));

export const PRIVATE: readonly Sample[] = [
  ...samples('identity-card', [
    ...many(() => `身份证${identity()}`),
    ...many(() => `{"role":"user","content":"我的号码是\\n${identity()}，请记住"}`),
    ...many(() => `ID: ${identity().toLowerCase()}.`),
    ...many(() => identity().replace(/^(.{6})(.{8})/, '$1 $2 ')),
  ]),
  ...samples('bank-card', [
    ...many(() => `卡号：${card('622202', 19)}`),
    ...many(() => `{"type":"text","text":"\\u5361\\u53f7 ${card('6217', 19)}\\n"}`),
    ...many(() => card('625', 16).replace(/(.{4})(?=.)/g, '$1 ')),
    ...many(() => `My Visa ${card('4', 16).replace(/(.{4})(?=.)/g, '$1-')}, exp 09/30`),
    ...many(() => `${card('4', 16).replace(/(.{4})(?=.)/g, '$1 ')} ${some(3)}`),
    ...many(() => `mastercard ${card('54', 16)}`),
    ...many(() => `amex ${card('37', 15).replace(/^(.{4})(.{6})/, '$1 $2 ')}`),
    ...many(() => `储蓄卡 ${card('6228', 17)}`),
  ]),
  ...samples('mobile-number', [
    ...many(() => `打我电话${phone()}`),
    ...many(() => `"phone":"${phone()}"`),
    ...many(() => phone().replace(/^(.{3})(.{4})/, '$1-$2-')),
    ...many(() => `+86 ${phone().replace(/^(.{3})(.{4})/, '$1 $2 ')}`),
    ...many(() => `{"from":"+86${phone()}","ts":1763790000123}`),
    ...many(() => `0086${phone()}`),
    ...many(() => `86${phone()}@s.whatsapp.net`),
  ]),
  ...samples('mobile-number', [
    'call +44 7911 123456',
    '+852 6123 4567',
    '+1 201 555 0123',
    '+81 90-1234-5678',
  ]),
  ...samples('passport', [
    '护照号 E12345678',
    'Passport: EA1234567',
    'G87654321（旧护照）',
    'passport no. eb7654321',
  ]),
];

export const HARMLESS: readonly Sample[] = samples(null, [
  ...many(() => `身份证${wrong(identity())}`),
  ...many(() => `卡号：${wrong(card('622202', 19))}`),
  ...many(() => `订单号 ${card('62', 18)}`),
  ...many(() => `订单号：${card('4', 16)}`),
  ...many(() => `order ${some(18, '123456789')}`),
  ...many(() => `20${two(15 + roll(10))}${two(1 + roll(12))}${two(1 + roll(28))}${some(10)}`),
  ...many(() => uuid()),
  ...many(() => hex(40)),
  ...many(() => `sha256:${hex(64)}`),
  ...many(() => `{"ts":17${some(11)},"at":17${some(8)}}`),
  ...many(() => `17${some(14)}`),
  ...many(() => `"logprob":-0.${some(18)}`),
  ...many(() => `"messageId":"${some(19, '123456789')}"`),
  ...many(() => `"user_id": 1${pick(['3', '5', '8'])}${some(9)}`),
  ...many(() => `"size":13${some(9)}`),
  ...many(() => `https://x.example/status/${card('62', 19)}`),
  ...many(() => `<@${some(18, '123456789')}>`),
  ...many(() => `-100${some(10)}`),
  ...many(() => `010-${some(8)}`),
  ...many(() => `400-${some(3)}-${some(4)}`),
  ...many(() => `12${some(9)}`),
  ...many(() => `E${some(8)}`),
  ...many(() => `v2026.${roll(12)}.${roll(30)} build ${some(9)}`),
  ...many(() => `req_${some(24, '0123456789abcdefghijklmnop')}`),
  ...many(() => `192.168.${roll(255)}.${roll(255)}:${some(5)}`),
  ...many(() => `${card('622202', 19)}${some(4)}`),
  ...many(() => `a${identity()}b`),
  ...many(() => Array.from({ length: 12 }, () => some(4, '123456789')).join(' ')),
  ...many(() => Array.from({ length: 9 }, () => some(5)).join(' ')),
]);
