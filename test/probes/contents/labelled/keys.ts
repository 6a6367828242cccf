import { gzipSync } from 'node:zlib';
import { at, HOME, type LabelledCase, STATE, WORKSPACE } from './cases';
import { database, pdf, tape, utf16be, wordDocument, workbook, zipped } from './packing';
import {
  base62,
  base64url,
  digits,
  hex,
  letters,
  lower,
  lowerDigits,
  password,
  pick,
  upper,
  upperDigits,
  uuid,
} from './seeded';

/** Keys as their issuers make them: shapes by the issuers' documentation and gitleaks' rules (config/gitleaks.toml). */
const ISSUED: Readonly<Record<string, () => string>> = {
  anthropic: () => `sk-ant-api03-${base64url(93)}AA`,
  'anthropic-oauth': () => `sk-ant-oat01-${base64url(93)}AA`,
  openai: () => `sk-proj-${base64url(74)}T3BlbkFJ${base64url(74)}`,
  'openai-old': () => `sk-${base62(20)}T3BlbkFJ${base62(20)}`,
  openrouter: () => `sk-or-v1-${hex(64)}`,
  deepseek: () => `sk-${hex(32)}`,
  moonshot: () => `sk-${base62(48)}`,
  zhipu: () => `${hex(32)}.${base62(16)}`,
  google: () => `AIza${base64url(35)}`,
  groq: () => `gsk_${base62(52)}`,
  xai: () => `xai-${base62(80)}`,
  perplexity: () => `pplx-${base62(48)}`,
  'hugging-face': () => `hf_${letters(34)}`,
  replicate: () => `r8_${base62(37)}`,
  fireworks: () => `fw_${base62(22)}`,
  cerebras: () => `csk-${lowerDigits(48)}`,
  nvidia: () => `nvapi-${base64url(64)}`,
  tavily: () => `tvly-dev-${base62(32)}`,
  exa: () => `exa key: ${uuid()}`,
  brave: () => `BSA${base64url(28)}`,
  firecrawl: () => `fc-${hex(32)}`,
  elevenlabs: () => `sk_${hex(48)}`,
  langsmith: () => `lsv2_pt_${hex(32)}_${hex(10)}`,
  github: () => `ghp_${base62(36)}`,
  'github-fine': () => `github_pat_${base62(22)}_${base62(59)}`,
  gitlab: () => `glpat-${base64url(20)}`,
  npm: () => `npm_${base62(36)}`,
  pypi: () => `pypi-AgEIcHlwaS5vcmc${base64url(150)}`,
  'docker-hub': () => `dckr_pat_${base64url(27)}`,
  slack: () => `xoxb-${digits(12)}-${digits(13)}-${base62(24)}`,
  'slack-app': () => `xapp-1-A${upperDigits(10)}-${digits(13)}-${hex(64)}`,
  'slack-hook': () => `https://hooks.slack.com/services/T${upperDigits(8)}/B${upperDigits(10)}/${base62(24)}`,
  discord: () => `M${base62(25)}.${base64url(6)}.${base64url(38)}`,
  'discord-hook': () => `https://discord.com/api/webhooks/${digits(19)}/${base64url(68)}`,
  telegram: () => `${digits(10).replace(/^0/, '7')}:AA${base64url(33)}`,
  'feishu-hook': () => `https://open.feishu.cn/open-apis/bot/v2/hook/${uuid()}`,
  'dingtalk-hook': () => `https://oapi.dingtalk.com/robot/send?access_token=${hex(64)}`,
  'wecom-hook': () => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${uuid()}`,
  aws: () => `AKIA${upper(12)}${pick(['2A3B', 'QZ7X', '4KLM'])}`,
  alibaba: () => `LTAI5t${base62(18)}`,
  tencent: () => `AKID${base62(32)}`,
  volcengine: () => `AKLT${base62(44)}`,
  baidu: () => `bce-v3/ALTAK-${base62(21)}/${hex(40)}`,
  stripe: () => `sk_live_${base62(24)}`,
  'stripe-hook': () => `whsec_${base62(32)}`,
  sendgrid: () => `SG.${base64url(22)}.${base64url(43)}`,
  twilio: () => `SK${hex(32)}`,
  mailgun: () => `key-${hex(32)}`,
  brevo: () => `xkeysib-${hex(64)}-${base62(16)}`,
  digitalocean: () => `dop_v1_${hex(64)}`,
  vault: () => `hvs.${base64url(95)}`,
  notion: () => `ntn_${digits(11)}${base62(35)}`,
  linear: () => `lin_api_${base62(40)}`,
  figma: () => `figd_${base64url(40)}`,
  airtable: () => `pat${base62(14)}.${hex(64)}`,
  postman: () => `PMAK-${hex(24)}-${hex(34)}`,
  shopify: () => `shpat_${hex(32)}`,
  databricks: () => `dapi${hex(32)}`,
  grafana: () => `glsa_${base62(32)}_${hex(8)}`,
  atlassian: () => `ATATT3xFfGF0${base64url(171)}=${upperDigits(8)}`,
  supabase: () => `sbp_${hex(40)}`,
  cloudflare: () => `v1.0-${hex(24)}-${hex(146)}`,
  'google-oauth': () => `GOCSPX-${base64url(28)}`,
  'google-refresh': () => `1//0${base64url(60)}`,
  jwt: () =>
    `${[
      JSON.stringify({ alg: 'HS256', typ: 'JWT' }),
      JSON.stringify({ sub: digits(9), name: lower(7), exp: 1999999999 }),
    ]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')}.${base64url(43)}`,
  pem: () =>
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${base62(64)}\n${base62(64)}\n${base62(40)}\n-----END OPENSSH PRIVATE KEY-----`,
  age: () =>
    `AGE-SECRET-KEY-1${Array.from({ length: 58 }, () => pick([...'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'])).join('')}`,
};
const key = (name: string) => (ISSUED[name] as () => string)();

const SENTENCES: readonly ((value: string) => string)[] = [
  (value) => `# Notes\n\nThe one for the bot: ${value}\n`,
  (value) => `我的密钥是${value}，不要告诉别人\n`,
  (value) => `{"role":"user","content":"please use\\n${value.replaceAll('\n', '\\n')}\\nfrom now on"}\n`,
  (value) => `use \`${value}\` for it.\n`,
];

