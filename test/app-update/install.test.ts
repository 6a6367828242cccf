import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownAppUpdate } from '../../main/app-update/check-app-update';
import { installAppUpdate } from '../../main/app-update/install-app-update';
import type { AppFile, ReleaseMetadata } from '../../main/app-update/metadata';
import { DEFAULTS } from '../../main/config/preferences';
import type { UnlocalizedProgress } from '../../main/contract/work';
import { askAppUpdate } from '../../main/worker/app-updates';
import { runAppUpdate } from '../../main/worker/jobs/app-update';
import { QUICK } from '../tank/images/server';
import { type InstalledApp, installApp } from './installed-app';
import { fileOf, NOW, program, published, releaseOf, sourceOf, stranger } from './makers';
import { type ReleaseServer, releaseServer } from './server';

let top: string;
let server: ReleaseServer;
let installed: InstalledApp;
let onShown: (working: UnlocalizedProgress) => unknown;
const NEW = program('0.2.0');
beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'tankmate-install-')));
  server = await releaseServer();
  installed = installApp(top);
  onShown = () => {};
});
afterEach(async () => {
  await server.close();
  rmSync(top, { recursive: true, force: true });
});

const source = () => sourceOf([server.at('/releases.json')]);
/** What the makers publish: a release whose file lies at `/new`. */
function publish(told: Partial<AppFile> = {}, more: Partial<ReleaseMetadata> = {}, pems?: readonly string[]) {
  const file = fileOf(NEW, [server.at('/new')], { arch: process.arch as 'x64', ...told });
  server.served.set(
    '/releases.json',
    published({ releases: [releaseOf('0.2.0', { files: [file] })], ...more }, pems),
  );
}
const ask = (now = NOW) =>
  askAppUpdate({
    ...{ folder: installed.folder, app: installed.app, source: source(), now },
    mirror: 'own',
    signal: new AbortController().signal,
  });
const status = (now = NOW) => knownAppUpdate({ ...installed, source: source(), now });
const install = (signal = new AbortController().signal, now = NOW) =>
  runAppUpdate(
    { folder: installed.folder, app: installed.app, preferences: DEFAULTS },
    { signal, emit: (working) => onShown(working) },
    { source: source(), now, line: {}, pace: QUICK },
  );
/** The old one starts, and nothing of the new one lies beside it. */
function isUntouched() {
  expect(installed.start()).toBe('0.1.0');
  expect(installed.beside()).toEqual(['Tankmate.AppImage']);
}

test('a good release is fetched, checked, tried, put in place, and starts', async () => {
  publish();
  server.served.set('/new', NEW);
  expect(await ask()).toBe(true);
  expect(status()).toMatchObject({ state: 'offered', version: '0.2.0', bytes: NEW.length });
  isUntouched();
  const shown: string[] = [];
  onShown = ({ now }) => shown.push(now.id);
  expect(await install()).toMatchObject({
    result: 'fixed',
    afterwards: { id: 'app-update.next-start', values: { version: '0.2.0' } },
  });
  expect(installed.start()).toBe('0.2.0');
  expect(statSync(installed.file).mode & 0o777).toBe(0o755);
  expect(installed.beside()).toEqual(['Tankmate.AppImage']);
  expect(status()).toMatchObject({ state: 'installed', version: '0.2.0' });
  // The one that runs now is the new one: there is nothing more to do.
  const app = { ...installed.app, version: '0.2.0' };
  expect(knownAppUpdate({ ...installed, app, source: source(), now: NOW }).state).toBe('current');
  expect(shown).toContain('app-update.checking');
  expect((await install()).because.id).toBe('app-update.nothing');
});

test('asking says nothing of this computer', async () => {
  publish();
  await ask();
  const [asked] = server.asked;
  expect(server.asked).toHaveLength(1);
  expect(asked?.path).toBe('/releases.json');
  const { host: _host, connection: _connection, ...sent } = asked?.headers ?? {};
  expect(sent).toEqual({
    accept: 'application/json',
    'accept-encoding': 'gzip,deflate',
    'user-agent': 'tankmate',
  });
});

test('behind a link the file is exchanged, and the link stays', async () => {
  publish();
  server.served.set('/new', NEW);
  const link = join(top, 'tankmate');
  symlinkSync(installed.file, link);
  installed = { ...installed, app: { ...installed.app, installed: { kind: 'appimage', file: link } } };
  await ask();
  expect((await install()).result).toBe('fixed');
  expect(realpathSync(link)).toBe(installed.file);
  expect(installed.start()).toBe('0.2.0');
});

const flipped = Buffer.from(NEW);
flipped[NEW.length - 3] = (flipped[NEW.length - 3] ?? 0) ^ 1;
test.each([
  ['a corrupted file', flipped, 'wrong-hash'],
  ['a file that is too long', Buffer.concat([NEW, NEW]), 'wrong-size'],
  ['a file that is too short', NEW.subarray(4), 'wrong-size'],
])('%s is thrown away', async (_what, bytes, problem) => {
  publish();
  server.served.set('/new', bytes);
  await ask();
  expect(await install()).toMatchObject({ result: 'refused', because: { id: `app-update.${problem}` } });
  isUntouched();
});

test('a mirror that lies is left for the next one', async () => {
  const addresses = ['/lies', '/new'].map((path) => ({ region: 'world' as const, url: server.at(path) }));
  publish({ addresses });
  server.served.set('/lies', flipped);
  server.served.set('/new', NEW);
  await ask();
  expect((await install()).result).toBe('fixed');
  expect(installed.start()).toBe('0.2.0');
});

