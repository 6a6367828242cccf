import { gzipSync } from 'node:zlib';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as simplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { at, HOME, type LabelledCase, STATE } from './cases';
import { pdf, tape, wordDocument, workbook, zipped } from './packing';
import {
  base62,
  base64url,
  cardNumber,
  digits,
  grouped,
  hex,
  identityNumber,
  letters,
  lower,
  lowerDigits,
  mobileNumber,
  passportLines,
  password,
  upperDigits,
  uuid,
  wideDigits,
} from './seeded';

const phrase = (list: string[]) => entropyToMnemonic(Buffer.from(hex(32), 'hex'), list).split(' ');

/** Written when the finders stood, and not by their rules: what people keep, as it comes. */
export const LATER_KEYS: readonly LabelledCase[] = [
  at('resend', 'x.md', `mails go out with re_${base62(8)}_${base62(24)}\n`),
  at('postgres dsn', 'x.env', `DSN=postgresql://svc:${base62(18)}@10.0.0.5/app?sslmode=disable\n`),
  at('redis', 'x.yml', `cache:\n  url: redis://:${base62(24)}@cache.lin.cn:6379/0\n`),
  at(
    'kubernetes secret',
    'secret.yaml',
    `kind: Secret\ndata:\n  password: ${Buffer.from(password()).toString('base64')}\n`,
  ),
  at('terraform', 'main.tfvars', `db_password = "${password()}"\n`),
  at('ansible', 'hosts.ini', `web ansible_host=10.0.0.1 ansible_ssh_pass=${password()}\n`),
  at('spring', 'application.yml', `spring:\n  mail:\n    password: '${password()}'\n`),
  at('django', 'settings.py', `SECRET_KEY = 'django-insecure-${lowerDigits(40)}'\n`),
  at('laravel', 'a.env', `APP_KEY=base64:${base62(43)}=\n`),
  at('rails', 'config/master.key', `${hex(32)}\n`),
  at('swift', 'A.swift', `let apiSecret = "${base62(32)}"\n`),
  at('kotlin', 'A.kt', `const val CLIENT_SECRET = "${base62(32)}"\n`),
  at('dart', 'a.dart', `final String accessToken = '${base62(40)}';\n`),
  at('lua', 'a.lua', `local token = "${hex(40)}"\n`),
  at('bat', 'a.bat', `set DB_PASSWORD=${password()}\r\n`),
  at('powershell', 'a.ps1', `$password = ConvertTo-SecureString "${password()}" -AsPlainText -Force\n`),
  at('vim modeline', 'a.txt', `login: lin\npass: ${password()}\n`),
  at('note with equals', 'b.md', `mysql root 密码=${password()}\n`),
  at('note, traditional', 'c.md', `密碼：${password()}\n`),
  at('note, initial', 'd.md', `初始密码为 ${password()} ，请尽快修改\n`),
  at('note, english sentence', 'e.md', `Use the password "${password()}" for the guest network.\n`),
  at('note, pw', 'f.md', `server 10.0.0.2 user root pw: ${password()}\n`),
  at('mail code', 'g.md', `QQ邮箱授权码：${lower(16)}\n`),
  at(
    'smtp',
    'h.json',
    JSON.stringify({ smtp: { host: 'smtp.qq.com', user: 'lin@qq.com', pass: `${lower(12)}${digits(4)}` } }),
  ),
  at('jupyter', 'i.md', `http://localhost:8888/?token=${hex(48)}\n`),
  at(
    'presigned',
    'j.md',
    `https://b.s3.amazonaws.com/a?X-Amz-Signature=${hex(64)}&X-Amz-Credential=AKIA${upperDigits(16)}%2F2026\n`,
  ),
  at(
    'home assistant',
    'k.yaml',
    `access_token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiI${base64url(40)}.${base64url(43)}\n`,
  ),
  at('wechat pay', 'l.md', `微信支付 APIv3 密钥 ${base62(32)}\n`),
  at('app id and secret', 'm.md', `AppID: wx${hex(16)}\nAppSecret: ${hex(32)}\n`),
  at(
    'in a zip of a zip',
    'n.zip',
    zipped({ 'a/b.zip': zipped({ 'c.docx': wordDocument(`password: ${password()}`) }) }),
  ),
  at(
    'workbook with a title',
    'o.xlsx',
    workbook([['网站账号'], ['网站', '账号', '密码'], ['淘宝', 'lin', password()]]),
  ),
  at(
    'rotated log',
    `${STATE}/logs/old/gateway-2026-01-01.log.gz`,
    gzipSync(`x Authorization: Bearer ${base62(48)}\n`),
  ),
  at(
    'claude code',
    `${HOME}/.claude.json`,
    JSON.stringify({ mcpServers: { a: { env: { GITHUB_TOKEN: `ghp_${base62(36)}` } } } }),
  ),
  at(
    'rclone',
    `${HOME}/.config/rclone/rclone.conf`,
    `[disk]\ntype = webdav\nuser = lin\npass = ${base64url(36)}\n`,
  ),
  at('hook’s code', `${STATE}/hooks/mine/handler.ts`, `const secret = '${base62(40)}';\n`),
  at('an agent’s own file', `${STATE}/agents/main/notes/x.md`, `api key: ${base62(40)}\n`),
  at('sub-workspace', `${STATE}/workspace-work/.env.local`, `OPENAI_API_KEY=sk-proj-${base64url(100)}\n`),
];

