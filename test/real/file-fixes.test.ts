import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, lchown, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import JSON5 from 'json5';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startUntilHealthy } from './gateway';
import { type Installation, install, OPENCLAW, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';
import { snapshot } from './snapshot';

const PORT = 18789;
const TOKEN = '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57';
const KEY = 'sk-proj-4f9aB2c7D1e8F3a6B5c0D9e4';
const BOT = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1';
const account = ordinaryAccount();

/** Settings with a comment, to see that it stays; `more` is put in as it is. */
const settings = (more: string) => `{
  // My lobster.
  gateway: {
    mode: 'local', port: ${PORT}, bind: 'loopback',
    auth: { mode: 'token', token: '${TOKEN}' },
    controlUi: { enabled: false },
  },
  discovery: { mdns: { mode: 'off' } },
  ${more}
}
`;
const PLUGIN: Readonly<Record<string, string>> = {
  'openclaw.plugin.json': JSON.stringify({
    id: 'hello',
    name: 'Hello',
    version: '1.0.0',
    configSchema: { type: 'object', additionalProperties: false, properties: {} },
  }),
  'package.json': JSON.stringify({
    name: 'hello',
    version: '1.0.0',
    type: 'module',
    openclaw: { extensions: ['./index.js'] },
  }),
  'index.js': 'export default { id: "hello", name: "Hello", register() {} };\n',
};

/** Milliseconds for one test: each starts OpenClaw several times. */
const LIMIT = 300_000;

describe.skipIf(process.getuid?.() !== 0)(
  `files of a real OpenClaw ${OPENCLAW}, mended (needs root, for a network of its own)`,
  { timeout: LIMIT },
  () => {
    let here: Installation;
    let island: Island;
    let gateway: ChildProcess | undefined;
    const env = () => ({ HOME: here.home, PATH: here.path, LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });
    const run = (...words: string[]) => finished(island.start(words, env(), account));
    const state = () => dirname(here.config);

    /** Files below the home, owned by whoever lives there. */
    async function write(files: Readonly<Record<string, string>>, mode = 0o600): Promise<void> {
      for (const [name, text] of Object.entries(files)) {
        const path = join(here.home, name);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(path, text);
        await chmod(path, mode);
      }
      if (account) await ownAll(here.home);
    }
    async function ownAll(folder: string): Promise<void> {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        if (account) await lchown(path, account.uid, account.gid);
        if (name !== '.npm-global' && (await lstat(path)).isDirectory()) await ownAll(path);
      }
    }
    /** Everything in the home, but the program and what Tankmate keeps of its own. */
    const picture = () =>
      Object.fromEntries(
        Object.entries(snapshot(here.home))
          .filter(([path]) => !/^\.(npm-global|config|local|cache)(\/|$)/.test(path))
          // A file that is edited and edited back has other times.
          .map(([path, facts]) => [path, facts.replace(/ [\d.]+ (?=[0-9a-f]{64}$)/, ' ')]),
      );

    async function tankmate<T>(...words: string[]): Promise<T> {
      const program = [process.execPath, resolve('scripts/terminal.mjs'), ...words];
      const { out, err } = await run(...program, '--json', '--language', 'en');
      expect(out, err).not.toBe('');
      return JSON.parse(out) as T;
    }
    interface Planned {
      readonly fixes: readonly { readonly id: string; readonly changes: unknown }[];
    }
    interface Outcomes {
      readonly outcomes: readonly { fix: string; result: string; because: string; entry: string | null }[];
    }
    /** Applies every proposal of these fixes; each must end well, looked at again. Resolves to the journal's entries. */
    async function apply(...names: string[]): Promise<readonly string[]> {
      const { fixes } = await tankmate<Planned>('fix', 'plan');
      const ids = fixes
        .map(({ id }) => id)
        .filter((id) => names.some((name) => id === name || id.startsWith(`${name}-`)));
      expect(ids.length, JSON.stringify(fixes)).toBeGreaterThanOrEqual(names.length);
      const { outcomes } = await tankmate<Outcomes>('fix', 'apply', ...ids, '--yes');
      const results = outcomes.map(({ result }) => result);
      expect(results, JSON.stringify(outcomes)).toEqual(ids.map(() => 'fixed'));
      return outcomes.flatMap(({ entry }) => entry ?? []);
    }
    /** Takes all back, and holds the home against what it was: files that OpenClaw made meanwhile are its own. */
    async function undoAll(entries: readonly string[], before: Readonly<Record<string, string>>) {
      const { outcomes } = await tankmate<Outcomes>('fix', 'undo', '--yes');
      const results = outcomes.map(({ result }) => result);
      expect(results, JSON.stringify(outcomes)).toEqual(entries.map(() => 'fixed'));
      const now = picture();
      expect(Object.fromEntries(Object.keys(before).map((path) => [path, now[path]]))).toEqual(before);
    }

    async function startGateway(): Promise<void> {
      gateway = await startUntilHealthy({
        start: () => island.start(['openclaw', 'gateway', 'run'], env(), account),
        isHealthy: async () =>
          (await run('curl', '-sf', '-m', '2', `http://127.0.0.1:${PORT}/healthz`)).code === 0,
        repair: () => run('openclaw', 'doctor', '--fix', '--non-interactive'),
      });
    }
    async function stopGateway(): Promise<void> {
      if (!gateway) return;
      await finished(island.start(['pkill', '-KILL', '-x', 'openclaw-gatewa'], {}));
      gateway = undefined;
    }
    /** What its own audit says of secrets (docs/cli/secrets.md). */
    async function audit(): Promise<string> {
      const { out, err } = await run('openclaw', 'secrets', 'audit', '--json');
      expect(out, err).toContain('{');
      return out;
    }

    beforeAll(async () => {
      [here, island] = await Promise.all([install(account), makeIsland()]);
    });
    beforeEach(async () => {
      for (const name of await readdir(here.home))
        if (!['.npm-global', '.profile'].includes(name))
          await rm(join(here.home, name), { recursive: true, force: true });
    });
    afterEach(stopGateway);
    afterAll(async () => {
      await island?.remove();
      await here?.remove();
    });

    test('a workspace leaves Documents with its memory, the gateway starts, and all comes back', async () => {
      const own = ['AGENTS.md', 'SOUL.md', 'MEMORY.md', 'memory/2026-11-01.md'];
      await write({
        '.openclaw/openclaw.json': settings("agents: { defaults: { workspace: '~/Documents' } },"),
        ...Object.fromEntries([...own, 'letter.txt'].map((name) => [`Documents/${name}`, `${name}\n`])),
      });
      await chmod(state(), 0o700);
      const before = picture();
      const entries = await apply('move-workspace');
      const kept = () => own.map((name) => readFileSync(join(state(), 'workspace', name), 'utf8'));
      expect(kept()).toEqual(own.map((name) => `${name}\n`));
      expect(await readdir(join(here.home, 'Documents'))).toEqual(['letter.txt']);
      await startGateway();
      expect(kept()).toEqual(own.map((name) => `${name}\n`));
      expect(existsSync(join(here.home, 'Documents', 'AGENTS.md'))).toBe(false);
      await stopGateway();
      await undoAll(entries, before);
    });

    test('keys that left the settings are found by OpenClaw, and the gateway opens with its token', async () => {
      await write({
        '.openclaw/openclaw.json': settings(`
  channels: { telegram: { enabled: false, botToken: '${BOT}' } },
  models: { providers: { mine: { baseUrl: 'http://127.0.0.1:9/v1', apiKey: '${KEY}', api: 'openai-completions', models: [] } } },`),
        '.openclaw/openclaw.json.bak': settings(`channels: { telegram: { botToken: '${BOT}' } },`),
      });
      await chmod(state(), 0o700);
      const before = picture();
      const entries = await apply('store-secrets');
      const store = join(state(), 'secrets.json');
      expect((await lstat(store)).mode & 0o777).toBe(0o600);
      const text = readFileSync(here.config, 'utf8');
      for (const secret of [KEY, BOT]) expect(text).not.toContain(secret);
      expect(text).toContain('// My lobster.');
      const kept = readFileSync(store, 'utf8');
      expect(JSON.parse((await run('openclaw', 'config', 'validate', '--json')).out)).toMatchObject({
        valid: true,
      });
      const good = await audit();
      expect(good).not.toContain('REF_UNRESOLVED');
      await startGateway();
      const tools = (token: string) =>
        run(
          ...['curl', '-s', '-m', '5', '-o', '/dev/null', '-w', '%{http_code}', '-X', 'POST'],
          ...['-H', `Authorization: Bearer ${token}`, '-H', 'Content-Type: application/json', '-d', '{}'],
          `http://127.0.0.1:${PORT}/tools/invoke`,
        );
      expect([(await tools('wrong')).out, (await tools(TOKEN)).out === '401']).toEqual(['401', false]);
      await stopGateway();
      // The audit would have told: without the key there it can't find it.
      await writeFile(store, kept.replace('apiKey', 'other'));
      expect(await audit()).toContain('REF_UNRESOLVED');
      await writeFile(store, kept);
      await undoAll(entries, before);
    });

    test('without a plugin and a skill that were put away the gateway starts, and both come back', async () => {
      const skill = '.openclaw/skills/todo/SKILL.md';
      await write({
        '.openclaw/openclaw.json': settings(
          "plugins: { allow: ['hello', 'memory-core'], entries: { hello: { enabled: true } } },",
        ),
        ...Object.fromEntries(
          Object.entries(PLUGIN).map(([name, text]) => [`.openclaw/extensions/hello/${name}`, text]),
        ),
        [skill]: '---\nname: todo\ndescription: Keeps a list.\n---\n# To do\n',
      });
      await chmod(state(), 0o700);
      const before = picture();
      const entries = await apply('quarantine-plugin', 'quarantine-skill');
      expect(existsSync(join(state(), 'extensions', 'hello'))).toBe(false);
      expect(existsSync(join(here.home, skill))).toBe(false);
      const { plugins } = JSON5.parse(readFileSync(here.config, 'utf8'));
      expect(plugins).toEqual({ allow: ['memory-core'], entries: { hello: { enabled: false } } });
      expect(JSON.parse((await run('openclaw', 'config', 'validate', '--json')).out)).toMatchObject({
        valid: true,
      });
      await startGateway();
      await stopGateway();
      await undoAll(entries, before);
    });
  },
);
