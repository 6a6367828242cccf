import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, isBuilt } from '../../scripts/setup/build.mjs';
import { refuseLink } from '../../scripts/setup/dependencies.mjs';
import { assertSha512, FALLBACK } from '../../scripts/setup/fallback.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the tarball of the fallback', () => {
  const bytes = Buffer.from('what was looked at');
  const sha512 = createHash('sha512').update(bytes).digest('base64');

  test('is taken as it was pinned', async () => {
    writeFileSync(join(folder, 'a.tgz'), bytes);
    await expect(assertSha512(join(folder, 'a.tgz'), sha512)).resolves.toBeUndefined();
  });
  test('is refused when one bit differs', async () => {
    const tampered = Buffer.from(bytes);
    tampered[3] = (tampered[3] ?? 0) ^ 1;
    writeFileSync(join(folder, 'a.tgz'), tampered);
    await expect(assertSha512(join(folder, 'a.tgz'), sha512)).rejects.toThrow('thrown away unopened');
  });
  test('is refused when it is empty', async () => {
    writeFileSync(join(folder, 'a.tgz'), '');
    await expect(assertSha512(join(folder, 'a.tgz'), sha512)).rejects.toThrow('SHA-512 differs');
  });
  test('one version with one whole checksum is pinned', () => {
    expect(FALLBACK.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Buffer.from(FALLBACK.sha512, 'base64')).toHaveLength(64);
  });
});

describe('what out/ was built from', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'main/deep'), { recursive: true });
    writeFileSync(join(folder, 'main/deep/a.ts'), 'a');
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/.built-from'), fingerprint(folder));
  });

  test('an untouched checkout is built', () => expect(isBuilt(folder)).toBe(true));
  test('one without out/ is not', () => {
    rmSync(join(folder, 'out'), { recursive: true });
    expect(isBuilt(folder)).toBe(false);
  });
  test.each([
    ['changed', () => writeFileSync(join(folder, 'main/deep/a.ts'), 'ab')],
    ['touched', () => utimesSync(join(folder, 'main/deep/a.ts'), 1, 1)],
    ['added', () => writeFileSync(join(folder, 'main/b.ts'), '')],
    ['removed', () => rmSync(join(folder, 'main/deep/a.ts'))],
  ])('one with a source %s is not', (_what, change) => {
    change();
    expect(isBuilt(folder)).toBe(false);
  });
  test('what is no source does not matter', () => {
    writeFileSync(join(folder, 'README.md'), 'words');
    expect(isBuilt(folder)).toBe(true);
  });
});

test('a linked node_modules is refused, since npm would empty what it leads to', () => {
  const own = join(folder, 'node_modules');
  expect(() => refuseLink(own)).not.toThrow();
  mkdirSync(own);
  expect(() => refuseLink(own)).not.toThrow();
  symlinkSync(own, join(folder, 'linked'));
  expect(() => refuseLink(join(folder, 'linked'))).toThrow(/is a link/);
});
