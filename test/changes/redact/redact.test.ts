import { expect, test } from 'vitest';
import { canonicalForm, showChange } from '../../../main/changes/plan/show';
import { redact, redactCommand } from '../../../main/changes/redact';
import type { EditChange } from '../../../main/contract/change';
import { processorTime } from '../../processor-time';

/** Secrets as people and programs make them. */
const SECRETS = [
  '4f1d0c9ae37b52866dc1f0e2a9b84c7733e5d1909a6f42bc',
  'kJ8_vQ2xZ0-pLm7TnR4wYbC1sD6fG9hE3aUoXiVeNqA',
  'sk-ant-api03-Zq8Xw2Lm5Vt9Rk1Pn7Jc4Hb6Gd3Fs0-AaQwErTy',
  'correct-horse-battery-staple',
  'hunter2',
  'p@ss w0rd, with: signs;',
  'Tr0ub4dor&3#x',
  '龙虾的密码是九四八七',
  '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-k',
];
/** Those that can stand without quotes around them. */
const BARE = SECRETS.filter((secret) => /^[\w:&#.@-]+$/.test(secret));
const NAMES = [
  'token',
  'botToken',
  'OPENAI_API_KEY',
  'password',
  'clientSecret',
  'x-api-key',
  'Authorization',
];

type Shape = readonly [string, EditChange['format'], (name: string, secret: string) => string];
const json = JSON.stringify;
const QUOTED: readonly Shape[] = [
  ['strict JSON', 'json5', (n, s) => json({ gateway: { auth: { mode: 'token', [n]: s } } }, null, 2)],
  ['JSON in one line', 'json5', (n, s) => json({ a: { [n]: s, b: true } })],
  [
    'JSON5, unquoted name',
    'json5',
    (n, s) => `{ auth: { ${/^\w+$/.test(n) ? n : `'${n}'`}: '${s}', mode: "token" }, }`,
  ],
  [
    'JSON5, quoted name',
    'json5',
    (n, s) => `// note\n{\n  gateway: {\n    "${n}":\n      ${json(s)}, // why\n  },\n}`,
  ],
  ['JSON5, line continued', 'json5', (n, s) => `{ "${n}": "${s.slice(0, 3)}\\\n${s.slice(3)}" }`],
  ['a list', 'json5', (n, s) => json({ [`${n}s`]: ['first-one-of-them', s] })],
  ['nested below the name', 'json5', (n, s) => json({ [n]: { main: { deep: [s] } } })],
  ['headers', 'json5', (_n, s) => json({ headers: { Authorization: `Bearer ${s}`, 'X-Api-Key': s } })],
  ['JSON that is broken', 'json5', (n, s) => `{ "a": 1,, "${n}": ${json(s)}, }`],
  ['a list in broken JSON', 'json5', (n, s) => `{ a: ,\n "${n}": [\n "x1", ${json(s)} ] }`],
  ['JSON in a string', 'json5', (n, s) => json({ args: json({ [n]: s }) })],
  ['.env in quotes', 'lines', (n, s) => `A=1\nexport ${n}="${s}"\nB=2\n`],
  ['.env in single quotes', 'lines', (n, s) => `${n}='${s}'\r\nB=2\r\n`],
  ['.env to the line’s end', 'lines', (n, s) => `A=1\n${n}=${s}\nB=2`],
  ['YAML', 'lines', (n, s) => `gateway:\n  ${n}: ${s}\n  mode: x\n`],
  ['a commented line', 'lines', (n, s) => `# ${n}=${s}\n`],
  ['systemd', 'lines', (n, s) => `[Service]\nEnvironment="${n}=${s}" "A=b"\n`],
  ['launchd', 'lines', (n, s) => `<key>${n}</key>\n  <string>${s.replace('&', '&amp;')}</string>`],
  ['PowerShell', 'lines', (n, s) => `$env:${n.replaceAll('-', '_')} = "${s}"\n`],
];
const UNQUOTED: readonly Shape[] = [
  ['a variable before a program', 'lines', (n, s) => `A=1 ${n}=${s} openclaw gateway run`],
  ['systemd without quotes', 'lines', (n, s) => `Environment=${n}=${s}\n`],
  ['a switch', 'lines', (n, s) => `ExecStart=/usr/bin/openclaw gateway --${n} ${s} --port 18789`],
  ['a switch with a sign', 'lines', (n, s) => `openclaw --${n}=${s} --port 1`],
  [
    'a header of curl',
    'lines',
    (_n, s) => `curl -H "Authorization: Bearer ${s}" -H 'x-api-key: ${s}' https://a.b`,
  ],
  ['npm’s settings', 'lines', (_n, s) => `//registry.example.org/:_authToken=${s}\n`],
  [
    'a question in an address',
    'json5',
    (n, s) => json({ url: `https://a.example/x?b=1&${n}=${encodeURIComponent(s)}` }),
  ],
];

const parts = (secret: string) => [
  secret,
  secret.replace('&', '&amp;'),
  encodeURIComponent(secret),
  secret.slice(3),
];

test.each(QUOTED)('hides every secret in %s', (_shape, format, write) => {
  for (const name of NAMES)
    for (const secret of SECRETS) {
      const masked = redact(write(name, secret), format);
      for (const part of parts(secret)) expect(masked, `${name} ${secret}`).not.toContain(part);
      expect(masked.split('\n').length).toBe(write(name, secret).split('\n').length);
    }
});

test.each(UNQUOTED)('hides every secret in %s', (_shape, format, write) => {
  for (const name of NAMES)
    for (const secret of BARE) {
      const masked = redact(write(name, secret), format);
      for (const part of parts(secret)) expect(masked, `${name} ${secret}`).not.toContain(part);
    }
});

test.each([
  'postgres://lin:hunter2@db.example/x',
  'https://hunter2-as-a-token@git.example/x.git',
  'curl -u lin:hunter2 https://a.example',
  '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\nhunter2\n-----END OPENSSH PRIVATE KEY-----',
  '<string>--token</string>\n<string>hunter2</string>',
])('hides a secret by its form: %s', (text) => {
  expect(redact(text, 'lines')).not.toContain('hunter2');
});

test.each(SECRETS.filter((secret) => /\d/.test(secret) && secret.length > 40))(
  'hides what looks drawn behind a name that nobody knows: %s',
  (secret) => {
    expect(redact(`{ note: "${secret}" }`, 'json5')).not.toContain(secret.slice(12));
    expect(redact(`see ${secret} there`, 'lines')).not.toContain(secret.slice(12));
  },
);

test.each([
  ['{ gateway: { bind: "loopback", port: 18789, auth: { mode: "token" } } }', 'json5'],
  ['{ agents: { defaults: { sandbox: { mode: "all" }, maxTokens: 4096, tokenFile: "/run/x" } } }', 'json5'],
  [
    `{ auth: { token: "$\{OPENCLAW_GATEWAY_TOKEN}", key: { source: "env", id: "OPENAI_API_KEY" } } }`,
    'json5',
  ],
  ['{ tools: { exec: { security: "allowlist" }, dangerouslyDisableDeviceAuth: false } }', 'json5'],
  ['{ model: "claude-opus-4-8-20260807", session: { dmScope: "per-channel-peer" } }', 'json5'],
  [
    'ExecStart=/home/lin/.nvm/versions/node/v24.21.0/bin/node /usr/lib/openclaw/dist/entry.js gateway',
    'lines',
  ],
  ['After=network-online.target\nRestart=always\nUser=openclaw\n', 'lines'],
  ['export PATH="$HOME/.npm-global/bin:$PATH"\nalias oc="openclaw --profile work"\n', 'lines'],
] as const)('leaves alone what is no secret: %s', (text, format) => {
  expect(redact(text, format)).toBe(text);
});

const edit = (
  before: string | null,
  after: string | null,
  format: EditChange['format'] = 'json5',
): EditChange => ({
  kind: 'edit',
  path: '/home/lin/.openclaw/openclaw.json',
  before,
  after,
  format,
});
const [OLD = '', NEW = ''] = ['a1'.repeat(24), 'b2'.repeat(24)];

test('a change of nothing but a secret shows', () => {
  const { before, after } = showChange(edit(`{\n  token: "${OLD}",\n}\n`, `{\n  token: "${NEW}",\n}\n`));
  expect(before).toContain('token: "‹48›"');
  expect(after).toContain('token: "‹48 *›"');
});

test('secrets that change places show', () => {
  const text = (a: string, b: string) => `A_TOKEN=${a}\nB_TOKEN=${b}\n`;
  const { before, after } = showChange(edit(text(OLD, NEW), text(NEW, OLD), 'lines'));
  expect(before).not.toBe(after);
  expect(`${before}${after}`).not.toMatch(/a1a1|b2b2/);
});

test('a new file, a removed file, and lines around a change hold no secret', () => {
  const text = `{\n  token: "${OLD}",\n  bind: "lan",\n  password: "hunter2",\n}\n`;
  for (const change of [edit(null, text), edit(text, null), edit(text, text.replace('lan', 'loopback'))])
    expect(JSON.stringify(showChange(change))).not.toMatch(/a1a1|hunter2/);
  expect(showChange(edit(text, text.replace('lan', 'loopback')))).toMatchObject({
    before: expect.stringContaining('bind: "lan"'),
    after: expect.stringContaining('bind: "loopback"'),
  });
});

test('the essence of an edit does not depend on a random secret', () => {
  const plan = (secret: string) => edit('{\n  a: 1,\n}\n', `{\n  a: 1,\n  token: "${secret}",\n}\n`);
  expect(canonicalForm(plan(OLD))).toEqual(canonicalForm(plan(NEW)));
});

test('a command shows its paths as they are, and no secret', () => {
  const path = '/home/lin/.cache/4f1d0c9ae37b52866dc1f0e2a9b84c77/openclaw.mjs';
  expect(redactCommand(`/usr/bin/node ${path} --token hunter2`)).toBe(`/usr/bin/node ${path} --token ‹7›`);
});

test('what somebody named as they liked is hidden, and what is no secret stays', () => {
  const text = json({
    env: { vars: { PLAIN: 'hunter2', DB_PASS: 'hunter2' } },
    mcp: {
      servers: {
        x: {
          command: 'npx',
          args: ['-y', 'mcp', '--token', 'hunter2', '--port', '80'],
          env: { K: 'hunter2' },
        },
      },
    },
    models: { headers: { 'X-Mine': 'hunter2' } },
    plugins: { entries: { foo: { enabled: true, config: { other: 'hunter2', n: 5 } } } },
  });
  const masked = redact(text, 'json5');
  expect(masked).not.toContain('hunter2');
  for (const stays of ['"npx"', '"mcp"', '"80"', '"enabled":true', '"n":5']) expect(masked).toContain(stays);
  expect(redact('export DB_PASS=hunter2\nBYPASS=1', 'lines')).toBe('export DB_PASS=‹7›\nBYPASS=1');
});

test('a huge text is masked in good time', async () => {
  const text = `${'"a": {"b": [1, 2, "token"]}, '.repeat(20_000)}\n${'x'.repeat(200_000)}\n${'="'.repeat(20_000)}`;
  expect(await processorTime(() => redact(text, 'json5'))).toBeLessThan(5000);
});

/** Settings as people break them: a quote forgotten, quotes of an input method, a sign left out. */
const BROKEN: readonly ((name: string, secret: string) => string)[] = [
  (n, s) => `{ a: { ${n}: "${s}`,
  (n, s) => `{ a: { "${n}": "${s} },\n  port: 1 }`,
  (n, s) => `{ a: { ${n}: '${s}, b: 1 } }`,
  (n, s) => `{ a: { “${n}”: “${s}” } }`,
  (n, s) => `{ a: { "${n}": “${s}”, b: 1 } }`,
  (n, s) => `{ a: { ${n}: ‘${s}’ } }`,
  (n, s) => `{ a: { “${n}": "${s}" } }`,
  (n, s) => `{ a: { ${n}": "${s}" } }`,
  (n, s) => `{ a: { "${n}”: ＂${s}＂ } }`,
  (n, s) => `{ a: { ${n}: 「${s}」 } }`,
  (_, s) => `{ a:, env: { vars: { MY_THING: "${s}", OTHER: “${s}” } }`,
  (_, s) => `{ a:, plugins: { entries: { x: { "config": {\n  mine: '${s}' },`,
  (n, s) => `{ a: { "${n}" "${s}" } }`,
  (n, s) => `{ a: { "${n}":: "${s}" } }`,
  (n, s) => `{ a:, ${n}: /* mine */ "${s}" }`,
];
test.each(BROKEN.map((shape) => [shape('token', '…'), shape] as const))('broken: %s', (_, shape) => {
  for (const name of ['token', 'botToken', 'OPENAI_API_KEY', 'password'])
    for (const secret of ['hunter2', 'correct-horse-battery-staple', 'p@ss w0rd with']) {
      const shown = redact(shape(name, secret), 'json5');
      expect(shown).not.toContain(secret.slice(-5));
      expect(shown.split('\n').at(0)).toMatch(/^\{ a:/);
      expect(redact(shown, 'json5')).toBe(shown);
    }
});
