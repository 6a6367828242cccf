import { gzipSync } from 'node:zlib';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as simplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as traditional } from '@scure/bip39/wordlists/traditional-chinese.js';
import { at, HOME, type LabelledCase, STATE, WORKSPACE } from './cases';
import { database, pdf, tape, utf16be, wordDocument, workbook, zipped } from './packing';
import {
  base62,
  cardNumber,
  digits,
  grouped,
  hex,
  identityNumber,
  mobileNumber,
  oldIdentityNumber,
  passportLines,
  wideDigits,
} from './seeded';

const phrase = (list: string[], strength = 128) =>
  entropyToMnemonic(Buffer.from(hex(strength / 4), 'hex'), list).split(/[ \u3000]/);
const debit = () => cardNumber('622202', 19);
const visa = () => cardNumber('4539', 16);

/** One phrase in rows of four. */
const inRows = phrase(english);
const ofThree = [0, 4, 8].map((from) => inRows.slice(from, from + 4));

const written: LabelledCase[] = [
  at('identity', 'a.md', `身份证号：${identityNumber()}\n`),
  at('identity, small x', 'a.md', `id card ${identityNumber().toLowerCase()}.\n`),
  at('identity in fours', 'a.md', `身份证 ${grouped(identityNumber(), [6, 4, 4], ' ')}\n`),
  at('identity, dots', 'a.md', `身份证 ${grouped(identityNumber(), [6, 8], '.')}\n`),
  at('identity, one dash', 'a.md', `身份证 ${grouped(identityNumber(), [14], '-')}\n`),
  at('identity, three by three', 'a.md', `身份证 ${grouped(identityNumber(), [3, 3, 4, 4], ' ')}\n`),
  at('identity, wide', 'a.md', `身份证：${wideDigits(identityNumber())}\n`),
  at('identity, hard spaces', 'a.md', `身份证：${grouped(identityNumber(), [6, 8], '\u00a0')}\n`),
  at(
    'identity, entities',
    'a.html',
    `<td>身份证</td><td>${grouped(identityNumber(), [6, 8], '&nbsp;')}</td>`,
  ),
  at(
    'identity, numbered entities',
    'a.html',
    `<b>身份证</b> ${[...identityNumber()].map((c) => `&#${c.charCodeAt(0)};`).join('')}`,
  ),
  at('identity, thin spaces', 'a.md', `身份证 ${grouped(identityNumber(), [6, 8], '\u2009')}\n`),
  at('identity, zero-width', 'a.md', `身份证 ${grouped(identityNumber(), [6, 8], '\u200b')}\n`),
  at('identity in json', 'a.json', JSON.stringify({ name: '林', idCard: identityNumber() })),
  at('identity as id', 'a.json', JSON.stringify({ user_id_no: identityNumber() })),
  at('identity in csv', 'a.csv', `姓名,身份证,电话\n林,${identityNumber()},\n`),
  at('identity glued', 'a.md', `身份证${identityNumber()}住址北京\n`),
  at('identity, old', 'a.md', `身份证号 ${oldIdentityNumber()}\n`),
  at('identity, old, in a table', 'a.md', `| 姓名 | 身份证 |\n|---|---|\n| 林 | ${oldIdentityNumber()} |\n`),
  at('identity, old, grouped', 'a.md', `老身份证：${grouped(oldIdentityNumber(), [6, 6], ' ')}\n`),
  at('card', 'b.md', `银行卡 ${debit()}\n`),
  at('card in fours', 'b.md', `卡号 ${grouped(debit(), [4, 4, 4, 4], ' ')}\n`),
  at('card in dots', 'b.md', `卡 ${grouped(visa(), [4, 4, 4], '.')}\n`),
  at('card in slashes', 'b.md', `Visa ${grouped(visa(), [4, 4, 4], '/')}\n`),
  at('card in underscores', 'b.md', `card ${grouped(visa(), [4, 4, 4], '_')}\n`),
  at('card in two spaces', 'b.md', `card ${grouped(visa(), [4, 4, 4], '  ')}\n`),
  at('card in long dashes', 'b.md', `card ${grouped(visa(), [4, 4, 4], '–')}\n`),
  at('card in six and more', 'b.md', `卡号：${grouped(debit(), [6], ' ')}\n`),
  at('card, wide', 'b.md', `卡号：${wideDigits(debit())}\n`),
  at('card, hard spaces', 'b.md', `card: ${grouped(visa(), [4, 4, 4], '\u00a0')}\n`),
  at('card, dots in the middle', 'b.md', `卡号：${grouped(debit(), [4, 4, 4, 4], '·')}\n`),
  at('card, over lines', 'b.md', `卡号\n${grouped(debit(), [4, 4, 4, 4], '\n')}\n`),
  at('card, alone', 'b.md', `${visa()}\n`),
  at('card, american express', 'b.md', `amex ${grouped(cardNumber('37', 15), [4, 6], ' ')}\n`),
  at('card, diners', 'b.md', `Diners Club card ${cardNumber('36', 14)}\n`),
  at('card, maestro', 'b.md', `maestro card number: ${cardNumber('6759', 18)}\n`),
  at('card in json', 'b.json', JSON.stringify({ card_no: visa() })),
  at('card in sql', 'b.sql', `INSERT INTO cards VALUES (1, 'lin', '${debit()}');\n`),
  at('mobile', 'c.md', `手机 ${mobileNumber()}\n`),
  at('mobile in groups', 'c.md', `电话：${grouped(mobileNumber(), [3, 4], ' ')}\n`),
  at('mobile in other groups', 'c.md', `tel ${grouped(mobileNumber(), [4, 4], '-')}\n`),
  at('mobile in dots', 'c.md', `手机：${grouped(mobileNumber(), [3, 4], '.')}\n`),
  at('mobile with a country', 'c.md', `(+86) ${mobileNumber()}\n`),
  at('mobile with a country and dash', 'c.md', `+86-${grouped(mobileNumber(), [3, 4], '-')}\n`),
  at('mobile, wide', 'c.md', `电话 ${wideDigits(mobileNumber())}\n`),
  at('mobile under an odd name', 'c.json', JSON.stringify({ wechat_id: mobileNumber() })),
  at('mobile as contact id', 'c.json', JSON.stringify({ contact_id: mobileNumber(), name: '妈妈' })),
  at('mobile of a chat', 'c.json', JSON.stringify({ jid: `86${mobileNumber()}@s.whatsapp.net` })),
  at('mobile, other country', 'c.md', `call me: +44 7911 ${digits(6)}\n`),
  at('mobile, german', 'c.md', `Handy: +49 151 ${digits(8)}\n`),
  at('mobile, linked', 'c.html', `<a href="tel:+86${mobileNumber()}">call</a>`),
  at('contact', 'c.vcf', `BEGIN:VCARD\nFN:Lin\nTEL;TYPE=CELL:${mobileNumber()}\nEND:VCARD\n`),
  at('passport', 'd.md', `护照号码：E${digits(8)}\n`),
  at('passport, two letters', 'd.md', `passport number is EJ${digits(7)}\n`),
  at(
    'passport, word far',
    'd.md',
    `护照（因私普通护照，2024 年在北京签发，有效期十年）\n号码 E${digits(8)}\n`,
  ),
  at('passport lines', 'd.md', `${passportLines()}\n`),
  at('passport lines in json', 'd.json', JSON.stringify({ mrz: passportLines() })),
  at('passport in json', 'd.json', JSON.stringify({ passport_no: `EK${digits(7)}` })),
  at('passport with a space', 'd.md', `护照 E ${digits(8)}\n`),
  at('phrase', 'e.md', `${phrase(english).join(' ')}\n`),
  at('phrase of 24', 'e.md', `seed: ${phrase(english, 256).join(' ')}\n`),
  at(
    'phrase, numbered',
    'e.md',
    phrase(english)
      .map((word, index) => `${index + 1}. ${word}`)
      .join('\n'),
  ),
  at(
    'phrase, numbered on a line',
    'e.md',
    phrase(english)
      .map((word, index) => `${index + 1}) ${word}`)
      .join('  '),
  ),
  at(
    'phrase in a table',
    'e.md',
    `| # | word |\n|---|---|\n${phrase(english)
      .map((word, index) => `| ${index + 1} | ${word} |`)
      .join('\n')}\n`,
  ),
  at('phrase in a wide table', 'e.md', ofThree.map((row) => `| ${row.join(' | ')} |`).join('\n')),
  at(
    'phrase in a list with boxes',
    'e.md',
    phrase(english)
      .map((word) => `- [ ] ${word}`)
      .join('\n'),
  ),
  at('phrase in json', 'e.json', JSON.stringify({ words: phrase(english) }, null, 2)),
  at(
    'phrase in yaml',
    'e.yaml',
    `seed:\n${phrase(english)
      .map((word) => `  - "${word}"`)
      .join('\n')}\n`,
  ),
  at(
    'phrase in html',
    'e.html',
    `<ol>${phrase(english)
      .map((word) => `<li>${word}</li>`)
      .join('')}</ol>`,
  ),
  at(
    'phrase in csv',
    'e.csv',
    phrase(english)
      .map((word, index) => `${index + 1},${word}`)
      .join('\r\n'),
  ),
  at('phrase with dashes', 'e.md', phrase(english).join('-')),
  at('phrase with commas', 'e.md', phrase(english).join(', ')),
  at('phrase in chinese', 'e.md', `助记词：${phrase(simplified).join(' ')}\n`),
  at('phrase in chinese, joined', 'e.md', `助记词：${phrase(simplified).join('')}\n`),
  at('phrase in chinese, joined, alone', 'e.md', `钱包\n${phrase(simplified).join('')}\n`),
  at(
    'phrase in chinese, a list',
    'e.md',
    `助记词\n${phrase(simplified)
      .map((word, index) => `${index + 1}. ${word}`)
      .join('\n')}\n`,
  ),
  at('phrase in traditional characters', 'e.md', `${phrase(traditional).join(' ')}\n`),
  at('phrase in japanese', 'e.md', `${phrase(japanese).join('\u3000')}\n`),
  at('phrase in korean', 'e.md', `${phrase(korean).join(' ')}\n`),
  at('phrase in spanish', 'e.md', `${phrase(spanish).join(' ')}\n`),
  at('number as a name', `${identityNumber()}.txt`, 'scan\n'),
  at('number as a picture’s name', `身份证 ${identityNumber()}.md`, 'x\n'),
  at('number as a folder', `photos/${mobileNumber()}/a.md`, 'x\n'),
];

