import { readFileSync } from 'node:fs';
import path from 'node:path';
import JSON5 from 'json5';
import { describe, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { type Finding, SEVERITIES } from '../../main/contract/finding';
import { createProbes } from '../../main/probes/create-probes';
import { fakeHost } from '../fakes/host';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Tree = { [key: string]: Value };

interface Labelled {
  readonly from: string;
  readonly on?: 'loose' | 'hardened';
  readonly add?: Tree;
  readonly drop?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly machine?: Readonly<Record<string, string>>;
  readonly check: string;
  readonly at: string;
  readonly least: Finding['severity'] | 'unknown';
  readonly quiet?: readonly string[];
}

const FIXTURES = path.join(import.meta.dirname, '../fixtures');
const read = (file: string) => JSON5.parse(readFileSync(path.join(FIXTURES, file), 'utf8'));
const dangers: readonly Labelled[] = read('danger-settings/dangers.json5');
const harmless: readonly Labelled[] = read('danger-settings/harmless.json5');

const isTree = (value: Value | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps are joined; a null takes out what stands there. */
function merge(base: Tree, added: Tree): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(added)) {
    const standing = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isTree(value) && isTree(standing) ? merge(standing, value) : value;
  }
  return merged;
}

const TOKEN = { gateway: { auth: { token: 'b6c41f09d27e58a3c90d74e1f8265ab37d10c9e4f2a68b53' } } };
const SAFE: Tree = merge(read('settings/2026.9.6/hardened-usable.json5'), TOKEN);
const BASES = {
  safe: SAFE,
  hardened: merge(read('settings/2026.9.6/hardened.json5'), TOKEN),
  loose: merge(SAFE, {
    agents: { defaults: { sandbox: { mode: 'off' } } },
    tools: {
      profile: 'coding',
      deny: ['group:automation'],
      exec: { host: 'gateway', security: 'allowlist' },
    },
  }),
};

function settingsOf({ on, add = {}, drop = [] }: Labelled): Tree {
  const all = structuredClone(merge(BASES[on ?? 'safe'], add));
  for (const place of drop) {
    const steps = place.split('.');
    const last = steps.pop() ?? '';
    const holder = steps.reduce<Value | undefined>((at, step) => (isTree(at) ? at[step] : undefined), all);
    if (isTree(holder)) delete holder[last];
  }
  return all;
}

const HOME = '/home/lin';
const probesOf = (labelled: Labelled) =>
  createProbes(
    fakeHost({
      home: HOME,
      env: { HOME },
      files: {
        [`${HOME}/.openclaw/openclaw.json`]: { text: JSON.stringify(settingsOf(labelled)), mode: 0o600 },
        ...Object.fromEntries(
          Object.entries(labelled.files ?? {}).map(([file, text]) => [`${HOME}/${file}`, text]),
        ),
        ...labelled.machine,
      },
    }),
    { offline: true },
  );

const findingOf = (labelled: Labelled, id: string) =>
  checks.find((check) => check.id === id)?.inspect(probesOf(labelled));

const RANK = [...SEVERITIES, 'unknown', 'good', 'not-applicable'];
const rankOf = ({ state, severity }: Finding) => RANK.indexOf(severity ?? state);

async function isNamed(labelled: Labelled): Promise<boolean> {
  const finding = await findingOf(labelled, labelled.check);
  if (!finding || rankOf(finding) > RANK.indexOf(labelled.least ?? 'unknown')) return false;
  return finding.evidence.some(({ where }) => where.includes(labelled.at));
}

/** Half of the set was never looked at while the rules were written: those at odd places. */
const isHeld = (_: Labelled, index: number) => index % 2 === 1;
const titleOf = ({ from, add, files, at }: Labelled) =>
  `${from}: ${at} ${JSON.stringify(add ?? Object.keys(files ?? {}))}`.slice(0, 160);

async function missedOf(set: readonly Labelled[]): Promise<string[]> {
  const named = await Promise.all(set.map(isNamed));
  return set.filter((_, index) => !named[index]).map(titleOf);
}

/** Of all that are dangerous, the share that may go unnamed. */
const MOST_MISSED = 0.03;

describe('dangerous settings', () => {
  test('those that the rules were written by', async () => {
    const set = dangers.filter((each, index) => !isHeld(each, index));
    const missed = await missedOf(set);
    if (process.env.TANKMATE_MISSED) console.log(missed.join('\n'));
    expect(set.length).toBeGreaterThan(90);
    expect(missed.length / set.length, `${missed.length} of ${set.length}`).toBeLessThan(MOST_MISSED);
  });

  test('those that were held back', async () => {
    const set = dangers.filter(isHeld);
    const missed = await missedOf(set);
    if (process.env.TANKMATE_MISSED) console.log(`${missed.length} of ${set.length}`);
    if (process.env.TANKMATE_MISSED === 'held') console.log(missed.join('\n'));
    expect(missed.length / set.length, `${missed.length} of ${set.length}`).toBeLessThan(MOST_MISSED);
  });
});

/** The checks that go by settings and by what people write beside them. */
const JUDGING = [
  'gateway-bind-setting',
  'gateway-password',
  'control-page-origins',
  'announces-itself',
  'chat-doors',
  'orders-from-elsewhere',
  'code-from-elsewhere',
  'guards-off',
  'tool-rights',
  'tool-sandbox',
  'instructions',
];

test('harmless settings are called harmless', async () => {
  const alarms: string[] = [];
  for (const each of harmless) {
    const { add: _add, drop: _drop, files: _files, ...plain } = each;
    for (const id of each.quiet ?? JUDGING) {
      const [before, after] = await Promise.all([findingOf(plain, id), findingOf(each, id)]);
      if (!before || !after) continue;
      const known = new Set(before.evidence.map(({ where }) => where));
      const fresh = after.evidence.filter(({ where }) => !known.has(where));
      const worse = rankOf(after) < rankOf(before);
      if (worse || (after.state === 'attention' && fresh.length > 0))
        alarms.push(
          `${id} ${after.because.id} ${fresh.map(({ where }) => where).join(' ')}: ${titleOf({ ...each, at: '' })}`,
        );
    }
  }
  expect(alarms).toEqual([]);
});

test.each(['2026.1.30', '2026.3.13', '2026.9.6'])(
  'the hardened settings of %s say nothing',
  async (version) => {
    const settings = merge(read(`settings/${version}/hardened.json5`), TOKEN);
    const files = { [`${HOME}/.openclaw/openclaw.json`]: { text: JSON.stringify(settings), mode: 0o600 } };
    for (const id of JUDGING) {
      const probes = createProbes(fakeHost({ home: HOME, env: { HOME }, files }), { offline: true });
      const finding = await checks.find((check) => check.id === id)?.inspect(probes);
      expect(`${id} ${finding?.state}`).toBe(`${id} good`);
    }
  },
);
