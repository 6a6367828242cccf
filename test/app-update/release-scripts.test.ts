import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { verifyMetadata } from '../../main/app-update/metadata';

let top: string;
const inTop = (name: string) => join(top, name);
const json = (name: string) => JSON.parse(readFileSync(inTop(name), 'utf8'));
/** Runs a command; resolves to its exit code and what it said. */
async function release(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const args = ['scripts/release.mjs', ...words.map((word) => word.replace(/^@/, `${top}/`))];
  try {
    const { stderr } = await promisify(execFile)(process.execPath, args);
    return { code: 0, said: stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}
const does = async (...words: readonly string[]) =>
  expect((await release(...words)).said).not.toMatch(/fail|Error|usage/);

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tankmate-release-'));
  mkdirSync(inTop('dist'));
  for (const name of [
    'tankmate_0.2.0_x86_64.AppImage',
    'tankmate_0.2.0_amd64.deb',
    'Tankmate Setup 0.2.0.exe',
  ])
    writeFileSync(join(top, 'dist', name), `bytes of ${name}`);
  writeFileSync(inTop('dist/tankmate_0.1.0_x86_64.AppImage'), 'old');
  const about = {
    ...{ version: '0.2.0', rollout: 0.2, page: 'https://example.org/0.2.0' },
    notes: { en: 'New.', 'zh-CN': '新。' },
    addresses: [{ region: 'china', base: 'https://mirror.example/0.2.0/' }],
  };
  writeFileSync(inTop('about.json'), JSON.stringify(about));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

test('from keys and a folder of packages to metadata that the app believes, and on to other keys', async () => {
  await does('keys', '@keys');
  expect(statSync(inTop('keys/spare.pem')).mode & 0o777).toBe(0o600);
  expect((await release('keys', '@keys')).code).not.toBe(0);

  await does('assemble', '@dist', '@about.json', '@payload.json');
  await does('sign', '@payload.json', '@releases.json', '--key', '@keys/online.pem');
  const trust = { keyList: json('keys/public.json'), counter: 0 };
  const { metadata } = verifyMetadata(json('releases.json'), trust, Date.now());
  expect(metadata.counter).toBe(1);
  expect(
    metadata.releases[0]?.files.map(({ platform, arch, kind, size }) => [platform, arch, kind, size]),
  ).toEqual([
    ['win32', 'x64', 'nsis', 'bytes of Tankmate Setup 0.2.0.exe'.length],
    ['linux', 'x64', 'deb', 'bytes of tankmate_0.2.0_amd64.deb'.length],
    ['linux', 'x64', 'appimage', 'bytes of tankmate_0.2.0_x86_64.AppImage'.length],
  ]);
  expect(metadata.releases[0]?.files[0]?.addresses[0]?.url).toBe(
    'https://mirror.example/0.2.0/Tankmate%20Setup%200.2.0.exe',
  );
  expect((await release('verify', '@releases.json', '--trust', '@keys/public.json')).said).toContain(
    'Good: counter 1',
  );

  // The online key is lost: the spare alone names new ones, and signs.
  await does('keys', '@new');
  writeFileSync(inTop('new/public.json'), JSON.stringify({ ...json('new/public.json'), version: 2 }));
  await does('lists', '@new/public.json', '@lists.json', '--key', '@keys/spare.pem');
  await does('assemble', '@dist', '@about.json', '@payload.json', '--previous', '@releases.json');
  await does('sign', '@payload.json', '@next.json', '--key', '@new/online.pem', '--lists', '@lists.json');
  const after = verifyMetadata(json('next.json'), trust, Date.now()).trust;
  expect([after.counter, after.keyList.version]).toEqual([2, 2]);
});

test('what copies would refuse is not called good', async () => {
  await does('keys', '@keys');
  await does('keys', '@other');
  await does('assemble', '@dist', '@about.json', '@payload.json');
  await does('sign', '@payload.json', '@releases.json', '--key', '@other/online.pem');
  const { code, said } = await release('verify', '@releases.json', '--trust', '@keys/public.json');
  expect([code, said]).toEqual([70, expect.stringContaining('would refuse it: other-key')]);
});

/** What the hosted release does with a draft's packages; `last`: the metadata of the latest release, as `gh` would fetch it. */
async function signDraft(key: string, last: string | null): Promise<void> {
  const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
    jobs: { draft: { steps: readonly { name?: string; run?: string }[] } };
  };
  const run = jobs.draft.steps.find(({ name }) => name?.startsWith('Signed metadata'))?.run ?? '';
  mkdirSync(inTop('runner'), { recursive: true });
  const trust = '$([ "$4" = verify ] && echo "--trust" && echo "$TOP/keys/public.json")';
  const script = `set -e
npm() { "$NODE" "$SCRIPTS/release.mjs" "\${@:4}" ${trust}; }
gh() { [ -n "$LAST" ] && cp "$LAST" "\${@: -1}/releases.json"; }
${run}`;
  const env = {
    ...{ PATH: process.env.PATH, NODE: process.execPath, SCRIPTS: resolve('scripts'), TOP: top },
    ...{ RELEASE_KEY: key, LAST: last ?? '', RUNNER_TEMP: inTop('runner'), GITHUB_REPOSITORY: 'a/b' },
  };
  await promisify(execFile)('bash', ['-c', script], { cwd: inTop('source'), env });
  expect(existsSync(inTop('runner/metadata/online.pem'))).toBe(false);
  rmSync(inTop('runner'), { recursive: true });
}

test('the hosted release signs its draft, counts on from the latest release, and does nothing without a key', async () => {
  await does('keys', '@keys');
  renameSync(inTop('dist'), inTop('packages'));
  mkdirSync(inTop('source/docs/release'), { recursive: true });
  renameSync(inTop('about.json'), inTop('source/docs/release/about.json'));
  await signDraft('', null);
  expect(existsSync(inTop('packages/releases.json'))).toBe(false);
  const key = readFileSync(inTop('keys/online.pem'), 'utf8');
  const trust = { keyList: json('keys/public.json'), counter: 0 };
  const counter = () => verifyMetadata(json('packages/releases.json'), trust, Date.now()).metadata.counter;
  await signDraft(key, null);
  expect(counter()).toBe(1);
  renameSync(inTop('packages/releases.json'), inTop('published.json'));
  await signDraft(key, inTop('published.json'));
  expect(counter()).toBe(2);
});