const visa = () => cardNumber('4761', 16);
const debit = () => cardNumber('621700', 19);
export const LATER_PERSONAL: readonly LabelledCase[] = [
  at('form', 'a.md', `姓名：林\n性别：男\n公民身份号码\n${identityNumber()}\n`),
  at('identity, spaced out', 'a.md', `${[...identityNumber()].join(' ')} 身份证\n`),
  at('identity in brackets', 'a.md', `林（${identityNumber()}）\n`),
  at('identity in a sentence', 'a.md', `乘客身份证${identityNumber()},座位12A\n`),
  at('identity in a path', 'a.sh', `mv scan.jpg "/home/lin/证件/${identityNumber()}.jpg"\n`),
  at('identity in an address', 'a.md', `https://12306.cn/q?idNo=${identityNumber()}&name=lin\n`),
  at('identity in yaml', 'a.yaml', `id_number: "${identityNumber()}"\n`),
  at('identity, fourteen and four', 'a.md', `身份证 ${grouped(identityNumber(), [14], ' ')}\n`),
  at('identity, wide with spaces', 'a.md', `身份证 ${wideDigits(grouped(identityNumber(), [6, 8], ' '))}\n`),
  at('card with an end', 'b.md', `工商银行 ${debit()} 林\n`),
  at(
    'card in a chat',
    'b.jsonl',
    `${JSON.stringify({ content: `把钱打到这张卡：${grouped(debit(), [4, 4, 4, 4], ' ')}，建设银行` })}\n`,
  ),
  at('card in a receipt', 'b.md', `Paid with VISA ${grouped(visa(), [4, 4, 4], ' ')} exp 12/28 cvv 123\n`),
  at('card in a csv', 'b.csv', `name,card_number,exp\nlin,${visa()},12/28\n`),
  at('card in xml', 'b.xml', `<card><number>${visa()}</number></card>`),
  at('card, six and four', 'b.md', `card ${grouped(visa(), [4, 6], ' ')}\n`),
  at('mobile in brackets', 'c.md', `妈妈（${mobileNumber()}）\n`),
  at('mobile with its country in words', 'c.md', `86 ${mobileNumber()}\n`),
  at('mobile, three three five', 'c.md', `手机 ${grouped(mobileNumber(), [3, 3], ' ')}\n`),
  at(
    'mobile list',
    'c.md',
    `张三 ${mobileNumber()}\n李四 ${mobileNumber()}\n王五 ${mobileNumber()}\n赵六 ${mobileNumber()}\n`,
  ),
  at(
    'mobile column',
    'c.csv',
    `姓名,手机号\n${Array.from({ length: 20 }, () => `林,${mobileNumber()}`).join('\n')}\n`,
  ),
  at('american', 'c.md', `cell: +1 (415) 555-${digits(4).replace(/^0/, '2')}\n`),
  at('hong kong', 'c.md', `WhatsApp +852 9${digits(3)} ${digits(4)}\n`),
  at('passport, of old', 'd.md', `旧护照 G${digits(8)} 已过期\n`),
  at('passport in a booking', 'd.md', `PASSPORT NO. EB${digits(7)}\n`),
  at('passport lines, spoiled spaces', 'd.md', `${passportLines().replace('\n', '\n\n')}\n`),
  at('phrase, commas and quotes', 'e.md', `"${phrase(english).join('", "')}"`),
  at(
    'phrase in pairs',
    'e.md',
    phrase(english).reduce((all, word, index) => all + word + (index % 2 ? '\n' : '\t'), ''),
  ),
  at('phrase in a code', 'e.ts', `const MNEMONIC = '${phrase(english).join(' ')}';\n`),
  at('phrase in an env', 'e.env', `MNEMONIC="${phrase(english).join(' ')}"\n`),
  at('phrase in chinese, in quotes', 'e.md', `我的助记词是“${phrase(simplified).join('')}”，别丢了\n`),
  at('phrase, wide commas', 'e.md', `种子 ${phrase(simplified).join('，')}\n`),
  at('pdf', 'f.pdf', pdf(['Booking', `Passport EK${digits(7)}`])),
  at(
    'workbook',
    'f.xlsx',
    workbook([
      ['姓名', '手机'],
      ['林', mobileNumber()],
    ]),
  ),
  at('tape', 'f.tgz', gzipSync(tape({ '通讯录/a.csv': `林,${mobileNumber()}\n` }))),
  at(
    'mail',
    'f.eml',
    `Subject: x\n\n${Buffer.from(`您好，您的验证手机为 ${mobileNumber()}，请勿泄露给他人。谢谢！`).toString('base64')}\n`,
  ),
];

