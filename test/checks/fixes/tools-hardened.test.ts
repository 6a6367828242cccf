import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import toolsAskFirst from '../../../main/checks/fixes/tools-ask-first';
import fix from '../../../main/checks/fixes/tools-hardened';
import toolRights from '../../../main/checks/tool-rights';
import { readJson5 } from '../../../main/openclaw/json5';
import { valueAt } from '../../../main/openclaw/read-settings';
import { CONFIG, planOf, planOn, probesOf, textAfter } from './settings';

const state = async (text: string) => {
  const { state, severity } = await toolRights.inspect(probesOf({ files: { [CONFIG]: text } }));
  return [state, severity].filter(Boolean).join(' ');
};
const bad = (version: string) => readFileSync(`test/fixtures/settings/${version}/bad.json5`, 'utf8');
const standard = (version: string) => readFileSync(`test/fixtures/settings/${version}/default.json`, 'utf8');

describe.each([fix, toolsAskFirst])('$id', (each) => {
  test.each(['2026.1.30', '2026.3.13', '2026.9.6'])(
    'mends what %s came with, and what is worse',
    async (version) => {
      for (const text of [bad(version), standard(version)]) {
        const after = textAfter(await planOn(each, text, { version })) ?? '';
        // The oldest can't keep its file tools in their folder.
        const left = each === toolsAskFirst && version === '2026.1.30' ? 'attention medium' : 'good';
        expect([await state(text), await state(after)]).toEqual([
          expect.stringMatching(/high|critical/),
          left,
        ]);
      }
    },
  );

  test('mends each agent, in either manner of naming them', async () => {
    const tools =
      '{ profile: "full", alsoAllow: ["exec", "web_search"], exec: { mode: "full", security: "full", ask: "off", applyPatch: { workspaceOnly: false } }, fs: { workspaceOnly: false } }';
    for (const agents of [`entries: { a: { tools: ${tools} } }`, `list: [{ id: "a", tools: ${tools} }]`]) {
      const text = `{ agents: { ${agents} } }`;
      const after = textAfter(await planOn(each, text, { version: '2026.9.6' })) ?? '';
      expect([await state(text), await state(after)]).toEqual([expect.stringMatching(/^attention/), 'good']);
      expect(after).toContain('alsoAllow: ["web_search"]');
    }
  });

  test('keeps what was denied before', async () => {
    const after = textAfter(
      await planOn(each, '{ tools: { deny: ["web_fetch"] } }', { version: '2026.9.6' }),
    );
    expect(
      valueAt(readJson5(after ?? ''), 'tools.deny.0') ??
        valueAt(readJson5(after ?? ''), ['tools', 'deny', 0]),
    ).toBe('web_fetch');
  });

  test('writes nothing that an older version would refuse to start with', async () => {
    for (const version of ['2026.1.30', null, undefined]) {
      const value = readJson5(textAfter(await planOn(each, '{}', { version: version ?? null })) ?? '{}');
      expect([
        valueAt(value, 'tools.fs'),
        valueAt(value, 'gateway.terminal'),
        valueAt(value, 'tools.exec.mode'),
      ]).toEqual([undefined, undefined, undefined]);
    }
    const old = readJson5(textAfter(await planOn(each, '{}', { version: '2026.3.13' })) ?? '{}');
    expect([valueAt(old, 'tools.fs.workspaceOnly'), valueAt(old, 'gateway.terminal')]).toEqual([
      true,
      undefined,
    ]);
    const now = readJson5(textAfter(await planOn(each, '{}', { version: '2026.9.6' })) ?? '{}');
    expect([valueAt(now, 'tools.fs.workspaceOnly'), valueAt(now, 'gateway.terminal.enabled')]).toEqual([
      true,
      false,
    ]);
  });

  test('goes by the writer of the settings where no copy is found', async () => {
    const plan = await planOn(each, '{ meta: { lastTouchedVersion: "2026.9.6" } }');
    expect(valueAt(readJson5(textAfter(plan) ?? '{}'), 'gateway.terminal.enabled')).toBe(false);
  });

  test('makes the settings file where there is none: the defaults are open', async () => {
    const plan = await planOf(
      each,
      probesOf({ files: { '/home/lin/.openclaw/.keep': '' } }, { version: '2026.9.6' }),
    );
    expect(plan?.changes).toMatchObject([{ kind: 'edit', path: CONFIG, before: null }]);
    expect(await state(textAfter(plan) ?? '')).toBe('good');
  });

  test('excludes the other one', () => expect(each.choice).toBe('tool-rights'));
});

test('only the narrow one is taken unasked', () =>
  expect([fix.recommended, toolsAskFirst.recommended]).toEqual([true, false]));

test('a narrower profile stays', async () => {
  const after = textAfter(await planOn(fix, '{ tools: { profile: "minimal", elevated: {} } }'));
  expect(valueAt(readJson5(after ?? ''), 'tools.profile')).toBe('minimal');
});
