import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/tools-ask-first';
import { readJson5 } from '../../../main/openclaw/json5';
import { valueAt } from '../../../main/openclaw/read-settings';
import { planOn, textAfter } from './settings';

// What it has in common with the narrow one is tried in tools-hardened.test.ts.
const after = async (text: string, version = '2026.9.6') =>
  readJson5(textAfter(await planOn(fix, text, { version })) ?? '{}');

test('keeps commands, and asks for each', async () => {
  const value = await after('{ tools: { profile: "full", exec: { mode: "full", safeBins: ["cat"] } } }');
  expect(valueAt(value, 'tools.profile')).toBe('coding');
  expect(valueAt(value, 'tools.exec')).toEqual({ safeBins: ['cat'], security: 'allowlist', ask: 'always' });
});

test('a narrower profile stays', async () => {
  expect(valueAt(await after('{ tools: { profile: "messaging" } }'), 'tools.profile')).toBe('messaging');
});

test('old versions ask only what goes to the gateway', async () => {
  const meta = 'meta: { lastTouchedVersion: "2026.1.30" }';
  expect(valueAt(await after(`{ ${meta} }`, '2026.1.30'), 'tools.exec.host')).toBe('gateway');
  const boxed = `{ ${meta}, agents: { defaults: { sandbox: { mode: "all" } } } }`;
  expect(valueAt(await after(boxed, '2026.1.30'), 'tools.exec.host')).toBeUndefined();
  expect(valueAt(await after('{}'), 'tools.exec.host')).toBeUndefined();
});