const lines = (count: number, make: () => string) => `${Array.from({ length: count }, make).join('\n')}\n`;
export const LATER_KEY_DECOYS: readonly LabelledCase[] = [
  at(
    'bundle',
    'vendor.js',
    'var t={TOKEN_TYPE:"bearer",passwordMinLength:8,secretKeyName:"x-api-key"};function getToken(e){return e.token||t.TOKEN_TYPE}\n',
  ),
  at(
    'tailwind',
    'a.html',
    lines(
      20,
      () => `<div class="sk-circle-${digits(2)} token-${lower(6)}-wrapper hf_block-${digits(1)}"></div>`,
    ),
  ),
  at(
    'css modules',
    'a.css',
    lines(20, () => `.password_field__${base62(5)} { color: red }`),
  ),
  at(
    'go.sum',
    'go.sum',
    lines(20, () => `github.com/a/b v1.2.${digits(1)} h1:${base62(43)}=`),
  ),
  at(
    'cargo lock',
    'Cargo.lock',
    lines(20, () => `checksum = "${hex(64)}"`),
  ),
  at(
    'poetry lock',
    'poetry.lock',
    lines(20, () => `    {file = "a.whl", hash = "sha256:${hex(64)}"},`),
  ),
  at(
    'docker digests',
    'a.yml',
    lines(10, () => `image: a@sha256:${hex(64)}`),
  ),
  at(
    'how-to',
    'HOWTO.md',
    'Run `export OPENAI_API_KEY=<key>` or put `api_key: YOUR_KEY_HERE` into config. Replace `sk-ant-api03-...` with yours. Password: (leave empty).\n',
  ),
  at(
    'rules',
    'AGENTS.md',
    'Never print the password or the API key. If a token appears, stop. The secret must be in 1Password, item Server2.\n',
  ),
  at(
    'chinese rules',
    'b.md',
    '不要把密码告诉别人。密码要包含大小写字母和数字，至少12位。token 用量：12345。口令红包。\n',
  ),
  at(
    'api answers',
    'c.json',
    JSON.stringify({
      usage: { prompt_tokens: 1234, total_tokens: 99999 },
      system_fingerprint: `fp_${hex(10)}`,
      id: `chatcmpl-${base62(29)}`,
    }),
  ),
  at(
    'analytics',
    'd.html',
    `<script>gtag('config','G-${upperDigits(10)}');ga('UA-1234567-1')</script><meta name="csrf-token" content="">`,
  ),
  at('public stripe', 'e.js', `Stripe('pk_live_${base62(24)}');\nconst siteKey = '6L${base64url(38)}';\n`),
  at('ssh known hosts', 'f.txt', `lin.cn ssh-rsa AAAAB3NzaC1yc2E${letters(60)}\n`),
  at(
    'i18n',
    'zh.json',
    JSON.stringify({
      password: '密码',
      'password.placeholder': '请输入密码',
      token: '令牌',
      'api-key': '接口密钥',
    }),
  ),
  at(
    'sql',
    'g.sql',
    'CREATE TABLE users (password VARCHAR(255) NOT NULL, api_token CHAR(64), secret TEXT);\n',
  ),
  at(
    'ids',
    'h.json',
    JSON.stringify({ trace: hex(32), span: hex(16), request_id: uuid(), etag: `W/"${hex(40)}"` }),
  ),
];
export const LATER_PERSONAL_DECOYS: readonly LabelledCase[] = [
  at(
    'tweets',
    'a.json',
    JSON.stringify(
      Array.from({ length: 10 }, () => ({ id_str: `18${digits(17)}`, user: { id: Number(digits(9)) } })),
    ),
  ),
  at(
    'weibo',
    'a.md',
    lines(6, () => `https://weibo.com/123/${digits(16).replace(/^./, '4')}`),
  ),
  at(
    'invoices',
    'b.md',
    lines(8, () => `发票号码：${digits(20)}，发票代码：${digits(12)}`),
  ),
  at(
    'couriers',
    'b.md',
    lines(8, () => `顺丰 SF${digits(13)} 中通 ${digits(14).replace(/^./, '7')}`),
  ),
  at('barcodes', 'c.csv', `code\n${lines(20, () => `69${digits(11)}`)}`),
  at(
    'credit codes',
    'c.md',
    lines(6, () => `统一社会信用代码 91110105MA${upperDigits(8)}`),
  ),
  at(
    'matrix',
    'd.txt',
    lines(12, () => [1, 2, 3, 4].map(() => digits(4)).join(' ')),
  ),
  at(
    'sensor',
    'd.csv',
    lines(30, () => `${digits(11).replace(/^../, '13')},${digits(3)}`),
  ),
  at(
    'bank words',
    'e.md',
    '银行卡请放好。客服电话 95588。开户行：中国银行北京分行。银行卡号为 19 位数字。\n',
  ),
  at(
    'hashes',
    'e.md',
    lines(10, () => `${digits(64)}`),
  ),
  at(
    'story',
    'f.md',
    'About half the people there stand above the water and enjoy the ocean breeze under the moon while they talk about the weather and what comes next.\n'.repeat(
      10,
    ),
  ),
  at(
    'nanoseconds',
    'f.jsonl',
    lines(10, () => JSON.stringify({ startTimeUnixNano: `17${digits(17)}` })),
  ),
  at(
    'json numbers',
    'g.json',
    JSON.stringify({ ids: Array.from({ length: 30 }, () => Number(`62${digits(13)}`)) }),
  ),
];