test.each([
  ['unsigned', {}, [], 'unsigned'],
  ['wrongly signed', {}, [stranger.pem], 'other-key'],
  ['frozen', { expires: '2026-11-29T00:00:00Z' }, undefined, 'expired'],
] as const)('%s news offer nothing, and nothing is installed', async (_what, more, pems, problem) => {
  publish({}, more, pems);
  server.served.set('/new', NEW);
  expect(await ask()).toBe(false);
  expect(status()).toMatchObject({
    state: 'current',
    version: null,
    problem: { id: `app-update.${problem}` },
  });
  expect((await install()).because.id).toBe('app-update.nothing');
  isUntouched();
});

test('replayed news don’t bring back what was taken back', async () => {
  publish();
  const old = server.served.get('/releases.json') ?? {};
  server.served.set('/releases.json', published({ counter: 8, releases: [releaseOf('0.1.0')] }));
  await ask();
  server.served.set('/releases.json', old);
  server.served.set('/new', NEW);
  expect(await ask()).toBe(false);
  expect(status()).toMatchObject({ version: null, problem: { id: 'app-update.replayed' } });
  expect((await install()).because.id).toBe('app-update.nothing');
  isUntouched();
});

test('an offer that ended in the meantime is not installed', async () => {
  publish();
  server.served.set('/new', NEW);
  await ask();
  const later = NOW + 100 * 86_400_000;
  expect(await install(undefined, later)).toMatchObject({ because: { id: 'app-update.expired' } });
  isUntouched();
});

test('half a download goes on where it broke off', async () => {
  publish();
  const half = NEW.length >> 1;
  let asked = 0;
  server.served.set('/new', (request, response) => {
    asked += 1;
    if (asked === 1) {
      response.writeHead(200, { 'content-length': NEW.length });
      response.write(NEW.subarray(0, half), () => response.socket?.end());
      return;
    }
    const range = `bytes ${half}-${NEW.length - 1}/${NEW.length}`;
    expect(request.headers.range).toBe(`bytes=${half}-`);
    response.writeHead(206, { 'content-range': range, 'content-length': NEW.length - half });
    response.end(NEW.subarray(half));
  });
  await ask();
  expect((await install()).result).toBe('fixed');
  expect(installed.start()).toBe('0.2.0');
});

test('cancel ends it, keeps what was fetched, and the next time goes on', async () => {
  publish();
  const half = NEW.length >> 1;
  const stop = new AbortController();
  server.served.set('/new', (_request, response) => {
    response.writeHead(200, { 'content-length': NEW.length });
    response.write(NEW.subarray(0, half));
  });
  await ask();
  onShown = ({ bytes }) => bytes?.done === half && stop.abort();
  expect(await install(stop.signal)).toMatchObject({
    result: 'skipped',
    because: { id: 'app-update.cancelled' },
  });
  isUntouched();
  server.served.set('/new', NEW);
  expect((await install()).result).toBe('fixed');
  expect(server.asked.at(-1)?.headers.range).toBe(`bytes=${half}-`);
});

test.each([
  ['ends with an error', '#!/bin/sh\nexit 1\n'],
  ['says another version', '#!/bin/sh\necho 0.1.9\n'],
  ['is no program', 'not a program'],
])('what is signed but %s on this computer is not put in place', async (_what, text) => {
  const bytes = Buffer.from(text);
  publish(fileOf(bytes, [server.at('/new')], { arch: process.arch as 'x64' }));
  server.served.set('/new', bytes);
  await ask();
  expect(await install()).toMatchObject({ because: { id: 'app-update.does-not-start' } });
  isUntouched();
});

test('a file that is gone, or a folder in its place, is told before anything is fetched', async () => {
  publish();
  await ask();
  rmSync(installed.file);
  expect((await install()).because.id).toBe('app-update.no-file');
  mkdirSync(installed.file);
  expect((await install()).because.id).toBe('app-update.no-file');
  expect(server.asked.map(({ path }) => path)).toEqual(['/releases.json']);
});

test('what an earlier run left is cleared away by the next question', async () => {
  publish({}, { releases: [releaseOf('0.1.0')] });
  const own = join(installed.folder, 'app-update');
  mkdirSync(own);
  writeFileSync(join(own, 'old'), 'x');
  writeFileSync(join(top, 'Applications/.Tankmate.AppImage.new'), 'half');
  await ask();
  isUntouched();
  expect(() => statSync(own)).toThrow('ENOENT');
});

test('a link that waits beside is not written through', async () => {
  publish();
  server.served.set('/new', NEW);
  const victim = join(top, 'victim');
  writeFileSync(victim, 'mine');
  await ask();
  symlinkSync(victim, join(top, 'Applications/.Tankmate.AppImage.new'));
  expect((await install()).result).toBe('fixed');
  expect(readFileSync(victim, 'utf8')).toBe('mine');
});

test.each([
  ['other bytes', flipped, 'wrong-hash'],
  ['more bytes', Buffer.concat([NEW, NEW]), 'wrong-size'],
  ['fewer bytes', NEW.subarray(4), 'wrong-size'],
])(
  'nobody’s word counts: %s behind the download’s back are not put in place',
  async (_what, bytes, problem) => {
    publish();
    await ask();
    const fetched = join(top, 'fetched');
    writeFileSync(fetched, bytes);
    const { signal } = new AbortController();
    const needs = { ...installed, source: source(), now: NOW, signal, onFetched() {} };
    await expect(installAppUpdate({ ...needs, fetchFile: async () => fetched })).rejects.toMatchObject({
      problem,
    });
    isUntouched();
  },
);
