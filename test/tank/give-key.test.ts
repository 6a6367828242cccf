import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import type { TankStatus } from '../../main/contract/tank';
import { keyPage, keyProvider } from '../../main/openclaw/key-pages';
import { MODEL_PROVIDERS, providerIn, settingsForProvider } from '../../main/openclaw/model-providers';
import { translatorFor } from '../../main/report/render';
import { answerOf, askQuestion, giveKey } from '../../main/tank/lifecycle/give-key';
import { localizeTank } from '../../main/tank/lifecycle/localize-tank';
import { readPlan } from '../../main/tank/model/tank-plan';
import type { Driver, Guest } from '../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../fakes/command-runner';

const KEY = 'sk-planted-4f9aB2c7D1e8F3a6';
const FIRST = '{"gateway":{"port":18789}}';

/**
 * Stands in for OpenClaw's own program: notes its arguments and what came on standard input, keeps a key in a store, and
 * answers as `says` tells, in the form of 2026.9.6.
 */
const PROGRAM = `#!/bin/sh
printf '%s\\n' "$*" >> "$HOME/asked"
case "$1 $2 $3" in
  'config patch --stdin') cat > "$HOME/patch"; printf '{"patched":true}' > "$HOME/.openclaw/openclaw.json" ;;
  'models auth paste-api-key') cat > "$HOME/store" ;;
  'models auth logout') rm -f "$HOME/store" ;;
  agent*) cat "$HOME/says" ;;
esac
[ ! -f "$HOME/fails" ] || { case "$*" in *"$(cat "$HOME/fails")"*) echo "broke at $(cat "$HOME/store")" >&2; exit 1 ;; esac; }
`;

