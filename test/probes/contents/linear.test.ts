import { expect, test } from 'vitest';
import { ISSUED_KEYS } from '../../../main/probes/contents/matching/issued-keys';
import { officeText } from '../../../main/probes/contents/reading/office-text';
import { pdfText } from '../../../main/probes/contents/reading/pdf-text';
import { fileMatches, textSearch } from '../../../main/probes/contents/search-text';
import type { Source } from '../../../main/probes/contents/types';
import { processorTime } from '../../processor-time';

/**
 * Pieces that patterns begin with, go on with, or nearly end with: repeated, they make a pattern that tries each start
 * anew, or each way to share out what it has read, take time that grows with the square of the length or worse.
 */
const PIECES = [
  ...ISSUED_KEYS.flatMap(({ marks }) => marks.slice(0, 1)),
  ...[
    'a',
    'A',
    '1',
    '-',
    '_',
    '.',
    '=',
    '/',
    ' ',
    '\t',
    '\n',
    '\\',
    '"',
    "'",
    '<',
    '>',
    '&',
    '|',
    ',',
    ':',
    '密',
    '密码',
    '１',
  ],
  ...[
    'password : ',
    'password',
    'password=',
    '"password":"',
    "'password': '",
    'password is ',
    '密码：',
    '密码是',
    'token ',
    'api key ',
  ],
  ...[
    'a_key',
    'secret.',
    'pwd,',
    'pwd,pwd\n',
    'password|',
    '| password |\n',
    'name,password\na,b1cdefg\n',
    'password: |\n',
    '_auth":"',
  ],
  ...[
    '<a ',
    '<a',
    '</',
    '<!--',
    '&#',
    '&#49',
    '&#x',
    '&nbsp;',
    '\\u',
    '\\\\',
    '\\u00',
    '=\n',
    '=3D',
    '=\r\n',
    '%20',
    '://a:',
    'a://',
    'a://b:c',
    '://a:b@',
  ],
  ...[
    'Authorization: Bearer ',
    'Bearer a',
    'Basic YTpi',
    'Cookie: a=',
    'cookie: ',
    'a\tTRUE\t',
    '"name":"token","value"',
    '"name": "token",',
    'curl -u ',
    'curl ',
    'curl -u a:',
    'mysql -p',
  ],
  ...[
    '12 ',
    '1234 ',
    '1234-',
    '6222 ',
    '622202',
    '138-',
    '138 1234 ',
    '+86 ',
    '+1 ',
    '(+86)',
    '1.',
    '1,',
    '11010519',
    '4\n',
    '1 2',
    '護照E',
    '护照',
    'passport ',
    'passport no',
    'E1234567',
    'P<',
    '<<<',
    'E12345678<',
  ],
  ...[
    'abandon ',
    'abandon',
    'zoo\n',
    '我 ',
    '我',
    '我1',
    'あ',
    'あい ',
    '가',
    '가 ',
    'é',
    'e\u0301',
    '助记词',
    '助记词我我我我',
    '1. zoo\n',
  ],
  ...[
    'YWJj',
    'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=\n',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN RSA ',
    '-----BEGIN ',
    'eyJh.',
    'eyJhbGciOi.eyJ',
    'ab.',
    '0a1b2c3d',
    'x.y.',
    'localhost:1:a:b:',
    'A1b2',
  ],
];
const LENGTH = 96 * 1024;
const NOTE: Source = { file: '/home/lin/notes.md', form: 'text', keys: 'workspace', personal: 'workspace' };
const SETTINGS: Source = { ...NOTE, file: '/home/lin/.openclaw/openclaw.json', form: 'settings' };
const VARIABLES: Source = { ...NOTE, file: '/home/lin/.env', form: 'variables' };
/** Milliseconds of processor for a text of that length; one that is quadratic takes minutes. */
const MOST = 2000;

const search = await textSearch();
const looks = async (text: string, source: Source) => {
  await search
    .inText(text, source, fileMatches())
    .catch((error: { code?: string }) => expect(error.code).toBe('EFBIG'));
};

test('hostile texts are searched in time that grows with their length only', {
  timeout: 600_000,
}, async () => {
  const slow: string[] = [];
  for (const piece of new Set(PIECES))
    for (const source of [NOTE, SETTINGS, VARIABLES]) {
      if (source !== NOTE && piece.length > 8) continue;
      const text = piece.repeat(Math.ceil(LENGTH / Buffer.byteLength(piece)));
      const spent = await processorTime(() => looks(text, source));
      if (spent > MOST) slow.push(`${JSON.stringify(piece)} as ${source.form}: ${Math.round(spent)} ms`);
    }
  expect(slow).toEqual([]);
});

test('and so are hostile documents', async () => {
  const office = ['<row>', '<row><c t="s"><v>1', '<c>', '<si>', '<w:p>', '</w:p>', '<t', '<t>a', '<'].map(
    (piece) => ({
      name: 'xl/worksheets/sheet1.xml',
      bytes: Buffer.from(piece.repeat(400_000 / piece.length)),
    }),
  );
  for (const entry of office)
    expect(
      await processorTime(() => officeText([entry, { ...entry, name: 'word/document.xml' }])),
    ).toBeLessThan(MOST);
  for (const piece of [
    'stream\n',
    'stream\nendstream',
    'obj',
    '(',
    '<00',
    '(a',
    'beginbfchar',
    'BT (a) Tj ',
    '\\(',
    '<0001><0041>',
  ]) {
    const streams = `%PDF-1.4\nobj <<>>\nstream\nbeginbfchar ${piece.repeat(100_000 / piece.length)}\nendstream\n`;
    const shown = `obj <<>>\nstream\nBT ${piece.repeat(100_000 / piece.length)} Tj\nendstream\n`;
    expect(await processorTime(() => pdfText(Buffer.from(streams + shown)))).toBeLessThan(MOST);
  }
});
