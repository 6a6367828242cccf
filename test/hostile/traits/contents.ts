import { deflateRawSync, gzipSync } from 'node:zlib';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { DATABASE, OTHER, one, type Place, put, SETTINGS, type Traits } from '../place';
import { INHERITED } from './settings';

async function database(place: Place, statements: readonly string[], path = DATABASE): Promise<void> {
  const { Database } = await initSqlJs();
  const made = new Database();
  for (const statement of statements) made.run(statement);
  await put(place, path, made.export());
  made.close();
}

/** Texts and databases. */
export const contents: Traits = {
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
    for (const name of [...names, ...INHERITED]) {
      await put(place, `.openclaw/skills/${name}/SKILL.md`, `---\nname: "${name}"\n---\n`);
      await put(place, `.openclaw/agents/${name}/agent/auth-profiles.json`, '{"profiles":{}}');
      await put(place, `.openclaw/workspace/${name}`, 'x');
    }
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
};
