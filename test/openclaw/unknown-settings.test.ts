import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJson5 } from '../../main/openclaw/json5';
import { type Json, readSettings } from '../../main/openclaw/read-settings';
import { unknownSettings } from '../../main/openclaw/unknown-settings';

const namesIn = (value: Json) => unknownSettings(readSettings(value)).map((place) => place.join('.'));

test.each<[string, Json, readonly string[]]>([
  ['a name beside those of its place', { gateway: { host: '0.0.0.0', port: 18789 } }, ['gateway.host']],
  ['a section of its own', { lobster: { open: true } }, ['lobster']],
  [
    'below a name of one’s own',
    { agents: { entries: { ops: { sandbox: { mode: 'all', escape: true } } } } },
    ['agents.entries.ops.sandbox.escape'],
  ],
  [
    'in a list',
    { bindings: [], hooks: { mappings: [{ match: { path: 'x' }, unfenced: true }] } },
    ['hooks.mappings.0.unfenced'],
  ],
  [
    'what plugins fill',
    { channels: { dingtalk: { any: 1 } }, plugins: { entries: { x: { config: { y: 1 } } } } },
    [],
  ],
  ['models and looks', { models: { providers: { x: { odd: 1 } } }, ui: { odd: 1 } }, []],
  [
    'an inherited name',
    JSON.parse('{"gateway":{"constructor":1,"__proto__":{}}}'),
    ['gateway.constructor', 'gateway.__proto__'],
  ],
  ['what an older release wrote', { meta: { lastTouchedVersion: '2026.3.13' }, gateway: { host: 'x' } }, []],
  [
    'what a newer one wrote',
    { meta: { lastTouchedVersion: '2027.1.1' }, gateway: { host: 'x' } },
    ['gateway.host'],
  ],
  ['nothing', {}, []],
  ['no map', [1], []],
])('%s', (_name, value, unknown) => {
  expect(namesIn(value)).toEqual(unknown);
});

test('of very many names only the first are told', () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`odd${at}`, 1]));
  expect(namesIn(many)).toHaveLength(50);
  expect(namesIn({ gateway: many, agents: { defaults: many } })).toHaveLength(50);
});

test.each(['default.json', 'hardened.json5', 'hardened-usable.json5', 'bad.json5', 'dmopen.json5'])(
  'settings that OpenClaw itself calls valid hold no unknown name: %s',
  (file) => {
    const text = readFileSync(`test/fixtures/settings/2026.9.6/${file}`, 'utf8');
    expect(namesIn(readJson5(text))).toEqual([]);
  },
);
