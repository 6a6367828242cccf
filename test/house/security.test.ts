import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('SECURITY.md', 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes(' | `test/'));
const cited = [...text.matchAll(/`(test\/[\w/.-]+\.test\.ts)`: “(.+?)”(?=;| \||$)/gm)];

test('each row of the threat model names a test that there is', () => {
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter((row) => !/`test\/[^`]+`: “/.test(row))).toEqual([]);
  const missing = cited.filter(([, file = '', name = '']) => {
    if (!existsSync(file)) return true;
    // As a title: in quotes of the source, so that a comment does not count.
    return !["'", '"', '`'].some((mark) => readFileSync(file, 'utf8').includes(`${mark}${name}${mark}`));
  });
  expect(missing.map(([all]) => all)).toEqual([]);
  expect(cited.length).toBeGreaterThanOrEqual(rows.length);
});

test('the README leads there, and stays short', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('](SECURITY.md)');
  expect(readme.split('\n').length).toBeLessThanOrEqual(120);
});
