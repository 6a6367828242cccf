import { describe, expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/allow-list-plugins';
import { readJson5 } from '../../../main/openclaw/json5';
import { valueAt } from '../../../main/openclaw/read-settings';
import type { Extension } from '../../../main/probes/extensions';
import { seen } from '../../fakes/probes';
import { extension, hidden } from '../setups';
import { CONFIG, planOf, probesOf, textAfter } from './settings';

const BUNDLED = { anthropic: true, openai: true, telegram: false, vault: false, bonjour: false };
const manifests = Object.fromEntries(
  Object.entries(BUNDLED).map(([id, on]) => [
    `/opt/openclaw/dist/extensions/${id}/openclaw.plugin.json`,
    JSON.stringify({ id, ...(on && { enabledByDefault: true }) }),
  ]),
);
const MINE = extension({ name: 'mine', source: 'npm', pinned: true });

const plan = (
  text: string,
  plugins: readonly Extension[] = [MINE],
  {
    files = manifests,
    version = '2026.9.6' as string | null,
    unseen = [] as ReturnType<typeof hidden>[],
  } = {},
) => {
  const more = { extensions: { plugins: async () => ({ ...seen(...plugins), gaps: unseen }) } };
  return planOf(fix, probesOf({ files: { ...files, [CONFIG]: text } }, { version, more }));
};
const allowed = async (...args: Parameters<typeof plan>) =>
  valueAt(readJson5(textAfter(await plan(...args)) ?? '{}'), 'plugins.allow');

test('names what runs now: what was added, and what comes with OpenClaw and is on', async () => {
  expect(await allowed('{ channels: { telegram: {} } }')).toEqual([
    'anthropic',
    'mine',
    'openai',
    'telegram',
  ]);
});
test('knows a plugin that is in use by a word of the settings', async () => {
  expect(await allowed('{ models: { primary: "vault/x" } }')).toContain('vault');
});
test('leaves out what is off', async () => {
  const off = extension({ name: 'off', enabled: false });
  expect(await allowed('{ plugins: { entries: { openai: { enabled: false } } } }', [MINE, off])).toEqual([
    'anthropic',
    'mine',
  ]);
});

describe('is not offered', () => {
  test.each<[string, Parameters<typeof plan>]>([
    ['with a list', ['{ plugins: { allow: ["mine"] } }']],
    ['without added plugins', ['{}', []]],
    ['with plugins off', ['{ plugins: { enabled: false } }']],
    ['where a plugin could not be seen', ['{}', [MINE], { unseen: [hidden()] }]],
    ['for a version that doesn’t say what is on', ['{}', [MINE], { version: '2026.5.28' }]],
    ['for an unknown version', ['{}', [MINE], { version: null }]],
    ['where the manifests can’t be read', ['{}', [MINE], { files: {} }]],
    [
      'where one makes no sense',
      [
        '{}',
        [MINE],
        { files: { ...manifests, '/opt/openclaw/dist/extensions/x/openclaw.plugin.json': '{' } },
      ],
    ],
  ])('%s', async (_name, args) => expect(await plan(...args)).toBeNull());
});
