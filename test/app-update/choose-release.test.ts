import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppUpdateError } from '../../main/app-update/app-update-error';
import { bucketOf, chooseRelease } from '../../main/app-update/choose-release';
import { installedAs } from '../../main/app-update/installed-as';
import { addressesFor } from '../../main/app-update/release-source';
import { fileOf, metadataOf, program, releaseOf, runningApp } from './makers';

const SEED = '00112233445566778899aabbccddeeff';
const all = metadataOf({ releases: [releaseOf('0.1.0'), releaseOf('0.3.0'), releaseOf('0.2.0')] });
const problemOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof AppUpdateError ? error.problem : error;
  }
};

test('takes the newest, and nothing where that runs', () => {
  expect(chooseRelease(all, runningApp(), SEED)?.release.version).toBe('0.3.0');
  expect(chooseRelease(all, runningApp({ version: '0.3.0' }), SEED)).toBeNull();
});

test('refuses what is only older, and what is for another system', () => {
  expect(problemOf(() => chooseRelease(all, runningApp({ version: '0.4.0' }), SEED))).toBe('older');
  for (const other of [{ platform: 'darwin' }, { arch: 'arm64' }] as const)
    expect(problemOf(() => chooseRelease(all, runningApp(other), SEED))).toBe('other-system');
  const deb = runningApp({ installed: { kind: 'deb', file: null } });
  expect(problemOf(() => chooseRelease(all, deb, SEED))).toBe('other-system');
});

test('a release that has nothing for this system leaves the one before it', () => {
  const arm = releaseOf('0.4.0', {
    files: [fileOf(program('0.4.0'), ['https://example.org/f'], { arch: 'arm64' })],
  });
  const more = metadataOf({ releases: [...all.releases, arm] });
  expect(chooseRelease(more, runningApp(), SEED)?.release.version).toBe('0.3.0');
});

test('a roll-out reaches its share, the same copies each time, others for the next version', () => {
  const seeds = Array.from({ length: 400 }, (_each, at) => at.toString(16).padStart(32, '0'));
  const reached = (version: string) => seeds.filter((seed) => bucketOf(seed, version) < 0.25);
  expect(reached('0.2.0').length).toBeGreaterThan(70);
  expect(reached('0.2.0').length).toBeLessThan(130);
  expect(reached('0.2.0')).toEqual(reached('0.2.0'));
  expect(reached('0.2.0')).not.toEqual(reached('0.3.0'));
  const staged = metadataOf({ releases: [releaseOf('0.1.0'), releaseOf('0.2.0', { rollout: 0.25 })] });
  for (const seed of seeds.slice(0, 40))
    expect(chooseRelease(staged, runningApp(), seed) !== null).toBe(bucketOf(seed, '0.2.0') < 0.25);
});

test('addresses come in the user’s order', () => {
  const addresses = [
    { region: 'world', url: 'https://a' },
    { region: 'china', url: 'https://b' },
  ] as const;
  expect(addressesFor(addresses, 'own')).toEqual(['https://a', 'https://b']);
  expect(addressesFor(addresses, 'npmmirror')).toEqual(['https://b', 'https://a']);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-installed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an AppImage is ours only when this program runs from its mount', () => {
  const place = (execPath: string, env: Record<string, string>) =>
    installedAs({ platform: 'linux', packaged: true, execPath, env });
  const env = { APPIMAGE: '/home/lin/Tankmate.AppImage', APPDIR: '/tmp/.mount_Tank' };
  expect(place('/tmp/.mount_Tank/tankmate', env)).toEqual({ kind: 'appimage', file: env.APPIMAGE });
  // Started by another AppImage's program: its file is not ours to replace.
  expect(place('/opt/Tankmate/tankmate', env)).toEqual({ kind: 'source', file: null });
  expect(place('/tmp/.mount_Tanker/tankmate', env).file).toBeNull();
  expect(place('/tmp/.mount_Tank/tankmate', { ...env, APPIMAGE: 'Tankmate.AppImage' }).file).toBeNull();
});

test('packages say what they are', () => {
  mkdirSync(join(folder, 'resources'));
  for (const type of ['deb', 'rpm'] as const) {
    writeFileSync(join(folder, 'resources/package-type'), `${type}\n`);
    const execPath = join(folder, 'tankmate');
    const env = { APPIMAGE: '/x', APPDIR: folder };
    expect(installedAs({ platform: 'linux', packaged: true, execPath, env }).kind).toBe(type);
  }
  const kinds = (['win32', 'darwin', 'linux'] as const).map(
    (platform) => installedAs({ platform, packaged: true, execPath: '/x/tankmate', env: {} }).kind,
  );
  expect(kinds).toEqual(['nsis', 'dmg', 'source']);
  expect(installedAs({ platform: 'win32', packaged: false, execPath: 'x', env: {} }).kind).toBe('source');
});