const issued: LabelledCase[] = Object.keys(ISSUED).map((name, index) =>
  at(
    `issued: ${name}`,
    `memory/${index}.md`,
    (SENTENCES[index % SENTENCES.length] as (v: string) => string)(key(name)),
  ),
);

const compose = (value: string) =>
  `services:\n  db:\n    image: postgres:16\n    environment:\n      - POSTGRES_USER=app\n      - POSTGRES_PASSWORD=${value}\n`;

/** Secrets that only their names tell, in the formats that people keep. */
const named: LabelledCase[] = [
  at('json', 'config.json', JSON.stringify({ db: { user: 'app', password: password() } }, null, 2)),
  at('json, in a list', 'accounts.json', JSON.stringify([{ name: 'api_key', value: base62(32) }])),
  at('yaml', 'config.yaml', `smtp:\n  user: lin\n  pass: ${password()}\n`),
  at('yaml, quoted', 'deploy.yml', `secrets:\n  jwt_secret: "${base62(40)}"\n`),
  at('yaml of a cluster', 'pod.yaml', `env:\n  - name: DB_PASSWORD\n    value: ${password()}\n`),
  at('toml', 'settings.toml', `[auth]\nclient_secret = "${base62(32)}"\n`),
  at('toml, single quotes', 'a.toml', `api_token = '${hex(40)}'\n`),
  at('compose', 'docker-compose.yml', compose(password())),
  at('compose, a map', 'compose.yaml', `environment:\n  MYSQL_ROOT_PASSWORD: ${password()}\n`),
  at('netrc', `${HOME}/.netrc`, `machine git.yourteam.example.org\n  login lin\n  password ${password()}\n`),
  at('netrc on one line', 'netrc.txt', `machine ftp.lin.cn login lin password ${password()}\n`),
  at('ini', 'my.ini', `[client]\nuser=root\npassword=${password()}\n`),
  at('properties', 'application.properties', `spring.datasource.password=${password()}\n`),
  at('python', 'bot.py', `import x\nAPI_KEY = "${base62(32)}"\n`),
  at('python, environment', 'run.py', `os.environ["SERVICE_TOKEN"] = "${hex(40)}"\n`),
  at('javascript', 'index.js', `const config = { apiKey: '${base62(36)}', debug: true };\n`),
  at('go', 'main.go', `	dbPassword := "${password()}"\n`),
  at('php', 'config.php', `<?php return ['db_password' => '${password()}'];\n`),
  at('java', 'App.java', `  private static final String SECRET_KEY = "${base62(32)}";\n`),
  at(
    'csharp',
    'appsettings.json',
    `{"ConnectionStrings":{"Db":"Server=db;User Id=sa;Password=${password()};"}}`,
  ),
  at('ruby', 'init.rb', `config.secret_key_base = '${hex(64)}'\n`),
  at('rust', 'main.rs', `const AUTH_TOKEN: &str = "${base62(40)}";\n`),
  at('xml', 'settings.xml', `<server><id>x</id><password>${password()}</password></server>`),
  at('xml attribute', 'web.config', `<add key="ApiSecret" value="${base62(32)}" />`),
  at('shell argument', 'deploy.sh', `mycli login --user lin --password ${password()}\n`),
  at('curl user', 'get.sh', `curl -u lin:${password()} https://lin.cn/api\n`),
  at('bearer', 'request.http', `GET /v1/me\nAuthorization: Bearer ${base62(40)}\n`),
  at('basic', 'headers.txt', `Authorization: Basic ${Buffer.from(`lin:${password()}`).toString('base64')}\n`),
  at('cookie', 'request.txt', `Cookie: lang=zh; sessionid=${lowerDigits(32)}; theme=dark\n`),
  at(
    'cookie jar',
    'cookies.txt',
    `# Netscape HTTP Cookie File\n.lin.cn\tTRUE\t/\tTRUE\t1999999999\tauth_token\t${hex(40)}\n`,
  ),
  at(
    'cookies as json',
    'cookies.json',
    JSON.stringify([{ domain: '.lin.cn', name: 'SESSDATA', value: hex(40) }]),
  ),
  at(
    'password export',
    'passwords.csv',
    `name,url,username,password\nlin,https://lin.cn,lin,${password()}\n`,
  ),
  at(
    'password export, quoted',
    'export.csv',
    `"url","username","password","note"\n"https://lin.cn","lin","${password()}",""\n`,
  ),
  at('pgpass', `${HOME}/.pgpass`, `db.lin.cn:5432:app:lin:${password()}\n`),
  at(
    'address with a password',
    'links.md',
    `postgres://lin:${password().replaceAll('#', '').replaceAll('@', '')}@db.lin.cn:5432/app\n`,
  ),
  at('address at a team’s host', 'git.md', `git clone https://lin:${base62(20)}@git.yourteam.com/app.git\n`),
  at('note with a colon', 'notes.md', `路由器密码：${password()}\n`),
  at('note with a wide colon and a space', 'wifi.md', `Wi-Fi 密码 ： ${password()}\n`),
  at('note without a colon', 'home.md', `The wifi password is ${password()} by the way\n`),
  at('note without anything', 'vpn.md', `VPN 账号 lin 密码 ${password()}\n`),
  at('note with only a space', 'nas.md', `nas login: lin / password ${password()}\n`),
  at(
    'note in a table',
    'table.md',
    `| site | user | password |\n|---|---|---|\n| mail | lin | ${password()} |\n`,
  ),
  at('note in a row of a table', 'router.md', `| 口令 | ${password()} |\n`),
  at('note in bold', 'bold.md', `**Password:** \`${password()}\`\n`),
  at('note with a dash', 'dash.md', `- 登录密码 - ${password()}\n`),
  at('note over two lines', 'two.md', `Password:\n  ${password()}\n`),
  at('note with an arrow', 'arrow.md', `admin password -> ${password()}\n`),
  at('note in chat', 'chat.md', `密码是${password()}，别忘了\n`),
  at('pin of a card in words', 'api.md', `api key ${base62(32)}\n`),
  at('token in words', 'hass.md', `my home assistant token is ${base62(60)}\n`),
  at('app secret in words', 'feishu.md', `飞书 App Secret: ${base62(32)}\n`),
  at('access key pair', 'oss.md', `AccessKeyId: LTAI5t${base62(18)}\nAccessKeySecret: ${base62(30)}\n`),
  at(
    'docker sign-in',
    `${HOME}/.docker/config.json`,
    JSON.stringify({ auths: { 'r.lin.cn': { auth: Buffer.from(`lin:${password()}`).toString('base64') } } }),
  ),
  at('npmrc', `${HOME}/.npmrc`, `//r.lin.cn/:_authToken=${base62(36)}\n`),
  at('wpa', 'wpa_supplicant.conf', `network={\n  ssid="home"\n  psk="${password()}"\n}\n`),
  at('dotenv with a colon', 'x.env', `OPENAI_API_KEY: ${base62(40)}\n`),
  at('dotenv without digits', '.env', `DB_PASSWORD=${letters(14)}\n`),
];

