import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FILES = globSync(['main/**/*.ts', 'scripts/**/*.mjs', 'test/**/*.{ts,mjs}']).filter(
  (file) => !file.endsWith('signals.test.ts'),
);

/** Numbers that a pid turns into where there is none: kill(2) takes 0 for our own group, and -1 for everybody. */
test.each(FILES)('%s ends nothing by a number that stands for no process', (file) => {
  const text = readFileSync(file, 'utf8');
  for (const [, pid = ''] of text.matchAll(/process\.kill\(\s*([^,)]+(?:\([^)]*\))?[^,)]*)/g)) {
    expect(pid, file).not.toMatch(/\?\?|\|\||^-?[01]$|parseInt/);
    if (!/^[\w.]+$/.test(pid)) continue;
    const name = pid.split('.').at(-1) ?? '';
    expect(text, `${file}: ${name}`).not.toMatch(
      new RegExp(`(?:const|let) ${name} =[^;\\n]*(?:\\?\\?|\\|\\|) *-?[01];`),
    );
  }
});

test('a signal to nobody is refused in every test', () => {
  for (const pid of [0, -1, Number.NaN]) expect(() => process.kill(pid, 'SIGCONT')).toThrow(/not a process/);
});
