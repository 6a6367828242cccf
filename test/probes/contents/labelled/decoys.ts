import { at, HOME, type LabelledCase, STATE } from './cases';
import {
  base62,
  base64url,
  below,
  cardNumber,
  digits,
  hex,
  identityNumber,
  lower,
  lowerDigits,
  pick,
  uuid,
} from './seeded';

const lines = (count: number, make: () => string) => `${Array.from({ length: count }, make).join('\n')}\n`;
const standard = (last: string) => `11010519491231${last}`;

/** What looks like a secret and is none. */
const ofKeys: LabelledCase[] = [
  at(
    'placeholders',
    'SETUP.md',
    `api_key: <your key>\ntoken=changeme\nOPENAI_API_KEY=sk-...\npassword: \${DB_PASSWORD}\n`,
  ),
  at(
    'more placeholders',
    'README.md',
    `export TOKEN=your-token-here\nkey = "YOUR_API_KEY"\nsecret: xxxxxxxxxxxxxxxx\npassword: ********\nsk-xxxxxxxxxxxxxxxxxxxxxxxxxxxx\n`,
  ),
  at(
    'variables',
    'run.sh',
    `export TOKEN="$(cat ~/t)"\nPASSWORD=$1\nAPI_KEY=\${API_KEY:-}\ncurl -H "Authorization: Bearer $TOKEN" x\n`,
  ),
  at(
    'published aws',
    'aws.md',
    `aws_access_key_id = AKIA${'IOSFODNN7'}EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}\n`,
  ),
  at(
    'published jwt',
    'jwt.md',
    `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.${'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'}\n`,
  ),
  at(
    'published stripe',
    'stripe.md',
    `sk_test_${'4eC39HqLyjWDarjtT1zdp7dc'}\npk_test_${'TYooMQauvdEDq54NiTphI7jx'}\n`,
  ),
  at(
    'commits',
    'CHANGES.md',
    lines(20, () => `- ${hex(40)} token: refresh it sooner`),
  ),
  at('uuids', 'ids.json', JSON.stringify(Array.from({ length: 20 }, () => ({ id: uuid(), key: uuid() })))),
  at(
    'lockfile',
    'package-lock.json',
    JSON.stringify({
      packages: {
        a: {
          integrity: `sha512-${Buffer.from(hex(64)).toString('base64').slice(0, 86)}==`,
          resolved: 'https://registry.lin.cn/a.tgz',
        },
      },
    }),
  ),
  at(
    'another lockfile',
    'yarn.lock',
    lines(10, () => `  integrity sha512-${base62(86)}==\n  checksum: 10c0/${hex(128)}`),
  ),
  at(
    'a checksum',
    'SHA256SUMS',
    lines(10, () => `${hex(64)}  token-${lower(4)}.tar.gz`),
  ),
  at(
    'styles',
    'page.css',
    '.sk-fading-circle-container-animated { a: b }\n.sk-cube-grid-loading-indicator-12 { }\n.pk-live-button-primary-large-2024 {}\n#token-list-password-field-wrapper { }\n',
  ),
  at(
    'styles in html',
    'page.html',
    '<div class="sk-folding-cube-wrapper-element-01 hf_container_for_password_fields"></div>',
  ),
  at(
    'built assets',
    'index.html',
    lines(10, () => `<script src="/assets/index.${hex(32)}.${lowerDigits(16)}.js"></script>`),
  ),
  at(
    'minified',
    'a.min.js',
    `!function(e,t){var n=t.token||"default",r=e.password=function(o){return o.apiKey=n};e.secretKey=t.key;r(n)}(this,{key:"ArrowDown",passwordField:"#pass"});\n`,
  ),
  at(
    'code',
    'login.ts',
    'const password = form.get("password");\nconst token = await readToken(path);\nlet apiKey: string | undefined = process.env.OPENAI_API_KEY;\nthis.secret = options.secret ?? defaultSecret;\nconst tokenUrl = "https://lin.cn/oauth/token";\n',
  ),
  at(
    'python code',
    'a.py',
    'password = os.environ["DB_PASSWORD"]\napi_key = get_secret("openai")\ntoken: str = Field(default=None)\nkey = dict(sorted(items))\nprint(f"password: {password}")\n',
  ),
  at('types', 'types.ts', 'interface A { password: string; apiKey?: string | null; token: Uint8Array }\n'),
  at(
    'words on a page',
    'en.json',
    JSON.stringify({
      password: 'Enter your password',
      'forgot-password': 'Forgot it?',
      token: 'Token',
      apiKey: 'API key',
      secret: 'Mot de passe oublié',
    }),
  ),
  at(
    'sentences',
    'advice.md',
    'A password is better long than odd. The password is incorrect. Your password must contain letters.\nNever share a token with anybody. password: required. 密码是必填项。密码错误，请重新输入。密码长度至少八位。\n',
  ),
  at(
    'more sentences',
    'guide.md',
    'The secret is practice. Key is to begin. Set the password to something long and rotate the token every 90days.\nPassword must be at least 8characters. The api key is available in Settings2.\n',
  ),
  at(
    'public keys',
    'id_ed25519.pub',
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base62(43)} lin@home\n-----BEGIN PUBLIC KEY-----\n${base62(64)}\n-----END PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----\n${base62(64)}\n-----END CERTIFICATE-----\n`,
  ),
  at(
    'ids of messages',
    `${STATE}/agents/main/sessions/a.jsonl`,
    lines(10, () =>
      JSON.stringify({
        id: `msg_01${base62(22)}`,
        tool: `toolu_01${base62(22)}`,
        call: `call_${base62(24)}`,
        response: `resp_${hex(48)}`,
      }),
    ),
  ),
  at(
    'signatures of thinking',
    `${STATE}/agents/main/sessions/b.jsonl`,
    JSON.stringify({ type: 'thinking', signature: base62(344) }),
  ),
  at('a picture in a page', 'pic.html', `<img src="data:image/png;base64,iVBORw0KGgo${base62(2000)}=">`),
  at(
    'a source map',
    'a.js.map',
    JSON.stringify({ version: 3, mappings: Array.from({ length: 300 }, () => base62(4)).join(',') }),
  ),
  at(
    'a paging token',
    'page.json',
    JSON.stringify({ nextPageToken: '', max_tokens: 4096, tokenizer: 'o200k_base', token_type: 'bearer' }),
  ),
  at(
    'names of keys',
    `${HOME}/.bashrc`,
    'export EDITOR=vim\nexport SSH_KEY=~/.ssh/id_ed25519\nbindkey "^[[A" history-search\nKEYTIMEOUT=1\nexport GPG_TTY=$(tty)\n',
  ),
  at(
    'references',
    `${STATE}/.env`,
    `OPENAI_API_KEY=\${SHARED_KEY}\nTOKEN_FILE=/run/secrets/token\nSECRET_PATH=/etc/x\nLANG=zh_CN.UTF-8\n`,
  ),
  at(
    'compose with a reference',
    'compose.yml',
    `environment:\n  POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set it}\n  POSTGRES_PASSWORD_FILE: /run/secrets/db\nsecrets:\n  token:\n    file: ./token.txt\n`,
  ),
  at(
    'an address with a placeholder',
    'db.md',
    'postgres://user:password@localhost:5432/db\nhttps://user:pass@example.com/\nredis://:<password>@host\n',
  ),
  at(
    'git without a password',
    '.git/config',
    '[remote "origin"]\n\turl = git@github.com:lin/app.git\n[remote "b"]\n\turl = https://lin@github.com/lin/app.git\n',
  ),
  at(
    'hashes of passwords',
    'shadow.md',
    `password_hash: $2b$12$${base62(53)}\nroot:$6$${base62(8)}$${base62(86)}:19000\n`,
  ),
  at(
    'a table of keys',
    'keys.md',
    '| key | meaning |\n|---|---|\n| Ctrl+C | stop |\n| password | the password of the account |\n| token | see tokens |\n',
  ),
  at(
    'a schema',
    'schema.json',
    JSON.stringify({
      properties: { password: { type: 'string', minLength: 8 }, apiKey: { $ref: '#/definitions/key' } },
      required: ['password'],
    }),
  ),
  at(
    'colours and versions',
    'theme.json',
    JSON.stringify({
      tokenColors: [{ scope: 'keyword.operator', settings: { foreground: '#ff00aa' } }],
      passwordVersion: 'v2.31.4',
    }),
  ),
];

/** What looks like a private number and is none. */
const ofPersonal: LabelledCase[] = [
  at(
    'test cards',
    'pay.md',
    `4242 4242 4242 4242\n4111111111111111\n5555 5555 5555 4444\n3782 822463 10005\n6011 1111 1111 1117\n4000002500003155\n`,
  ),
  at(
    'test cards in code',
    'pay.test.js',
    `const card = '4242424242424242';\nexpect(charge('5105105105105100')).toBe(1);\n`,
  ),
  at(
    'the standard’s number',
    'id.md',
    `身份证号示例：${standard('002X')}，${standard('0021').slice(0, 14)}\n`,
  ),
  at(
    'a wrong check',
    'id.md',
    lines(10, () => {
      const n = identityNumber();
      return `号码 ${n.slice(0, 17)}${n.at(-1) === '3' ? '4' : '3'}`;
    }),
  ),
  at(
    'ids of 19 digits',
    'ids.csv',
    `id,name\n${lines(30, () => `${cardNumber(pick(['62', '17', '12', '9']), 19)},${lower(4)}`)}`,
  ),
  at(
    'ids of 18 digits',
    'a.json',
    JSON.stringify(Array.from({ length: 20 }, () => ({ channel: pick(['11', '12', '13']) + digits(16) }))),
  ),
  at(
    'ids in addresses',
    'a.md',
    lines(10, () => `https://x.com/lin/status/${cardNumber('19', 19)}`),
  ),
  at(
    'columns of 11 digits',
    'data.csv',
    `a,b,c\n${lines(40, () => [1, 2, 3].map(() => `1${3 + below(7)}${digits(9)}`).join(','))}`,
  ),
  at(
    'columns in text',
    'data.txt',
    lines(40, () => [1, 2, 3].map(() => `1${3 + below(7)}${digits(9)}`).join('  ')),
  ),
  at(
    'moments',
    'log.jsonl',
    lines(20, () =>
      JSON.stringify({ ts: Number(`17${digits(11)}`), at: `17${digits(8)}`, ns: `17${digits(17)}` }),
    ),
  ),
  at(
    'orders',
    'orders.md',
    lines(20, () => `订单号：${cardNumber('62', 16)}，运单号 ${digits(13)}`),
  ),
  at(
    'numbers of code',
    'a.c',
    'const long a = 13800138000L; int b[] = {1234, 5678, 9012, 3456};\n#define MAX 4294967295\n',
  ),
  at('decimals', 'a.json', JSON.stringify(Array.from({ length: 30 }, () => Number(`0.${digits(17)}`)))),
  at('uuids', 'a.md', lines(30, uuid)),
  at(
    'commits',
    'a.md',
    lines(30, () => hex(40)),
  ),
  at(
    'digits of a hash',
    'a.md',
    lines(10, () => `sha1 ${digits(40)}`),
  ),
  at('service numbers', 'a.md', '客服 400-800-8820，010-62751234，95588，12306\n'),
  at(
    'versions',
    'a.md',
    lines(20, () => `v${below(9)}.${below(20)}.${digits(8)}.${digits(4)}`),
  ),
  at(
    'passports in words',
    'a.md',
    'A passport has a letter and eight digits. 护照请带好。Section E12345 of the passport act.\n',
  ),
  at(
    'a list of words',
    'words.txt',
    [
      'abandon',
      'ability',
      'able',
      'about',
      'above',
      'absent',
      'absorb',
      'abstract',
      'absurd',
      'abuse',
      'access',
      'accident',
      'account',
      'accuse',
      'achieve',
      'acid',
    ].join('\n'),
  ),
  at(
    'prose',
    'a.md',
    'The quick brown fox jumps over the lazy dog and then it will run away from home because they have little time and less food to share with other animals.\n'.repeat(
      30,
    ),
  ),
  at(
    'chinese prose',
    'a.md',
    '我们今天去公园散步，天气很好，人也不多，大家都很开心。晚上回家做饭，看电影，然后早点休息。这个项目的关键是先把钱包放好。\n'.repeat(
      40,
    ),
  ),
  at(
    'code words',
    'a.ts',
    'return { found: found.filter((home) => home.path !== own && home.path !== host.home), x };\n'.repeat(20),
  ),
  at(
    'coordinates',
    'a.gpx',
    lines(30, () => `<trkpt lat="39.${digits(15)}" lon="116.${digits(15)}"/>`),
  ),
  at('phone as a sample', 'a.md', 'phone: 13800138000 (sample), +1 555 0100, 12345678901, 11111111111\n'),
  at(
    'isbn',
    'a.md',
    lines(10, () => `ISBN 978-7-${digits(3)}-${digits(5)}-${digits(1)}, EAN 6901234${digits(6)}`),
  ),
  at('long base64', 'a.txt', `${base64url(4000)}\n`),
  at(
    'file sizes',
    'a.md',
    lines(20, () => `size ${digits(11)} bytes, offset 13${digits(9)}`),
  ),
];

/** No key may be found in these. */
export const KEY_DECOYS: readonly LabelledCase[] = ofKeys;
/** No private number may be found in these. */
export const PERSONAL_DECOYS: readonly LabelledCase[] = ofPersonal;