/** Keys in texts that are written or packed in other ways. */
const kept: LabelledCase[] = [
  at('utf-16 big-endian', 'a.txt', utf16be(`key ${key('anthropic')}\n`)),
  at('utf-16 big-endian without its mark', 'b.txt', utf16be(`the key is ${key('github')} today\n`, false)),
  at(
    'utf-16 little-endian without its mark',
    'c.txt',
    Buffer.from(`the key is ${key('groq')} today\n`, 'utf16le'),
  ),
  at(
    'gb18030',
    'd.txt',
    Buffer.concat([Buffer.from([0xc3, 0xdc, 0xc2, 0xeb, 0xa3, 0xba]), Buffer.from(password())]),
  ),
  at('word document', 'e.docx', wordDocument('Notes', `Key: ${key('openai')}`)),
  at(
    'workbook',
    'f.xlsx',
    workbook([
      ['site', 'password'],
      ['mail', password()],
    ]),
  ),
  at('archive', 'g.zip', zipped({ 'notes/a.md': `key ${key('gitlab')}` })),
  at('archive, stored', 'h.zip', zipped({ 'a.env': `MAIL_PASSWORD=${password()}` }, true)),
  at('archive in an archive', 'i.zip', zipped({ 'in.zip': zipped({ 'a.txt': key('slack') }) })),
  at('compressed', `${STATE}/logs/gateway.log.1.gz`, gzipSync(`refused ${key('anthropic')}\n`)),
  at('compressed in a workspace', 'j.txt.gz', gzipSync(`token ${key('telegram')}\n`)),
  at('tape, compressed', 'k.tar.gz', gzipSync(tape({ 'a/b.env': `STRIPE_KEY=${key('stripe')}\n` }))),
  at('tape', 'l.tar', tape({ 'a/notes.md': `key ${key('aws')}\n` })),
  at('pdf', 'm.pdf', pdf(['Invoice', `API key ${key('deepseek')}`])),
  at('pdf, plain', 'n.pdf', pdf([`key ${key('xai')}`], false)),
  at('database', 'o.sqlite', database(['hello', `the key is ${key('hugging-face')}`])),
  at('database with another name', 'p.data', database([JSON.stringify({ apiKey: key('moonshot') })])),
  at(
    'wide letters',
    'q.md',
    `密码：${password()}\n`.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  ),
  at('escaped', 'r.jsonl', `${JSON.stringify({ text: JSON.stringify({ password: password() }) })}\n`),
  at('html', 's.html', `<p>password:&nbsp;<b>${password()}</b></p>`),
  at(
    'mail in base64',
    't.eml',
    `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
      `hello, the password is ${password()}, yours`,
    )
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n')}\r\n`,
  ),
  at(
    'mail in quoted-printable',
    'u.eml',
    `Content-Transfer-Encoding: quoted-printable\r\n\r\npassword=3A ${password()}\r\n`,
  ),
  at('notebook', 'v.ipynb', JSON.stringify({ cells: [{ source: [`API_KEY = "${base62(32)}"\n`] }] })),
  at(
    'web archive',
    'w.mhtml',
    `Content-Transfer-Encoding: base64\n\n${Buffer.from(`<p>key ${key('notion')}</p>`).toString('base64')}\n`,
  ),
];

