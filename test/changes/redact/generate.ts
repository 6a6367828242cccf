import type { EditChange } from '../../../main/contract/change';
import { seeded } from '../../openclaw/json5/random';

/** One text with secrets in it, and what must still be readable around them. */
export interface Sample {
  readonly kind: string;
  readonly format: EditChange['format'];
  readonly text: string;
  readonly secrets: readonly string[];
  readonly stays: readonly string[];
}

const NAMES = [
  'token',
  'botToken',
  'gateway.auth.token',
  'OPENAI_API_KEY',
  'API_TOKENS',
  'password',
  'DB_PASSWORD',
  'clientSecret',
  'x-api-key',
  'passphrase',
  'credentials',
  'privateKey',
  'AWS_SECRET_ACCESS_KEY',
  'webhookSecret',
  'TOKENS',
] as const;
const VARIABLE = /^[A-Za-z_]\w*$/;
const PLAIN_NAMES = ['bind', 'port', 'model', 'workspace', 'retries', 'theme', 'greeting'] as const;
const PLAIN = [
  'loopback',
  '18789',
  'claude-opus-4-8',
  '/home/lin/clawd',
  '3',
  'dark',
  'hello there',
] as const;

type Draw = ReturnType<typeof drawing>;

export function drawing(seed: number) {
  const next = seeded(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const one = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const letters = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  const small = 'abcdefghijklmnopqrstuvwxyz';
  const mixed = `${small}${small.toUpperCase()}0123456789`;
  /** As people and programs make them; without a letter that its place would have to escape. */
  const secret = () =>
    one([
      () => letters('0123456789abcdef', 24 + below(40)),
      () => letters(mixed, 6 + below(40)),
      () => letters(`${mixed}_-`, 20 + below(30)),
      () => letters(`${mixed}+/`, 30 + below(30)),
      () => `sk-${letters(`${mixed}_-`, 30)}9`,
      () => `ghp_${letters(mixed, 36)}`,
      () => `AKIA${letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
      () => `${letters('123456789', 9)}:${letters(`${mixed}_-`, 35)}`,
      () => `eyJ${letters(mixed, 20)}.${letters(mixed, 40)}.${letters(mixed, 30)}`,
      () => [one(WORDS), one(WORDS), one(WORDS)].join('-'),
      () => `${one(WORDS)}${one(['!', '@', '#', '&', '?', '~', '%'])}${letters(mixed, 5)}`,
      () => letters(small, 6 + below(10)),
      () => letters('龙虾密码春夏秋冬山水风云', 6 + below(4)),
    ])();
  const pair = () => {
    const at = below(PLAIN_NAMES.length);
    return [PLAIN_NAMES[at], PLAIN[at]] as readonly [string, string];
  };
  return { below, one, secret, pair };
}
const WORDS = ['correct', 'horse', 'battery', 'staple', 'winter', 'lobster', 'harbour'];

const json = JSON.stringify;
/** In double quotes, escaped as often as it lies in other quotes. */
const escaped = (text: string, times: number): string =>
  times === 0 ? text : escaped(json(text).slice(1, -1), times - 1);

type Writer = (draw: Draw, name: string, secret: string, other: string) => Omit<Sample, 'kind' | 'secrets'>;
const lines = (text: string, ...stays: string[]) => ({ format: 'lines' as const, text, stays });
const json5 = (text: string, ...stays: string[]) => ({ format: 'json5' as const, text, stays });
const word = (name: string) => (VARIABLE.test(name) ? name : 'MY_TOKEN');
const bare = (secret: string) => (/^[\w:.+/@~%?!-]+$/.test(secret) ? secret : `k${secret.length}Zq8Xw2Lm5`);

/** Every shape in which a value stands behind a name; `other` is a second secret. */
export const SHAPES: Readonly<Record<string, Writer>> = {
  'shell, object in a variable': (_d, n, s, o) =>
    lines(
      `export ${word(n)}={"default": "${s}", "work": "${o}"}\nexport PATH=/usr/bin\n`,
      '"default": "',
      '", "work": "',
      'export PATH=/usr/bin',
    ),
  'shell, object in single quotes': (_d, n, s, o) =>
    lines(
      `export ${word(n)}='{"default":"${s}","work":["${o}"]}'\nA=1\n`,
      `'{"default":"`,
      '","work":["',
      '\nA=1\n',
    ),
  'shell, list': (_d, n, s, o) =>
    lines(`${word(n)}=("${s}" "${o}")\nEDITOR=vim\n`, '=("', '" "', 'EDITOR=vim'),
  'shell, quoted': (_d, n, s) => lines(`set -e\nexport ${word(n)}="${s}"; run --fast\n`, '"; run --fast'),
  'shell, put together': (_d, n, s) => lines(`${word(n)}="${s.slice(0, 3)}"'${s.slice(3)}'\nB=2\n`, '\nB=2'),
  '.env': (_d, n, s) => lines(`PORT=1\n${word(n)}=${s}\r\nMODE=x\r\n`, 'PORT=1', '\r\nMODE=x'),
  '.env, commented': (_d, n, s) => lines(`# ${word(n)}=${s}\n#${word(n)}="${s}"\nMODE=x\n`, 'MODE=x'),
  'JSON5, missing comma': (_d, n, s, o) =>
    json5(
      `{\n  gateway: { bind: "lan" port: 1 },\n  "${n}": {\n    main: "${s}",\n    deep: ["${o}"],\n  },\n  theme: "dark",\n}\n`,
      'bind: "lan" port: 1',
      'main: "',
      '",\n    deep: ["',
      '"],',
      'theme: "dark"',
    ),
  'JSON5, never closed': (_d, n, s, o) =>
    json5(`{\n  "${n}": [\n    '${s}',\n    "${o}",\n  theme: "dark",\n`, `'`, '"dark"'),
  'JSON5, value on the next line': (_d, n, s) =>
    json5(`{ a: ,\n "${n}":\n    "${s}", bind: "lan" }`, '", bind: "lan" }'),
  'JSON, one line, broken': (_d, n, s, o) =>
    json5(
      `{"a":1,,"${n}":"${s}","b":{"${n}":"${o}","mode":"token"}}`,
      '{"a":1,,',
      '","b":{',
      '"mode":"token"}}',
    ),
  'JSON in quotes': (_d, n, s, o) =>
    lines(`ARGS=${json(json({ [n]: s, list: { [n]: [o] }, keep: 'this' }))}\n`, '\\"keep\\":\\"this\\"'),
  'JSON in quotes, twice': (_d, n, s) =>
    lines(json({ a: json({ b: json({ [n]: s, keep: 'this' }) }) }), escaped('"keep":"this"', 2)),
  'JSON as OpenClaw has it': (_d, n, s, o) =>
    json5(
      json({ gateway: { auth: { mode: 'token', [n]: s } }, x: { [n]: { main: [o] } } }, null, 2),
      '"mode": "token"',
    ),
  'YAML, flat': (_d, n, s) => lines(`gateway:\n  ${n}: ${s}\n  mode: x\n`, 'gateway:\n', '\n  mode: x'),
  'YAML, quoted with a comment': (_d, n, s) => lines(`${n}: "${s}" # mine\nmode: x\n`, '" # mine\nmode: x'),
  'YAML, nested': (_d, n, s, o) =>
    lines(
      `auth:\n  ${n}:\n    default: ${s}\n    work:\n      - "${o}"\n  mode: x\n`,
      'default: ',
      '\n    work:\n      - "',
      '"\n  mode: x',
    ),
  'YAML, list at the same depth': (_d, n, s, o) =>
    lines(`${n}:\n- ${s}\n- ${o}\nmode: x\n`, ':\n- ', '\nmode: x'),
  'YAML, block': (_d, n, s, o) =>
    lines(`a:\n  ${n}: |-\n    ${s}\n    ${o}\n  mode: x\n`, '|-\n', '\n  mode: x'),
  'YAML, block below': (_d, n, s, o) =>
    lines(`${n}:\n  main: >\n    ${s}\n\n    ${o}\nmode: x\n`, 'main: >', '\nmode: x'),
  'YAML, flow': (_d, n, s, o) =>
    lines(`${n}: {default: "${s}", list: ['${o}']}\nmode: x\n`, `{default: "`, `", list: ['`, `']}\nmode: x`),
  'YAML, name and value': (_d, _n, s) =>
    lines(
      `env:\n  - name: API_TOKEN\n    value: "${s}"\n  - name: MODE\n    value: "x1"\n`,
      '- name: API_TOKEN\n    value: "',
      '- name: MODE\n    value: "x1"',
    ),
  TOML: (_d, n, s, o) =>
    lines(
      `[gateway]\n"${n}" = "${s}"\nmode = "x"\n[auth.tokens]\ndefault = "${o}"\n[next]\nbind = "lan"\n`,
      'mode = "x"',
      'default = "',
      'bind = "lan"',
    ),
  'TOML, over lines': (_d, n, s, o) =>
    lines(`${word(n)} = """\n${s}\n${o}\n"""\nmode = "x"\n`, '"""\nmode = "x"'),
  INI: (_d, n, s, o) =>
    lines(
      `[default]\n${word(n)} = ${s}\n[credentials]\nwork = ${o}\n[x]\nwork = 2\n`,
      'work = ',
      '[x]\nwork = 2',
    ),
  plist: (_d, n, s, o) =>
    lines(
      `<dict>\n<key>${n}</key>\n<string>${xml(s)}</string>\n<key>Tokens</key>\n<array><string>${xml(o)}</string></array>\n<key>Label</key>\n<string>ai.openclaw</string>\n</dict>`,
      '<string>ai.openclaw</string>',
      `<key>${n}</key>\n<string>`,
    ),
  XML: (_d, _n, s, o) =>
    lines(
      `<config><ApiKey>${xml(s)}</ApiKey><add key="authToken" value="${xml(o)}"/><Mode>x</Mode></config>`,
      '<config><ApiKey>',
      '<Mode>x</Mode>',
      '"/>',
    ),
  'XML, nested': (_d, _n, s, o) =>
    lines(
      `<Secrets>\n  <main>${xml(s)}</main>\n  <list><item>${xml(o)}</item></list>\n</Secrets>\n<Mode>x</Mode>`,
      '<main>',
      '</item></list>',
      '<Mode>x</Mode>',
    ),
  systemd: (_d, n, s) =>
    lines(
      `[Service]\nEnvironment="${word(n)}=${s}" "A=b"\nExecStart=/usr/bin/node x\n`,
      '" "A=b"',
      'ExecStart=/usr/bin/node x',
    ),
  'command line': (_d, n, s, o) =>
    lines(
      `openclaw gateway --${n.replaceAll('.', '-')} ${bare(s)} --port 18789 --password="${o}" run\n`,
      ' --port 18789 --password="',
      '" run',
    ),
  'command line, in a list': (_d, _n, s) =>
    json5(
      json({ command: 'npx', args: ['-y', 'mcp', '--api-key', s, '--port', '80'] }),
      '"npx"',
      '"--port","80"',
    ),
  'header of curl': (_d, _n, s, o) =>
    lines(
      `curl -H "Authorization: Bearer ${bare(s)}" -H 'x-api-key: ${o}' https://a.example/v1\n`,
      `" -H 'x-api-key: `,
      `' https://a.example/v1`,
    ),
  'address with a password': (_d, _n, s) =>
    lines(
      `DB=postgres://lin:${encodeURIComponent(s)}@db.example:5432/x\n`,
      'postgres://lin:',
      '@db.example:5432/x',
    ),
  'address with a question': (_d, n, s) =>
    lines(`see https://a.example/x?b=1&${n}=${encodeURIComponent(s)}&c=2 there\n`, '?b=1&', '&c=2 there'),
  PEM: (_d, _n, s, o) =>
    lines(
      `-----BEGIN RSA PRIVATE KEY-----\n${s}\n${o}\n-----END RSA PRIVATE KEY-----\nnext\n`,
      '-----BEGIN RSA PRIVATE KEY-----\n',
      '\n-----END RSA PRIVATE KEY-----\nnext',
    ),
  'PEM in JSON': (_d, _n, s, o) =>
    json5(
      json({ note: `-----BEGIN PRIVATE KEY-----\n${s}\n${o}\n-----END PRIVATE KEY-----\n`, bind: 'lan' }),
      '"bind":"lan"',
      '-----END PRIVATE KEY-----',
    ),
  PowerShell: (_d, n, s) =>
    lines(
      `$env:${word(n)} = "${s}"\n[Environment]::SetEnvironmentVariable("${word(n)}", "${s}", "User")\n`,
      '", "User")',
    ),
  'Windows set': (_d, n, s) =>
    lines(`@echo off\r\nset ${word(n)}=${s}\r\nsetx ${word(n)} "${s}"\r\nset "A=b"\r\n`, 'set "A=b"'),
  fish: (_d, n, s) => lines(`set -gx ${word(n)} "${s}"\nset -gx EDITOR vim\n`, 'set -gx EDITOR vim'),
  Dockerfile: (_d, n, s) =>
    lines(`FROM node\nENV ${word(n)} ${bare(s)}\nENV ${word(n)}="${s}"\nRUN x\n`, 'FROM node', 'RUN x'),
  Python: (_d, n, s) =>
    lines(`os.environ["${n}"] = "${s}"\nx = f("${n}", "${s}")\nport = 1\n`, '"] = "', '\nport = 1'),
  netrc: (_d, _n, s) =>
    lines(
      `machine a.example login lin password ${bare(s)}\nmachine b.example\n`,
      'machine a.example login lin password ',
      'machine b.example',
    ),
  'log line': (_d, n, s) =>
    lines(
      `2026-11-29 request failed: ${word(n)}=${bare(s)}, retry in 3 s\n`,
      '2026-11-29 request failed: ',
      ', retry in 3 s',
    ),
  'Chinese notes': (_d, _n, s) => lines(`网关密码：${s}\n端口：18789\n`, '网关密码：', '端口：18789'),
};
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A text of that shape with secrets of this seed. */
export function sample(kind: string, seed: number): Sample {
  const draw = drawing(seed);
  const [name, secret, other] = [draw.one(NAMES), draw.secret(), draw.secret()];
  const written = SHAPES[kind]?.(draw, name, secret, other);
  if (!written) throw new Error(kind);
  const all = [secret, other].flatMap((each) => [each, bare(each), xml(each), encodeURIComponent(each)]);
  const secrets = [...new Set(all)].filter((each) => each.length >= 6 && written.text.includes(each));
  return { kind, secrets, ...written };
}
