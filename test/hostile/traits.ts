import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';

/** A home that somebody has laid traps in, and numbers that are the same for the same seed. */
export interface Place {
  readonly home: string;
  /** 0 ≤ n < most. */
  random(most: number): number;
  /** Files of it that can't be read, by what they are for. */
  readonly unreadable: Set<'settings'>;
}

export const put = async ({ home }: Pick<Place, 'home'>, path: string, content: string | Uint8Array) => {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), content);
};
const folderOf = async ({ home }: Place, path: string) => {
  await mkdir(dirname(join(home, path)), { recursive: true });
  return join(home, path);
};
const one = <T>({ random }: Place, all: readonly T[]): T => all[random(all.length)] as T;

/** Files that a look opens, if they are there. */
const READ = [
  '.openclaw/openclaw.json',
  '.openclaw/.env',
  '.openclaw/credentials/whatsapp/creds.json',
  '.openclaw/state/openclaw.sqlite',
  '.openclaw/workspace/AGENTS.md',
  '.openclaw/workspace/memory/2026-01-01.md',
  '.openclaw/skills/a/SKILL.md',
  '.openclaw/agents/main/agent/auth-profiles.json',
  '.openclaw/agents/main/sessions/1.jsonl',
  '.config/systemd/user/openclaw-gateway.service',
  '.config/containers/storage.conf',
  '.config/user-dirs.dirs',
  '.config/autostart/openclaw.desktop',
  '.npmrc',
  '.bashrc',
  '.ssh/config',
];
const SETTINGS = '.openclaw/openclaw.json';
/** What isn't settings, too: two traits in one place would hide each other. */
const OTHER = READ.filter((path) => path !== SETTINGS);

const settings = (place: Place, value: unknown) => put(place, SETTINGS, JSON.stringify(value));
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
const inherited = (value: string) => `{${NAMES.map((name) => `"${name}": ${value}`).join(', ')}}`;

async function database(
  place: Place,
  statements: readonly string[],
  path = '.openclaw/state/openclaw.sqlite',
): Promise<void> {
  const { Database } = await initSqlJs();
  const made = new Database();
  for (const statement of statements) made.run(statement);
  await put(place, path, made.export());
  made.close();
}

type Trait = (place: Place) => Promise<unknown>;