const unit = (line: string) =>
  `[Service]\nExecStart=/usr/bin/openclaw gateway\n${line}\n[Install]\nWantedBy=default.target\n`;
const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
const KEY = () => `ANTHROPIC_API_KEY=${key('anthropic')}`;
const talk = (text: string) => `${JSON.stringify({ role: 'user', content: text })}\n`;

/** Places beside the workspace. */
const placed: LabelledCase[] = [
  at('variables of the service', `${STATE}/gateway.systemd.env`, `${KEY()}\n`),
  at('variables in a folder for services', `${STATE}/service-env/ai.openclaw.gateway.env`, `${KEY()}\n`),
  at('a unit', UNIT, unit(`Environment=${KEY()}`)),
  at('a unit, quoted', UNIT, unit(`Environment="A=b" "${KEY()}"`)),
  {
    name: 'a unit’s file',
    files: {
      [UNIT]: unit('EnvironmentFile=-%h/secrets/claw.conf'),
      [`${HOME}/secrets/claw.conf`]: `${KEY()}\n`,
    },
  },
  {
    name: 'a drop-in',
    files: { [UNIT]: unit(''), [`${UNIT}.d/keys.conf`]: `[Service]\nEnvironment=${KEY()}\n` },
  },
  at('gateway.env', `${HOME}/.config/openclaw/gateway.env`, `${KEY()}\n`),
  at('environment.d', `${HOME}/.config/environment.d/50-keys.conf`, `${KEY()}\n`),
  at('pam', `${HOME}/.pam_environment`, `ANTHROPIC_API_KEY DEFAULT=${key('anthropic')}\n`),
  at('bash_aliases', `${HOME}/.bash_aliases`, `export ${KEY()}\n`),
  at('fish conf.d', `${HOME}/.config/fish/conf.d/keys.fish`, `set -gx OPENAI_API_KEY ${key('openai')}\n`),
  at(
    'fish variables',
    `${HOME}/.config/fish/fish_variables`,
    `SETUVAR --export GROQ_API_KEY:${key('groq')}\n`,
  ),
  at('nushell', `${HOME}/.config/nushell/env.nu`, `$env.OPENAI_API_KEY = "${key('openai')}"\n`),
  at('tcsh', `${HOME}/.tcshrc`, `setenv OPENAI_API_KEY ${key('openai')}\n`),
  at('zlogin', `${HOME}/.zlogin`, `export ${KEY()}\n`),
  at('xonsh', `${HOME}/.xonshrc`, `$OPENAI_API_KEY = '${key('openai')}'\n`),
  at('shell history', `${HOME}/.bash_history`, `ls\nexport ${KEY()}\n`),
  {
    name: '.env beside a compose file',
    files: {
      [`${HOME}/openclaw/docker-compose.yml`]:
        'services:\n  gateway:\n    image: ghcr.io/openclaw/openclaw:latest\n    env_file: .env\n',
      [`${HOME}/openclaw/.env`]: `${KEY()}\n`,
    },
  },
  at(
    'a compose file',
    `${HOME}/claw/compose.yml`,
    `services:\n  a:\n    image: openclaw\n    environment:\n      ${KEY().replace('=', ': ')}\n`,
  ),
  at(
    'keeper’s dump',
    `${HOME}/.pm2/dump.pm2`,
    JSON.stringify([{ name: 'openclaw', env: { OPENAI_API_KEY: key('openai') } }]),
  ),
  at(
    'keeper’s own file',
    `${HOME}/ecosystem.config.js`,
    `module.exports = { apps: [{ name: 'openclaw', env: { MOONSHOT_API_KEY: '${key('moonshot')}' } }] };\n`,
  ),
  at(
    'planned task',
    `${STATE}/cron/jobs.json`,
    JSON.stringify({ jobs: [{ payload: { message: `call the api with ${key('tavily')}` } }] }),
  ),
  at(
    'planned task, webhook',
    `${STATE}/cron/jobs.json`,
    JSON.stringify({ jobs: [{ delivery: { url: key('feishu-hook') } }] }),
  ),
  at('conversation', `${STATE}/agents/main/sessions/a.jsonl`, talk(`my key is ${key('anthropic')}`)),
  at(
    'conversation, deleted',
    `${STATE}/agents/main/sessions/a.jsonl.deleted.2026-01-01`,
    talk(`密码：${password()}`),
  ),
  at(
    'conversation in a database',
    `${STATE}/agents/main/agent/openclaw-agent.sqlite`,
    database([`key ${key('github')}`]),
  ),
  at('memory', `${STATE}/memory/main.sqlite`, database([`he said the key is ${key('stripe')}`])),
  at('media', `${STATE}/media/inbound/a.txt`, `${key('slack')}\n`),
  at(
    'settings copy',
    `${STATE}/openclaw-backup.json`,
    JSON.stringify({ channels: { telegram: { botToken: key('telegram') } } }),
  ),
  at(
    'settings copy in a folder',
    `${STATE}/backups/2026-01-01/openclaw.json`,
    JSON.stringify({ channels: { telegram: { botToken: key('telegram') } } }),
  ),
  at('copy of the state', `${HOME}/.openclaw.bak/.env`, `${KEY()}\n`),
  at(
    'copy of the state with a date',
    `${HOME}/openclaw-backup-2026-03-01/openclaw.json`,
    JSON.stringify({ models: { providers: { a: { apiKey: key('deepseek') } } } }),
  ),
  at(
    'packed copy of the state',
    `${HOME}/2026-03-09T08-00-00-openclaw-backup.tar.gz`,
    gzipSync(tape({ 'payload/.openclaw/.env': `${KEY()}\n` })),
  ),
  at('sandbox', `${STATE}/sandboxes/agent-main-x/MEMORY.md`, `key ${key('anthropic')}\n`),
  {
    name: 'sandbox elsewhere',
    settings: { agents: { defaults: { sandbox: { mode: 'all', workspaceRoot: '/srv/boxes' } } } },
    files: { '/srv/boxes/a/notes.md': `key ${key('github')}\n` },
  },
  {
    name: 'former workspace',
    settings: { agents: { defaults: { workspace: `${STATE}/workspace/main` } } },
    files: { [`${WORKSPACE}/MEMORY.md`]: `key ${key('github')}\n` },
  },
  at('workspace of a removed agent', `${STATE}/workspace-old/MEMORY.md`, `key ${key('groq')}\n`),
  {
    name: 'moved away from',
    settings: { agents: { defaults: { workspace: '/data/claw' } } },
    files: { [`${WORKSPACE}/MEMORY.md`]: `key ${key('groq')}\n` },
  },
  at('clawd', `${HOME}/clawd/MEMORY.md`, `key ${key('groq')}\n`),
  at('git remote', '.git/config', `[remote "origin"]\n\turl = https://lin:${base62(24)}@git.lin.cn/a.git\n`),
  at(
    'git header',
    'app/.git/config',
    `[http "https://git.lin.cn/"]\n\textraheader = AUTHORIZATION: basic ${Buffer.from(`x:${base62(30)}`).toString('base64')}\n`,
  ),
  at('git credentials', `${HOME}/.git-credentials`, `https://lin:${base62(24)}@git.lin.cn\n`),
  {
    name: 'tool’s arguments',
    settings: { mcp: { servers: { a: { command: 'npx', args: ['-y', 'a-mcp', '--api-key', base62(32)] } } } },
    files: {},
  },
  {
    name: 'tool’s address',
    settings: { mcp: { servers: { a: { url: `https://mcp.lin.cn/sse?api_key=${base62(32)}` } } } },
    files: {},
  },
  {
    name: 'tool’s header',
    settings: {
      mcp: {
        servers: { a: { url: 'https://mcp.lin.cn', headers: { Authorization: `Bearer ${base62(40)}` } } },
      },
    },
    files: {},
  },
  at(
    'tool’s own settings',
    `${HOME}/.mcporter/mcporter.json`,
    JSON.stringify({ mcpServers: { a: { env: { LINEAR_API_KEY: key('linear') } } } }),
  ),
  at(
    'another tool’s settings',
    `${HOME}/.config/gh/hosts.yml`,
    `github.com:\n    oauth_token: gho_${base62(36)}\n    user: lin\n`,
  ),
  at(
    'cloud sign-in',
    `${HOME}/.aws/credentials`,
    `[default]\naws_access_key_id = ${key('aws')}\naws_secret_access_key = ${base62(40)}\n`,
  ),
  at('codex sign-in', `${HOME}/.codex/auth.json`, JSON.stringify({ OPENAI_API_KEY: key('openai') })),
  at(
    'broken settings copy',
    `${STATE}/openclaw.json.broken-1`,
    `{ "models": { "providers": { "x": { "apiKey": "${key('deepseek')}" } }`,
  ),
  at(
    'device identity',
    `${STATE}/identity/device.json`,
    JSON.stringify({
      privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${base62(64)}\n-----END PRIVATE KEY-----\n`,
    }),
  ),
  at(
    'paired devices',
    `${STATE}/devices/paired.json`,
    JSON.stringify({ d: { tokens: { operator: { token: hex(48) } } } }),
  ),
  at(
    'approvals socket',
    `${STATE}/exec-approvals.json`,
    JSON.stringify({ version: 1, socket: { path: '~/a.sock', token: base64url(32) } }),
  ),
  at('name of a file', `${key('github')}.txt`, 'nothing in it\n'),
];

/** All that is planted of keys; every second one is held out. */
export const KEYS: readonly LabelledCase[] = [...issued, ...named, ...kept, ...placed];
