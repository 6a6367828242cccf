import { createContext, Script } from 'node:vm';
import * as scslre from 'scslre';
import { expect, test } from 'vitest';
import { attacksOn } from './attacks';
import { type Pattern, patternsIn, patternsOfMain } from './collect';

/** The package is CommonJS: its names lie on `default` or beside it, as the loader has it. */
const { analyse } = ((scslre as { default?: typeof scslre }).default ?? scslre) as typeof scslre;

const FORESEEN_MS = 100;
const LENGTH = 40_000;
const context = createContext({});
const run = new Script(
  'pattern.lastIndex = 0; while (pattern.exec(text) && pattern.global) pattern.lastIndex ||= 1;',
);

/** Milliseconds of processor that a search through the text takes; what it used until then, for one without an end. */
function cost(pattern: RegExp, text: string): number {
  const before = process.cpuUsage();
  try {
    run.runInContext(Object.assign(context, { pattern, text }), { timeout: 3000 });
  } catch {}
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Why a pattern can take more than linear time; null when nothing was found. */
function fault({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string | null {
  const { reports } = analyse({ source, flags: flags.replace('d', '') }, { assumeRejectingSuffix: false });
  if (reports.length > 0)
    return [
      ...new Set(reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type))),
    ].join();
  const pattern = new RegExp(source, flags);
  for (const text of attacksOn(source, flags, LENGTH)) {
    // A busy computer may be in the middle of something else once, and not three times.
    const slow = [0, 1, 2].every(() => cost(pattern, text) > FORESEEN_MS);
    if (slow) return `slow on ${JSON.stringify(text.slice(0, 60))}…`;
  }
  return null;
}

test.each([
  ['spaces before an end', '\\s+$', ''],
  ['two that trade', '^(.*?)\\s*=\\s*x', ''],
  ['exponential', '^(a+)+$', ''],
  ['exponential over alternatives', '^(?:\\w|\\d)*!$', ''],
  ['a beginning that comes again', '\\$\\{([^}]+)\\}', 'g'],
  ['a tail that is looked for from everywhere', ':([^/:@]+)(@.*)?$', ''],
  ['line starts', '^\\s*key', 'm'],
])('finds %s', (_name, source, flags) => {
  expect(fault({ source, flags })).not.toBeNull();
});

test.each([
  ['what begins once', '(?<!\\s)\\s+$', ''],
  ['one line at a time', '^[ \\t]*key', 'm'],
  ['kept apart', '<([^<>]+)>', 'g'],
])('lets through %s', (_name, source, flags) => {
  expect(fault({ source, flags })).toBeNull();
});

test('patterns are collected wherever they stand', () => {
  const text = "const N = 'x|y';\nconst a = /a+/g;\nf(new RegExp(`^(?:$" + "{N})$`, 'i'), text.split(/b/));";
  expect(patternsIn('f.ts', text).map(({ where, source, flags }) => `${where} ${source} ${flags}`)).toEqual([
    'f.ts:2 a+ g',
    'f.ts:3 ^(?:x|y)$ i',
    'f.ts:3 b ',
  ]);
  expect(() => patternsIn('f.ts', 'new RegExp(given)')).toThrow(/told only as it runs/);
});

const unique = new Map(patternsOfMain().map((each) => [`/${each.source}/${each.flags}`, each]));

test('there are patterns', () => expect(unique.size).toBeGreaterThan(500));

test('no pattern in main takes more than linear time, whatever the text is', { timeout: 600_000 }, () => {
  const faults = [...unique].flatMap(([written, pattern]) => {
    const found = fault(pattern);
    return found === null ? [] : [`${pattern.where} ${written}: ${found}`];
  });
  expect(faults).toEqual([]);
});