/** What can lie in a home, each by its name. */
export const TRAITS: Readonly<Record<string, Trait>> = {
  async pipe(place) {
    execFileSync('mkfifo', [await folderOf(place, one(place, OTHER))]);
  },
  async settingsPipe(place) {
    execFileSync('mkfifo', [await folderOf(place, SETTINGS)]);
    place.unreadable.add('settings');
  },
  async pipeForNpm(place) {
    execFileSync('mkfifo', [await folderOf(place, 'pipe')]);
    const option = one(place, ['cafile', 'globalconfig', 'userconfig', '//registry.example.org/:certfile']);
    await put(place, '.npmrc', `${option}=${place.home}/pipe\nprefix=${' '.repeat(50_000)}x "\n`);
  },
  async device(place) {
    const device = one(place, [
      '/dev/zero',
      '/dev/random',
      '/dev/tty',
      '/dev/full',
      '/proc/self/mem',
      '/dev',
    ]);
    await symlink(device, await folderOf(place, one(place, OTHER)));
  },
  async circleOfLinks(place) {
    const path = await folderOf(place, one(place, OTHER));
    await symlink(`${path}-b`, path);
    await symlink(path, `${path}-b`);
  },
  async folderInItself(place) {
    await symlink('..', await folderOf(place, '.openclaw/workspace/up'));
    await symlink('/', await folderOf(place, '.openclaw/skills/root'));
  },
  async sparse(place) {
    const path = one(place, OTHER);
    await put(place, path, '');
    await truncate(join(place.home, path), 40 * 1024 ** 3);
  },
  async sparseSettings(place) {
    await put(place, SETTINGS, '');
    await truncate(join(place.home, SETTINGS), 1024 ** 3);
    place.unreadable.add('settings');
  },
  async unitOfManyLines(place) {
    const line = one(place, [
      'Environment=A=1\n',
      'ExecStart=\\\n',
      '[Service]\n',
      '#\n',
      'constructor=x\n',
      '\n',
    ]);
    const head = '[Service]\nExecStart=/usr/bin/node /x/openclaw/dist/index.js gateway\n';
    await put(
      place,
      '.config/systemd/user/openclaw-gateway.service',
      head + NAMES.map((name) => `${name}=x\n`).join('') + line.repeat(Math.floor(1_000_000 / line.length)),
    );
  },
  async unitOfOneLine(place) {
    const part = one(place, [' ', '"', '\\', "'a", '%%', '$A ']);
    await put(
      place,
      '.config/systemd/user/openclaw-gateway.service',
      `[Service]\nExecStart=${part.repeat(Math.floor(900_000 / part.length))}\n`,
    );
  },
  async deepJson(place) {
    const [open, close] = one(place, [
      ['{"a":', '}'],
      ['[', ']'],
      ['{"gateway":', '}'],
    ] as const);
    const deep = 100_000;
    await put(
      place,
      one(place, [SETTINGS, ...OTHER.slice(1, 3)]),
      `${open.repeat(deep)}1${close.repeat(deep)}`,
    );
  },
  async deepYaml(place) {
    const bomb = Array.from(
      { length: 12 },
      (_, at) =>
        `a${at}: &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    ).join('\n');
    const text = one(place, [bomb, `${'- '.repeat(20_000)}x`, `${'['.repeat(50_000)}`, 'a: '.repeat(50_000)]);
    await put(place, '.openclaw/skills/a/SKILL.md', `---\nname: a\n${text}\n---\nx\n`);
    await put(place, '.config/ngrok/ngrok.yml', `${text}\n`);
  },
  async brokenUtf8(place) {
    const bytes = Uint8Array.from({ length: 100_000 }, () => 128 + place.random(128));
    for (const path of OTHER.filter(() => place.random(2) === 0)) await put(place, path, bytes);
  },
  async names(place) {
    const names = [
      '\u001b[2Jx',
      'a\nb',
      '\u202egpj.x',
      'x'.repeat(250),
      ' ',
      '-rf',
      '$(touch x)',
      '中\u0007',
    ];
    for (const name of [...names, ...NAMES]) {
      await put(place, `.openclaw/skills/${name}/SKILL.md`, `---\nname: "${name}"\n---\n`);
      await put(place, `.openclaw/agents/${name}/agent/auth-profiles.json`, '{"profiles":{}}');
      await put(place, `.openclaw/workspace/${name}`, 'x');
    }
  },
  inherited: (place) =>
    put(
      place,
      SETTINGS,
      `{"gateway": ${inherited('{"mode": "local"}')}, "channels": ${inherited('{"dmPolicy": "open"}')},
        "agents": {"entries": ${inherited('{"workspace": "~/w"}')}}, "env": ${inherited('"x"')},
        "plugins": {"entries": ${inherited('{"enabled": true}')}, "installs": ${inherited('{"source": "npm"}')}},
        "secrets": {"providers": ${inherited('{"source": "env"}')}}, "__proto__": {"tools": {"profile": "full"}}}`,
    ),
  async inheritedVariables(place) {
    const lines = NAMES.map((name) => `${name}=x\nexport ${name}=y\n${name}: z\n`).join('');
    await put(place, '.openclaw/.env', lines);
    await put(place, '.config/openclaw/gateway.env', lines);
    await put(place, '.npmrc', lines);
    await settings(place, { gateway: { auth: { token: NAMES.map((name) => `\${${name}}`).join('') } } });
  },
  async circleOfIncludes(place) {
    await settings(place, { $include: ['./a.json', './openclaw.json'], gateway: { $include: './a.json' } });
    await put(place, '.openclaw/a.json', '{"$include": ["./b.json", "./a.json"]}');
    await put(place, '.openclaw/b.json', '{"$include": "./a.json"}');
    place.unreadable.add('settings');
  },
  async includesThatGrow(place) {
    await settings(place, { $include: './1.json' });
    for (let at = 1; at < 12; at++)
      await put(
        place,
        `.openclaw/${at}.json`,
        JSON.stringify({ $include: Array(50).fill(`./${at + 1}.json`) }),
      );
  },
  async stars(place) {
    const stars = `${place.home}/.openclaw/workspace/${'*a'.repeat(100)}*b`;
    await put(place, `.openclaw/workspace/${'a'.repeat(240)}`, 'x');
    await settings(place, {
      skills: { load: { extraDirs: [stars, `${place.home}/**`] } },
      agents: { defaults: { workspace: stars }, list: [{ id: 'x'.repeat(10_000), workspace: '/' }] },
    });
  },
  async longLines(place) {
    const part = one(place, [
      ' ',
      '\n',
      '\t',
      'a',
      '0',
      '"',
      '\\',
      '/',
      '[',
      '{',
      '<',
      'password : ',
      '-',
      'é',
      '://',
    ]);
    for (const path of OTHER.slice(0, 6))
      await put(place, path, part.repeat(Math.floor(600_000 / part.length)));
    await put(place, SETTINGS, `{"a": "${'\\u0020'.repeat(20_000)}" ${' '.repeat(200_000)}`);
  },
  async longHex(place) {
    const hex = place.random(2) === 0 ? 'deadbeef' : 'Ab0_';
    for (let at = 0; at < 4; at++)
      await put(place, `.openclaw/credentials/${at}.json`, `{"${hex.repeat(100_000)}`);
    await put(place, '.openclaw/openclaw.json.bak', `{"token": "${hex.repeat(20_000)}`);
    await put(place, '.openclaw/workspace/notes.md', 'password : '.repeat(20_000));
  },
  async generatedColumns(place) {
    const costly = "length(replace(printf('%.*c', 50000000, 'x'), 'x', 'yy'))";
    // Added afterwards: putting rows in would work them out.
    await database(place, [
      'CREATE TABLE config_machine_state (state_key TEXT)',
      'CREATE TABLE transcript_events (id INTEGER)',
      ...Array.from(
        { length: 50 },
        () => "INSERT INTO config_machine_state VALUES ('plugins.installedIndex')",
      ),
      ...Array.from({ length: 50 }, () => 'INSERT INTO transcript_events VALUES (1)'),
      `ALTER TABLE config_machine_state ADD COLUMN value_json TEXT GENERATED ALWAYS AS (${costly}) VIRTUAL`,
      `ALTER TABLE transcript_events ADD COLUMN text TEXT AS (${costly}) VIRTUAL`,
    ]);
  },
  endlessView: (place) =>
    database(place, [
      'CREATE VIEW config_machine_state AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS state_key, x AS value_json FROM n',
      'CREATE TABLE "a""; DROP TABLE x; --" (b TEXT)',
    ]),
  async brokenDatabase(place) {
    const { Database } = await initSqlJs();
    const made = new Database();
    made.run('CREATE TABLE config_machine_state (state_key TEXT, value_json TEXT)');
    for (let at = 0; at < 400; at++)
      made.run('INSERT INTO config_machine_state VALUES (?, ?)', [`k${at}`, 'x'.repeat(300)]);
    const bytes = made.export();
    made.close();
    // Every pointer of an inner page leads to that page's first child, or anywhere.
    for (let at = 0; at < 40; at++) bytes[4096 + place.random(bytes.length - 4096)] = place.random(256);
    await put(place, '.openclaw/state/openclaw.sqlite', bytes);
    await put(place, '.openclaw/memory/main.sqlite', bytes.slice(0, 5000));
  },
  async bombs(place) {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    await put(place, '.openclaw/workspace/a.gz', gzipSync(zeros));
    await put(place, '.openclaw/agents/main/sessions/1.jsonl.gz', gzipSync(zeros));
    await put(place, '.openclaw/skills/a/a.zip', deflateRawSync(zeros));
  },
  async closedFolder(place) {
    const path = one(place, [
      '.openclaw/credentials',
      '.openclaw/workspace',
      '.openclaw/agents',
      '.config',
      '.openclaw/skills',
    ]);
    await put(place, `${path}/x/y`, 'x');
    await chmod(join(place.home, path), 0);
  },
  async manyFiles(place) {
    const folder = one(place, [
      '.openclaw/workspace',
      '.openclaw/credentials',
      '.openclaw/skills',
      '.openclaw/agents',
    ]);
    await mkdir(join(place.home, folder), { recursive: true });
    for (let at = 0; at < 10_000; at++) await writeFile(join(place.home, folder, `${at}.md`), 'x');
  },
  async deepFolders(place) {
    let path = join(place.home, '.openclaw/workspace');
    for (let at = 0; at < 300 && path.length < 3800; at++) path = join(path, 'd');
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'x.md'), 'x');
  },
};