const kept: LabelledCase[] = [
  at('utf-16 big-endian', 'a.txt', utf16be(`身份证 ${identityNumber()}\n`)),
  at('utf-16 big-endian without its mark', 'a.txt', utf16be(`my card is ${visa()} and no other\n`, false)),
  at(
    'gb18030',
    'a.txt',
    Buffer.concat([Buffer.from([0xbb, 0xa4, 0xd5, 0xd5]), Buffer.from(` E${digits(8)}`)]),
  ),
  at(
    'big5',
    'a.txt',
    Buffer.concat([Buffer.from([0xb9, 0x71, 0xb8, 0xdc]), Buffer.from(` ${mobileNumber()}`)]),
  ),
  at('word document', 'a.docx', wordDocument('林', `身份证：${identityNumber()}`)),
  at(
    'workbook',
    'a.xlsx',
    workbook([
      ['姓名', '银行卡'],
      ['林', debit()],
    ]),
  ),
  at(
    'presentation',
    'a.pptx',
    zipped({ 'ppt/slides/slide1.xml': `<p:sld><a:t>卡号 ${debit()}</a:t></p:sld>` }),
  ),
  at(
    'open document',
    'a.odt',
    zipped({
      'content.xml': `<office:text><text:p>身份证 <text:span>${identityNumber()}</text:span></text:p></office:text>`,
    }),
  ),
  at('book', 'a.epub', zipped({ 'a.xhtml': `<p>${phrase(english).join(' ')}</p>` })),
  at('archive', 'a.zip', zipped({ '通讯录.txt': `妈妈 ${mobileNumber()}\n` })),
  at('compressed', 'a.md.gz', gzipSync(`身份证 ${identityNumber()}\n`)),
  at('tape, compressed', 'a.tgz', gzipSync(tape({ 'a.md': `身份证 ${identityNumber()}\n` }))),
  at('pdf', 'a.pdf', pdf(['Bank card', visa()])),
  at('database', 'a.db', database([`身份证 ${identityNumber()}`])),
  at(
    'mail in base64',
    'a.eml',
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
      `你好，我的身份证号是 ${identityNumber()}，请查收。`,
    )
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n')}\r\n`,
  ),
  at(
    'mail in quoted-printable',
    'a.eml',
    `Content-Transfer-Encoding: quoted-printable\r\n\r\nmy card is ${visa().replace(/^.{4}/, '$&=\r\n')}\r\n`,
  ),
  at(
    'mail body in json',
    'a.json',
    JSON.stringify({
      payload: {
        body: {
          data: Buffer.from(
            `Hello Lin,\n\nyour card ${visa()} was charged. Have a nice day and see you soon in the shop.`,
          ).toString('base64url'),
        },
      },
    }),
  ),
];
const places: LabelledCase[] = [
  at('sandbox', `${STATE}/sandboxes/agent-main-x/MEMORY.md`, `身份证 ${identityNumber()}\n`),
  at('conversation', `${STATE}/agents/main/sessions/a.jsonl`, `{"content":"打\\n${mobileNumber()}"}\n`),
  at(
    'conversation of a removed agent',
    `${STATE}/agents/old/sessions/a.jsonl.reset.1`,
    `{"content":"${visa()}"}\n`,
  ),
  at('memory', `${STATE}/memory/main.sqlite`, database([`身份证 ${identityNumber()}`])),
  at(
    'planned task',
    `${STATE}/cron/jobs.json`,
    JSON.stringify({ jobs: [{ payload: { message: `call ${mobileNumber()} every morning` } }] }),
  ),
  at('planned task, its runs', `${STATE}/cron/runs/a.jsonl`, `{"summary":"身份证 ${identityNumber()}"}\n`),
  at('name of a media file', `${STATE}/media/inbound/${identityNumber()}---${base62(8)}.txt`, 'x\n'),
  {
    name: 'former workspace',
    settings: { agents: { defaults: { workspace: `${STATE}/workspace/main` } } },
    files: { [`${WORKSPACE}/MEMORY.md`]: `身份证 ${identityNumber()}\n` },
  },
  at('workspace of a removed agent', `${STATE}/workspace-old/MEMORY.md`, `身份证 ${identityNumber()}\n`),
  at('clawd', `${HOME}/clawd/MEMORY.md`, `身份证 ${identityNumber()}\n`),
  at('copy of the state', `${HOME}/.openclaw-backup/workspace/MEMORY.md`, `身份证 ${identityNumber()}\n`),
  at(
    'packed copy of the state',
    `${HOME}/openclaw-backup.tar.gz`,
    gzipSync(tape({ 'workspace/MEMORY.md': `身份证 ${identityNumber()}\n` })),
  ),
  at('backup beside', `${STATE}/backups/a/workspace/USER.md`, `手机 ${mobileNumber()}\n`),
  at('log', `${STATE}/logs/gateway.log`, `sent to ${mobileNumber()}: hello\n`),
];
export const PERSONAL: readonly LabelledCase[] = [...written, ...kept, ...places];