let folder: string;
let inner: string;
const file = (name: string) => join(inner, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
const says = (value: unknown) =>
  writeFileSync(file('says'), typeof value === 'string' ? value : JSON.stringify(value));
const ok = (answer: string) => ({ status: 'ok', result: { payloads: [{ text: answer }] } });
const error = (message: string) => ({ ok: false, error: { type: 'cli_error', message } });
const settingsInside = () => read('.openclaw/openclaw.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-key-'));
  inner = join(folder, 'inside');
  mkdirSync(file('.openclaw'), { recursive: true });
  mkdirSync(file('bin'));
  mkdirSync(join(folder, 'tank'));
  writeFileSync(file('.openclaw/openclaw.json'), FIRST);
  writeFileSync(file('bin/openclaw'), PROGRAM);
  chmodSync(file('bin/openclaw'), 0o755);
  says(ok('hello back'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every command line that went in. */
let lines: string[] = [];
const guest: Guest = {
  run: async (_account, argv, { input } = {}) => {
    lines.push(argv.join(' '));
    const [program = '', ...args] = argv.map((word) => word.replaceAll('/home/openclaw', inner));
    const child = spawn(program, args, { env: { HOME: inner, PATH: `${file('bin')}:/usr/bin:/bin` } });
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const code = child.exitCode ?? (await once(child, 'exit'))[0];
    return { code, out, err, stopped: null };
  },
};

async function given(provider = 'deepseek-direct', signal = new AbortController().signal) {
  lines = [];
  const tank = tankAt(
    join(folder, 'tank'),
    scriptedRunner(() => undefined),
    {},
    { signal },
  );
  const result = await giveKey({ tank, driver: {} as Driver, report: () => {}, limitMs: 1000 }, guest, {
    provider,
    key: KEY,
  });
  return { result, tank };
}

test('a key goes in by standard input, the model is chosen, and the answer is told', async () => {
  const { result, tank } = await given();
  expect(result).toMatchObject({
    result: 'fixed',
    because: { id: 'tank.making-answers', values: { provider: 'DeepSeek', answer: 'hello back' } },
  });
  expect(read('store')).toBe(`${KEY}\n`);
  expect(JSON.parse(read('patch'))).toEqual({
    models: {
      providers: {
        'deepseek-direct': {
          baseUrl: 'https://api.deepseek.com',
          api: 'openai-completions',
          models: [{ id: 'deepseek-v4-pro', name: 'deepseek-v4-pro' }],
        },
      },
    },
    agents: { defaults: { model: { primary: 'deepseek-direct/deepseek-v4-pro' } } },
  });
  expect(lines.join('\n')).not.toContain(KEY);
  expect(read('asked')).not.toContain(KEY);
  expect((await readPlan(tank.folder))?.answeredAt).toMatch(/^\d{4}-/);
});

test('nothing of the key stands anywhere outside', async () => {
  const { result, tank } = await given();
  const kept = readdirSync(tank.folder).map((name) => readFileSync(join(tank.folder, name), 'utf8'));
  expect([...kept, JSON.stringify(result)].join('\n')).not.toContain(KEY.slice(3, 12));
});

test('the provider that the settings inside ask keeps its settings and its model', async () => {
  const moved = '{"models":{"providers":{"standin":{}}},"agents":{"defaults":{"model":"standin/echo"}}}';
  writeFileSync(file('.openclaw/openclaw.json'), moved);
  expect((await given('standin')).result).toMatchObject({
    result: 'fixed',
    because: { values: { provider: 'standin' } },
  });
  expect(existsSync(file('patch'))).toBe(false);
  expect(settingsInside()).toBe(moved);
});

test('cancelled while it asks: it is taken out by another line, and all is as before', async () => {
  const ending = new AbortController();
  const cut: Guest = {
    run: async (account, argv, options) => {
      if (argv.includes('agent')) ending.abort();
      ending.signal.throwIfAborted();
      return guest.run(account, argv, options);
    },
  };
  const tank = tankAt(
    join(folder, 'tank'),
    scriptedRunner(() => undefined),
    {},
    { signal: ending.signal },
  );
  const work = { tank, driver: {} as Driver, report: () => {}, limitMs: 1000 };
  const result = await giveKey(work, cut, { provider: 'deepseek-direct', key: KEY }, guest);
  expect(result).toMatchObject({ result: 'rolled-back', because: { id: 'tank.making-key-cancelled' } });
  expect(existsSync(file('store'))).toBe(false);
  expect(settingsInside()).toBe(FIRST);
});

test('nobody’s key is taken', async () => {
  expect((await given('somebody')).result).toMatchObject({
    result: 'refused',
    because: { id: 'tank.making-key-nobody' },
  });
  expect(existsSync(file('asked'))).toBe(false);
});

test('the agent that answers is the one that is marked', async () => {
  writeFileSync(file('.openclaw/openclaw.json'), '{agents: {entries: {a: {}, Bob: {default: true}}}}');
  await given();
  expect(read('asked')).toContain('agent --agent bob --message');
  expect(read('asked')).toContain('paste-api-key --provider deepseek-direct --agent bob');
});

test.each([
  '⚠️ deepseek-direct/x request failed (authentication failed, HTTP 401). Re-authenticate the provider and try again.',
  'request failed (HTTP 403)',
  'All models failed (1): a/b: Provider a has auth issue (skipping all models) (auth) | MODEL_FALLBACK_SKIPPED',
])('refused with %j: it is taken out, and all is as before', async (message) => {
  says(error(message));
  const { result, tank } = await given();
  expect(result).toMatchObject({ result: 'rolled-back', because: { id: 'tank.making-key-refused' } });
  expect(existsSync(file('store'))).toBe(false);
  expect(settingsInside()).toBe(FIRST);
  expect(await readPlan(tank.folder)).toBeNull();
});

test('no answer for another reason: it stays, and what OpenClaw says is told without the key', async () => {
  says(error(`LLM request failed: ${KEY}\u202e connection\nrefused`));
  const { result, tank } = await given();
  expect(result).toMatchObject({
    result: 'left-changed',
    because: {
      id: 'tank.making-silent-model-said',
      values: { said: 'LLM request failed: ‹›\ufffd connection refused' },
    },
  });
  expect(read('store')).toBe(`${KEY}\n`);
  expect(await readPlan(tank.folder)).toBeNull();
  says('no JSON at all');
  expect((await given()).result).toMatchObject({ because: { id: 'tank.making-silent-model' } });
});

test('a model that says the key is not quoted with it, nor a provider whose key nobody knows here', async () => {
  says(ok(`Hello! My key is ${KEY}, and theirs is sk-ant-api03-${'Zq8Xw2Lm5Vt9Rk1Pn7Jc4'}.`));
  const told = JSON.stringify((await given()).result);
  expect(told).toContain('Hello! My key is ‹');
  expect(told).not.toMatch(/planted|Zq8Xw2/);
  const said = answerOf(JSON.stringify(error(`HTTP 400: bad key ${KEY}`)), '');
  expect(JSON.stringify(said)).not.toContain('planted');
});

test('one that can’t be taken out again is told', async () => {
  says(error('request failed (HTTP 401)'));
  writeFileSync(file('fails'), 'auth logout');
  expect((await given()).result).toMatchObject({
    result: 'left-changed',
    because: { id: 'tank.making-key-refused' },
    afterwards: { id: 'tank.making-key-left' },
  });
  expect(settingsInside()).toBe(FIRST);
});

test.each(['config patch', 'paste-api-key'])('%s fails: all is as before', async (what) => {
  writeFileSync(file('fails'), what);
  writeFileSync(file('store'), KEY);
  const { result } = await given();
  expect(result).toMatchObject({ result: 'rolled-back', because: { id: 'tank.making-key-failed' } });
  expect(JSON.stringify(result)).not.toContain(KEY);
  expect(settingsInside()).toBe(FIRST);
  expect(existsSync(file('store'))).toBe(false);
});

test('one that was given before is taken out first: refused once, OpenClaw asks with none for an hour', async () => {
  const withKey = '{"auth":{"profiles":{"deepseek-direct:manual":{}}}}';
  writeFileSync(file('.openclaw/openclaw.json'), withKey);
  await given();
  const asked = read('asked').split('\n');
  const at = (what: string) => asked.findIndex((line) => line.includes(what));
  expect(at('logout deepseek-direct:manual')).toBeGreaterThan(-1);
  expect(at('logout deepseek-direct:manual')).toBeLessThan(at('paste-api-key'));
  writeFileSync(file('.openclaw/openclaw.json'), withKey);
  says(error('request failed (HTTP 401)'));
  expect((await given()).result).toMatchObject({
    result: 'left-changed',
    because: { id: 'tank.making-key-refused' },
    afterwards: { id: 'tank.making-key-before-gone' },
  });
});

test.each([
  ['answers', ok('yes'), 'fixed', 'answers'],
  ['is refused', error('request failed (HTTP 401)'), 'left-changed', 'key-not-taken'],
  ['says nothing', '', 'left-changed', 'silent-model'],
])('asked without a key: its model %s', async (_what, said, result, id) => {
  writeFileSync(file('.openclaw/openclaw.json'), '{agents: {defaults: {model: "openai-direct/gpt-5.5"}}}');
  says(said);
  const tank = tankAt(
    join(folder, 'tank'),
    scriptedRunner(() => undefined),
  );
  const work = { tank, driver: {} as Driver, report: () => {}, limitMs: 1000 };
  expect(await askQuestion(work, guest)).toMatchObject({
    result,
    because: { id: `tank.making-${id}`, values: { provider: 'OpenAI' } },
  });
  expect(read('asked')).not.toContain('models auth');
  writeFileSync(file('.openclaw/openclaw.json'), FIRST);
  expect(await askQuestion(work, guest)).toMatchObject({ because: { id: 'tank.making-no-model' } });
});

test('settings that make no sense are left alone', async () => {
  writeFileSync(file('.openclaw/openclaw.json'), '{broken');
  expect((await given()).result).toMatchObject({
    result: 'refused',
    because: { id: 'tank.making-key-odd-settings' },
  });
  expect(settingsInside()).toBe('{broken');
});

test.each(['', '{}', '[]', 'null', '{"status":"ok"}', '{"status":"ok","result":{"payloads":[{"text":3}]}}'])(
  'no answer in %j',
  (out) => expect(answerOf(out, KEY)).toEqual({ state: 'silent', said: '' }),
);

describe('whose key', () => {
  test.each(MODEL_PROVIDERS)('$id has a name, a page and one model', (provider) => {
    expect(keyProvider(provider.issuer)).not.toBeNull();
    expect(keyPage(provider.issuer)).toMatch(/^https:/);
    expect(providerIn(settingsForProvider(provider))).toBe(provider.id);
  });

  test.each([
    [{ agents: { defaults: { model: { primary: 'openai/gpt-5' } } } }, 'openai'],
    [{ agents: { defaults: { model: 'openrouter/a/b' } } }, 'openrouter'],
    [{ agents: { defaults: { model: 'gpt-5' } } }, null],
    [{ agents: { defaults: { model: '../x/y' } } }, null],
    [{ agents: { defaults: { model: 'a/b' }, list: [{ id: 'x', model: 'c/d' }] } }, 'c'],
    [{ agents: { defaults: { model: 'a/b' }, entries: { x: {}, Y: { default: true, model: 'e/f' } } } }, 'e'],
    [{ agents: { list: [{ id: { toString: 1 }, model: 'c/d' }], defaults: { model: 'a/b' } } }, 'a'],
    [{ agents: [] }, null],
    [null, null],
  ])('%j asks %j', (settings, provider) => expect(providerIn(settings)).toBe(provider));

  const status = (wants: string | null) =>
    ({ engine: 'qemu', receipt: null, step: null, wants }) as TankStatus;
  const models = (wants: string | null) => localizeTank(status(wants), translatorFor('en')).models;
  test.each(LANGUAGES)('every one has a name in %s', (language) => {
    const all = localizeTank(status(null), translatorFor(language)).models;
    expect(all.map(({ id }) => id)).toEqual(MODEL_PROVIDERS.map(({ id }) => id));
    expect(all.every(({ name, wanted }) => name !== '' && !wanted)).toBe(true);
  });
  test('the one that moved in comes first, known or not', () => {
    expect(models('anthropic').find(({ wanted }) => wanted)).toMatchObject({
      id: 'anthropic',
      name: 'Anthropic',
    });
    expect(models('groq')[0]).toMatchObject({ name: 'Groq', issuer: 'groq-api-key', wanted: true });
    expect(models('kimi-coding')[0]).toMatchObject({ name: 'Moonshot (Kimi)', issuer: 'moonshot-api-key' });
    for (const relay of ['openai-relay', 'my-claude', 'anthropic-zhongzhuan'])
      expect(models(relay)[0]).toMatchObject({ name: relay, issuer: null });
    expect(models('our-proxy')[0]).toEqual({
      id: 'our-proxy',
      name: 'our-proxy',
      issuer: null,
      home: null,
      wanted: true,
    });
  });
});
