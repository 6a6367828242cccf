import { expect, test } from 'vitest';
import check from '../../main/checks/guards-off';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

type Map = { [key: string]: Json };
const inspect = (value: Map, environment: Record<string, string> = {}) =>
  check.inspect(settingsProbes(read(value, { environment })));
const result = async (...args: Parameters<typeof inspect>) => {
  const { state, severity, because } = await inspect(...args);
  return `${severity ?? state} ${because.id.replace('guards-off.', '')}`;
};

test('settings that nobody knows yet, by the form of their names', async () => {
  expect(await result({})).toBe('good on');
  expect(await result({ a: { b: [{ dangerouslyDoThat: true }] } })).toBe('medium named-dangerous');
  expect(await result({ nova: { allowUnsafeEval: 'always' } })).toBe('medium named-dangerous');
  expect(await result({ nova: { bypassEverything: { enabled: true } } })).toBe('medium named-dangerous');
  expect(await result({ nova: { skipSignatureVerification: 1 } })).toBe('medium named-dangerous');
  for (const off of [false, 'off', 'deny', 0, '', [], { enabled: false }])
    expect(await result({ ui: { dangerouslyDoThat: off } })).toBe('good on');
  expect(await result({ nova: { some: 'thing' } })).toBe('unknown settings.odd');
  expect(await result({ x: { sslVerify: false } })).toBe('medium unverified');
  expect(await result({ ui: { sslVerify: true, dangerLevel: 5, bypassed: 'off' } })).toBe('good on');
  expect(await result({ x: { args: ['--dangerously-skip-permissions'] } })).toBe('medium risky-flag');
  expect(await result({ x: { args: ['--remote-debugging-address=0.0.0.0'] } })).toBe('high debugger-open');
  expect(await result({ x: { args: ['--remote-debugging-address=127.0.0.1'] } })).toBe('low risky-flag');
});

test('what is off gives nothing away', async () => {
  const flag = { dangerouslyDoThat: true };
  expect(await result({ channels: { nova: { enabled: false, ...flag } } })).toBe('good on');
  expect(await result({ channels: { nova: { accounts: { a: { enabled: false, ...flag } } } } })).toBe(
    'good on',
  );
  expect(await result({ plugins: { entries: { nova: { enabled: false, config: flag } } } })).toBe('good on');
  expect(await result({ diagnostics: { otel: { enabled: false, ...flag } } })).toBe('good on');
  expect(await result({ channels: { nova: flag } })).toBe('medium named-dangerous');
});

test('addresses in clear text', async () => {
  const model = (baseUrl: string) => result({ models: { providers: { mine: { baseUrl } } } });
  expect(await model('http://llm.example.net/v1')).toBe('medium clear-text');
  expect(await model('http://198.51.100.7:8000')).toBe('medium clear-text');
  for (const own of [
    'https://llm.example.net',
    'http://127.0.0.1:1',
    'http://[::1]',
    'http://192.168.1.9',
    'http://nas',
  ])
    expect(await model(own)).toBe('good on');
  expect(await result({ diagnostics: { otel: { endpoint: 'http://otel.example.net' } } })).toBe(
    'low clear-text',
  );
});

test('variables', async () => {
  expect(await result({}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toBe('high variable-unverified');
  expect(await result({}, { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe('good on');
  expect(await result({}, { NODE_OPTIONS: '--inspect=0.0.0.0:9229' })).toBe('high variable-debugger');
  expect(await result({}, { NODE_OPTIONS: '--inspect=127.0.0.1:9229' })).toBe('good on');
  expect(await result({}, { OPENCLAW_ALLOW_INSECURE_PRIVATE_WS: '1' })).toBe('low variable-risky');
  expect(await result({}, { OPENCLAW_ALLOW_INSECURE_PRIVATE_WS: 'false' })).toBe('good on');
});

test('models', async () => {
  const model = (primary: Json, more: Map = {}) =>
    result({ agents: { defaults: { model: { primary }, ...more } } });
  expect(await model('ollama/llama3.2:3b')).toBe('high model-small');
  expect(await model('ollama/llama3.2:3b', { sandbox: { mode: 'all' } })).toBe('low model-small');
  for (const old of ['openai/gpt-4o', 'anthropic/claude-3-opus', 'claude-opus-4-1', 'claude-/opus-4-6'])
    expect(await model(old)).toBe('low model-old');
  for (const fine of [
    'anthropic/claude-opus-4-6',
    'bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'claude-/claude-opus-4.5',
    'openai/gpt-5.4-mini',
    'deepseek/deepseek-chat',
    'zai/glm-4.7',
  ])
    expect(await model(fine)).toBe('good on');
});

test('a hostile file ends, and never as good', async () => {
  let deep: Json = { dangerouslyDoThat: true };
  for (let level = 0; level < 60; level++) deep = { deep };
  expect(await result({ deep })).toBe('unknown settings.odd');
  const wide = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`a${index}`, { b: 1 }]));
  expect(await result({ wide })).toBe('unknown settings.odd');
});
